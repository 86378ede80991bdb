/** PBKDF2, scrypt, HKDF and Argon2 (Node.js src/crypto/crypto_pbkdf2.cc, crypto_scrypt.cc, crypto_hkdf.cc). */
import { argon2d, argon2i, argon2id } from '@noble/hashes/argon2.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { codedError } from '../../coded-error.ts';
import type { Kernel } from '../../kernel.ts';
import { type ByteSource, copyOf, toArrayBuffer } from './bytes.ts';
import { invalidDigest, invalidKeyLength } from './errors.ts';
import { findHash, type HashAlgorithm } from './hash-algorithms.ts';
import { CryptoJob } from './jobs.ts';
import type { KeyMaterial } from './key-material.ts';

type KeyBytes = (key: KeyMaterial | ByteSource) => Uint8Array;

/** Names that Web Crypto has for digests: the browser computes these on other threads. */
const BROWSER_DIGESTS: Readonly<Record<string, string>> = {
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/** In the order of `kTypeArgon2d`, `kTypeArgon2i`, `kTypeArgon2id`. */
const ARGON2 = [argon2d, argon2i, argon2id];

function digestNamed(name: string): HashAlgorithm {
  const algorithm = findHash(name);
  if (!algorithm) throw invalidDigest(name);
  return algorithm;
}

export function createKeyDerivation(kernel: Kernel, keyBytes: KeyBytes) {
  const { natives } = kernel;
  // Only where the page was loaded securely.
  const subtle: SubtleCrypto | undefined = natives.crypto.subtle;

  class PBKDF2Job extends CryptoJob {
    readonly #password: Uint8Array<ArrayBuffer>;
    readonly #salt: Uint8Array<ArrayBuffer>;
    readonly #iterations: number;
    readonly #length: number;
    readonly #digest: HashAlgorithm;

    constructor(
      mode: number,
      password: KeyMaterial | ByteSource,
      salt: ByteSource,
      iterations: number,
      length: number,
      digest: string,
    ) {
      super(kernel, 'PBKDF2REQUEST', mode);
      this.#digest = digestNamed(digest);
      this.#password = copyOf(keyBytes(password));
      this.#salt = copyOf(salt);
      this.#iterations = iterations;
      this.#length = length;
    }

    protected override work(): ArrayBuffer {
      // OpenSSL derives no empty key.
      if (this.#length === 0) throw new Error('PBKDF2 derivation failed');
      const { noble } = this.#digest;
      return toArrayBuffer(pbkdf2(noble, this.#password, this.#salt, { c: this.#iterations, dkLen: this.#length }));
    }

    protected override workElsewhere(): Promise<unknown> | undefined {
      const hash = BROWSER_DIGESTS[this.#digest.name];
      // A short one is done before another thread has heard of it.
      if (!hash || !subtle || this.#length === 0 || this.#iterations < 1000) return undefined;
      const [salt, iterations, bits] = [this.#salt, this.#iterations, this.#length * 8];
      return natives.then.call(subtle.importKey('raw', this.#password, 'PBKDF2', false, ['deriveBits']), (key) =>
        subtle.deriveBits({ name: 'PBKDF2', hash, salt, iterations }, key as CryptoKey, bits),
      ) as Promise<unknown>;
    }
  }

  class HKDFJob extends CryptoJob {
    readonly #compute: () => ArrayBuffer;

    constructor(
      mode: number,
      digest: string,
      key: KeyMaterial | ByteSource,
      salt: ByteSource,
      info: ByteSource,
      length: number,
    ) {
      super(kernel, 'DERIVEBITSREQUEST', mode);
      const algorithm = digestNamed(digest);
      if (length > algorithm.outputLength * 255) throw invalidKeyLength();
      const inputs = [copyOf(keyBytes(key)), copyOf(salt), copyOf(info)] as const;
      this.#compute = () => {
        if (length === 0) throw new Error('HKDF derivation failed');
        return toArrayBuffer(hkdf(algorithm.noble, ...inputs, length));
      };
    }

    protected override work(): ArrayBuffer {
      return this.#compute();
    }
  }

  class ScryptJob extends CryptoJob {
    readonly #compute: () => ArrayBuffer;

    constructor(
      mode: number,
      password: ByteSource,
      salt: ByteSource,
      N: number,
      r: number,
      p: number,
      maxmem: number,
      dkLen: number,
    ) {
      super(kernel, 'SCRYPTREQUEST', mode);
      checkScrypt(N, r, p, maxmem);
      const inputs = [copyOf(password), copyOf(salt)] as const;
      this.#compute = () =>
        dkLen === 0
          ? new ArrayBuffer(0)
          : // This library wants room for what OpenSSL does not count.
            toArrayBuffer(scrypt(...inputs, { N, r, p, dkLen, maxmem: 2 ** 40 }));
    }

    protected override work(): ArrayBuffer {
      return this.#compute();
    }
  }

  class Argon2Job extends CryptoJob {
    readonly #compute: () => ArrayBuffer;

    constructor(
      mode: number,
      message: KeyMaterial | ByteSource,
      nonce: ByteSource,
      p: number,
      dkLen: number,
      m: number,
      t: number,
      secret: ByteSource,
      associatedData: ByteSource,
      type: number,
    ) {
      super(kernel, 'ARGON2REQUEST', mode);
      const noble = ARGON2[type] ?? argon2id;
      const [password, salt] = [copyOf(keyBytes(message)), copyOf(nonce)];
      const [key, personalization] = [copyOf(secret), copyOf(associatedData)];
      this.#compute = () => toArrayBuffer(noble(password, salt, { p, m, t, dkLen, key, personalization }));
    }

    protected override work(): ArrayBuffer {
      return this.#compute();
    }
  }

  return { PBKDF2Job, HKDFJob, ScryptJob, Argon2Job };
}

/** What OpenSSL accepts (RFC 7914, section 6, and its own limit of memory). */
function checkScrypt(N: number, r: number, p: number, maxmem: number): void {
  const refuse = (detail = '') =>
    codedError(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', `Invalid scrypt params${detail}`);
  const tooMuch = ': error:030000AC:digital envelope routines::memory limit exceeded';
  if (N < 2 || (N & (N - 1)) !== 0) throw refuse();
  if (p > (2 ** 30 - 1) / r) throw refuse(tooMuch);
  if (16 * r <= 31 && N >= 2 ** (16 * r)) throw refuse(tooMuch);
  if (128 * r * (p + N + 2) > maxmem) throw refuse(tooMuch);
}
