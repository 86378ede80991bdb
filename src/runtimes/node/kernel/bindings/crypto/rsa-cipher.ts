/** `publicEncrypt` and its like (Node.js src/crypto/crypto_cipher.cc, crypto_rsa.cc). */
import type { Kernel } from '../../kernel.ts';
import type { AsymmetricKey, RsaKey } from './asymmetric-key.ts';
import { type ByteSource, copyOf, toArrayBuffer, toBuffer } from './bytes.ts';
import { invalidDigest, opensslError } from './errors.ts';
import { findHash } from './hash-algorithms.ts';
import { CryptoJob } from './jobs.ts';
import type { KeyFrom } from './key-from.ts';
import { type KeyMaterial, PRIVATE, PUBLIC } from './key-material.ts';
import type { RandomBytes } from './random.ts';
import { type CipherWish, decryptPrivate, decryptPublic, encryptPrivate, encryptPublic, OAEP_PADDING } from './rsa.ts';

type Operation = (key: RsaKey, data: Uint8Array, wish: CipherWish) => Uint8Array;

/** `kWebCryptoCipherEncrypt`. */
const ENCRYPT = 0;

function rsaOnly(key: AsymmetricKey): RsaKey {
  if (key.kind === 'rsa') return key;
  throw opensslError('envelope', 150, 'operation not supported for this keytype');
}

function digestNamed(name: string) {
  const hash = findHash(name);
  if (!hash) throw invalidDigest(name);
  return hash;
}

export function createRsaCipherCalls(kernel: Kernel, keyFrom: KeyFrom, random: RandomBytes) {
  const oaepOf = (hashName = 'sha1', label?: ByteSource, maskName = hashName) => ({
    hash: digestNamed(hashName),
    mask: digestNamed(maskName),
    label: copyOf(label),
  });

  const call =
    (keyType: number, operation: Operation) =>
    (
      data: unknown,
      format: number | undefined,
      type: unknown,
      passphrase: unknown,
      namedCurve: unknown,
      buffer: ByteSource,
      padding: number,
      hashName?: string,
      label?: ByteSource,
      maskName?: string,
    ): unknown => {
      const key = rsaOnly(keyFrom(keyType, { data, format, type, passphrase, namedCurve }));
      const wish = { padding, oaep: oaepOf(hashName, label, maskName), random };
      return toBuffer(kernel, operation(key, copyOf(buffer), wish));
    };

  class RSACipherJob extends CryptoJob {
    readonly #compute: () => Uint8Array;

    constructor(
      mode: number,
      direction: number,
      key: KeyMaterial,
      data: ByteSource,
      _variant: number,
      hashName: string,
      label?: ByteSource,
    ) {
      super(kernel, 'CIPHERREQUEST', mode);
      const rsa = rsaOnly(keyFrom(direction === ENCRYPT ? PUBLIC : PRIVATE, { data: key }));
      const wish = { padding: OAEP_PADDING, oaep: oaepOf(hashName, label), random };
      const bytes = copyOf(data);
      this.#compute = () => (direction === ENCRYPT ? encryptPublic : decryptPrivate)(rsa, bytes, wish);
    }

    protected override work(): ArrayBuffer {
      return toArrayBuffer(this.#compute());
    }
  }

  return {
    publicEncrypt: call(PUBLIC, encryptPublic),
    publicDecrypt: call(PUBLIC, decryptPublic),
    privateEncrypt: call(PRIVATE, encryptPrivate),
    privateDecrypt: call(PRIVATE, decryptPrivate),
    RSACipherJob,
  };
}
