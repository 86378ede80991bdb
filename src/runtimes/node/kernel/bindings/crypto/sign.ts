/** Signatures of every kind of key (Node.js src/crypto/crypto_sig.cc). */
import { codedError } from '../../coded-error.ts';
import type { Kernel } from '../../kernel.ts';
import type { AsymmetricKey, DsaKey, EcKey, RsaKey } from './asymmetric-key.ts';
import {
  type ByteSource,
  bigintOf,
  bytesOfBigint,
  concat,
  copyOf,
  inputBytes,
  toArrayBuffer,
  toBuffer,
} from './bytes.ts';
import { curveOf } from './curves.ts';
import { integerOf, partsOf, readValue } from './der.ts';
import { signEdwards, verifyEdwards } from './edwards.ts';
import { invalidDigest, opensslError } from './errors.ts';
import { findHash, type HashAlgorithm, type HashState } from './hash-algorithms.ts';
import { CryptoJob, WEB_CRYPTO } from './jobs.ts';
import { bitLength } from './key-details.ts';
import type { KeyFrom } from './key-from.ts';
import { PRIVATE, PUBLIC } from './key-material.ts';
import { modInverse, modPow } from './primes.ts';
import type { RandomBytes } from './random.ts';
import { derSignature, PKCS1_PADDING, PSS_PADDING, type SignatureWish, signRsa, verifyRsa } from './rsa.ts';

/** `kSigEncP1363`. */
const P1363 = 1;
/** `kSignJobModeVerify`. */
const VERIFY = 1;
const DEFAULT_DIGEST = 'sha256';

interface Options {
  readonly hash: HashAlgorithm;
  readonly padding: number | undefined;
  readonly saltLength: number | undefined;
  readonly encoding: number | undefined;
  readonly random: RandomBytes;
}

const notForSigning = () => opensslError('envelope', 150, 'operation not supported for this keytype');

function rsaWish(key: RsaKey, { hash, padding, saltLength, random }: Options): SignatureWish {
  const used = padding ?? (key.kind === 'rsa-pss' ? PSS_PADDING : PKCS1_PADDING);
  if (key.kind === 'rsa-pss' && used !== PSS_PADDING) {
    throw opensslError('provider', 165, 'illegal or unsupported padding mode');
  }
  const { pss } = key;
  if (pss && pss.hashAlgorithm !== hash.name) throw opensslError('provider', 174, 'digest not allowed');
  if (pss && saltLength !== undefined && saltLength >= 0 && saltLength < pss.saltLength) {
    throw opensslError('provider', 172, 'pss saltlen too small');
  }
  const mask = findHash(pss?.mgf1HashAlgorithm) ?? hash;
  // What the key demands is its default too.
  return { hash, mask, padding: used, saltLength: saltLength ?? pss?.saltLength, random };
}

function signDigest(key: AsymmetricKey, digest: Uint8Array, options: Options): Uint8Array {
  switch (key.kind) {
    case 'rsa':
    case 'rsa-pss':
      return signRsa(key, digest, rsaWish(key, options));
    case 'ec':
      return signEc(key, digest, options);
    case 'dsa':
      return signDsa(key, digest, options);
    default:
      throw notForSigning();
  }
}

function verifyDigest(key: AsymmetricKey, digest: Uint8Array, signature: Uint8Array, options: Options): boolean {
  switch (key.kind) {
    case 'rsa':
    case 'rsa-pss':
      return verifyRsa(key, digest, signature, rsaWish(key, options));
    case 'ec':
      return verifyEc(key, digest, signature, options);
    case 'dsa':
      return verifyDsa(key, digest, signature, options);
    default:
      throw notForSigning();
  }
}

function signEc(key: EcKey, digest: Uint8Array, { encoding, random }: Options): Uint8Array {
  const { noble } = curveOf(key.curve);
  const format = encoding === P1363 ? 'compact' : 'der';
  const extraEntropy = random(32);
  return noble.sign(digest, key.scalar ?? new Uint8Array(0), { prehash: false, lowS: false, format, extraEntropy });
}

function verifyEc(key: EcKey, digest: Uint8Array, signature: Uint8Array, { encoding }: Options): boolean {
  const { noble } = curveOf(key.curve);
  const format = encoding === P1363 ? 'compact' : 'der';
  try {
    return noble.verify(signature, digest, key.point, { prehash: false, lowS: false, format });
  } catch {
    // Not a signature at all.
    return false;
  }
}

/** The leftmost bits of the digest, as many as the divisor has. */
function dsaNumber(digest: Uint8Array, q: bigint): bigint {
  const extra = digest.length * 8 - bitLength(q);
  return extra > 0 ? bigintOf(digest) >> BigInt(extra) : bigintOf(digest);
}

function signDsa(key: DsaKey, digest: Uint8Array, { encoding, random }: Options): Uint8Array {
  const { p, q, g, privateValue = 0n } = key;
  const size = Math.ceil(bitLength(q) / 8);
  for (;;) {
    const secret = 1n + (bigintOf(random(size + 8)) % (q - 1n));
    const r = modPow(g, secret, p) % q;
    const s = (modInverse(secret, q) * (dsaNumber(digest, q) + privateValue * r)) % q;
    if (r === 0n || s === 0n) continue;
    return encoding === P1363 ? concat(bytesOfBigint(r, size), bytesOfBigint(s, size)) : derSignature(r, s);
  }
}

function verifyDsa(key: DsaKey, digest: Uint8Array, signature: Uint8Array, { encoding }: Options): boolean {
  const { p, q, g, publicValue } = key;
  const numbers = encoding === P1363 ? halves(signature) : derNumbers(signature);
  const [r = 0n, s = 0n] = numbers;
  if (r <= 0n || r >= q || s <= 0n || s >= q) return false;
  const inverse = modInverse(s, q);
  const first = modPow(g, (dsaNumber(digest, q) * inverse) % q, p);
  return ((first * modPow(publicValue, (r * inverse) % q, p)) % p) % q === r;
}

const halves = (bytes: Uint8Array) => [bytes.slice(0, bytes.length / 2), bytes.slice(bytes.length / 2)].map(bigintOf);

function derNumbers(bytes: Uint8Array): bigint[] {
  try {
    return partsOf(readValue(bytes)).map(integerOf);
  } catch {
    // Not a signature at all: no numbers.
    return [];
  }
}

const digestOf = (hash: HashAlgorithm, data: Uint8Array) => {
  const state = hash.create();
  state.update(data);
  return state.digest();
};

const isEdwards = (key: AsymmetricKey) => key.kind === 'ed25519' || key.kind === 'ed448';

export function createSignCalls(kernel: Kernel, keyFrom: KeyFrom, random: RandomBytes) {
  /** What `Sign` and `Verify` share: a digest being fed. */
  class Signing {
    protected hash: HashAlgorithm | undefined;
    #state: HashState | undefined;

    init(name: string): void {
      this.hash = findHash(name);
      if (!this.hash) throw codedError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', 'Invalid digest');
      this.#state = this.hash.create();
    }

    update(data: string | ByteSource, encoding?: unknown): void {
      if (!this.#state) throw codedError(Error, 'ERR_CRYPTO_INVALID_STATE', 'Not initialised');
      this.#state.update(inputBytes(data, encoding));
    }

    protected finish(): { hash: HashAlgorithm; digest: Uint8Array } {
      const state = this.#state;
      if (!this.hash || !state) throw codedError(Error, 'ERR_CRYPTO_INVALID_STATE', 'Not initialised');
      this.#state = undefined;
      return { hash: this.hash, digest: state.digest() };
    }
  }

  const refuseEdwards = (key: AsymmetricKey) => {
    if (key.kind === 'ed25519' || key.kind === 'ed448') {
      throw codedError(Error, 'ERR_CRYPTO_UNSUPPORTED_OPERATION', 'Unsupported crypto operation');
    }
  };

  class Sign extends Signing {
    sign(
      data: unknown,
      format: number | undefined,
      type: unknown,
      passphrase: unknown,
      namedCurve: unknown,
      padding: number | undefined,
      saltLength: number | undefined,
      encoding: number | undefined,
    ): unknown {
      const key = keyFrom(PRIVATE, { data, format, type, passphrase, namedCurve });
      refuseEdwards(key);
      const { hash, digest } = this.finish();
      return toBuffer(kernel, signDigest(key, digest, { hash, padding, saltLength, encoding, random }));
    }
  }

  class Verify extends Signing {
    verify(
      data: unknown,
      format: number | undefined,
      type: unknown,
      passphrase: unknown,
      namedCurve: unknown,
      signature: ByteSource,
      padding: number | undefined,
      saltLength: number | undefined,
      encoding: number | undefined,
    ): boolean {
      const key = keyFrom(PUBLIC, { data, format, type, passphrase, namedCurve });
      refuseEdwards(key);
      const { hash, digest } = this.finish();
      return verifyDigest(key, digest, copyOf(signature), { hash, padding, saltLength, encoding, random });
    }
  }

  class SignJob extends CryptoJob {
    readonly #key: AsymmetricKey;
    readonly #data: Uint8Array;
    readonly #context: Uint8Array;
    readonly #signature: Uint8Array | undefined;
    readonly #hash: HashAlgorithm | undefined;
    readonly #options: Omit<Options, 'hash'>;
    readonly #isWebCrypto: boolean;

    constructor(
      mode: number,
      what: number,
      keyData: unknown,
      format: number | undefined,
      type: unknown,
      passphrase: unknown,
      namedCurve: unknown,
      data: ByteSource,
      digest: string | null | undefined,
      saltLength: number | undefined,
      padding: number | undefined,
      encoding: number | undefined,
      context: ByteSource | undefined,
      signature: ByteSource | undefined,
    ) {
      super(kernel, 'SIGNREQUEST', mode);
      this.#isWebCrypto = mode === WEB_CRYPTO;
      this.#key = keyFrom(what === VERIFY ? PUBLIC : PRIVATE, { data: keyData, format, type, passphrase, namedCurve });
      this.#data = copyOf(data);
      this.#context = copyOf(context);
      this.#signature = what === VERIFY ? copyOf(signature) : undefined;
      this.#options = { padding, saltLength, encoding, random };
      if (digest !== undefined && digest !== null) {
        this.#hash = findHash(digest);
        if (!this.#hash) throw invalidDigest(digest);
      }
    }

    protected override work(): ArrayBuffer | boolean {
      const key = this.#key;
      if (isEdwards(key) && 'publicBytes' in key) {
        if (this.#hash) throw opensslError('provider', 122, 'invalid digest');
        if (this.#signature)
          return verifyEdwards(key.kind, key.publicBytes, this.#data, this.#signature, this.#context);
        const secret = key.privateBytes ?? new Uint8Array(0);
        return toArrayBuffer(signEdwards(key.kind, secret, this.#data, this.#context));
      }
      const hash = this.#hash ?? findHash(this.#defaultDigest());
      if (!hash) throw invalidDigest(undefined);
      const digest = digestOf(hash, this.#data);
      const options = { ...this.#options, hash };
      if (this.#signature) return this.#verify(digest, this.#signature, options);
      return toArrayBuffer(signDigest(key, digest, options));
    }

    #defaultDigest(): string {
      return 'pss' in this.#key ? (this.#key.pss?.hashAlgorithm ?? DEFAULT_DIGEST) : DEFAULT_DIGEST;
    }

    #verify(digest: Uint8Array, signature: Uint8Array, options: Options): boolean {
      // Web Crypto has a fixed length for these.
      const wrongLength =
        this.#isWebCrypto && this.#key.kind === 'ec' && signature.length !== this.#key.point.length - 1;
      return !wrongLength && verifyDigest(this.#key, digest, signature, options);
    }
  }

  return { Sign, Verify, SignJob };
}
