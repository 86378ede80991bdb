/** Digests and HMAC (Node.js src/crypto/crypto_hash.cc, crypto_hmac.cc). */
import { hmac } from '@noble/hashes/hmac.js';
import { cshake128, cshake256, kt128, kt256, turboshake128, turboshake256 } from '@noble/hashes/sha3-addons.js';
import type { Kernel } from '../../kernel.ts';
import { bytesOf } from '../../text-encodings.ts';
import { type ByteSource, copyOf, encoded, equalBytes, inputBytes, toArrayBuffer } from './bytes.ts';
import { invalidDigest, opensslError } from './errors.ts';
import { findHash, HASH_NAMES, type HashAlgorithm, type HashState } from './hash-algorithms.ts';
import { CryptoJob } from './jobs.ts';
import type { KeyMaterial } from './key-material.ts';

/** `kSignJobModeVerify`. */
const VERIFY = 1;

const notExtendable = () => opensslError('envelope', 178, 'not XOF or invalid length');

/** A digest with the parameters of cSHAKE, which only the SHAKEs take. */
function createCustomShake(
  algorithm: HashAlgorithm,
  length: number | undefined,
  functionName: ByteSource | undefined,
  customization: ByteSource | undefined,
): HashState {
  if (!algorithm.extendable) throw new Error('Digest method not supported');
  const noble = algorithm.name === 'shake128' ? cshake128 : cshake256;
  return noble.create({
    dkLen: (length ?? algorithm.outputLength) || 1,
    NISTfn: copyOf(functionName),
    personalization: copyOf(customization),
  }) as unknown as HashState;
}

export function createHashCalls(kernel: Kernel, keyBytes: (key: KeyMaterial | ByteSource) => Uint8Array) {
  class Hash {
    readonly #algorithm: HashAlgorithm;
    readonly #length: number;
    readonly #state: HashState;
    #digest: Uint8Array | undefined;

    /** `source` is a name, or another hash to go on from. */
    constructor(
      source: string | Hash,
      length: number | undefined,
      _id?: number,
      _cache?: unknown,
      functionName?: ByteSource,
      customization?: ByteSource,
    ) {
      const algorithm = typeof source === 'string' ? findHash(source) : source.#algorithm;
      if (!algorithm) throw new Error('Digest method not supported');
      this.#algorithm = algorithm;
      this.#length = length ?? (typeof source === 'string' ? algorithm.outputLength : source.#length);
      if (this.#length !== algorithm.outputLength && !algorithm.extendable) throw notExtendable();
      if (typeof source !== 'string') this.#state = this.#continue(source);
      else if (functionName || customization) {
        this.#state = createCustomShake(algorithm, length, functionName, customization);
      } else this.#state = algorithm.create(this.#length);
    }

    /** The copy of an extendable digest may end in another length. */
    #continue(source: Hash): HashState {
      const state = source.#state.clone();
      if (this.#length !== source.#length) (state as unknown as { outputLen: number }).outputLen = this.#length || 1;
      return state;
    }

    update(data: string | ByteSource, encoding?: unknown): boolean {
      this.#state.update(inputBytes(data, encoding));
      return true;
    }

    digest(encoding?: unknown): unknown {
      this.#digest ??= this.#state.digest().slice(0, this.#length);
      return encoded(kernel, this.#digest, encoding);
    }
  }

  function oneShotDigest(
    name: string,
    _id: number,
    _cache: unknown,
    data: string | ByteSource,
    encoding: unknown,
    _encodingNumber: number,
    length: number | undefined,
    functionName?: ByteSource,
    customization?: ByteSource,
  ): unknown {
    const algorithm = findHash(name);
    if (!algorithm) throw new Error(`Digest method ${name} is not supported`);
    if (length !== undefined && length !== algorithm.outputLength && !algorithm.extendable) {
      throw new Error(`Output length ${length} is invalid for ${name}, which does not support XOF`);
    }
    const custom = functionName !== undefined || customization !== undefined;
    const state = custom ? createCustomShake(algorithm, length, functionName, customization) : algorithm.create(length);
    state.update(inputBytes(data));
    return encoded(kernel, state.digest().slice(0, length), encoding);
  }

  class HashJob extends CryptoJob {
    readonly #state: HashState;
    readonly #data: Uint8Array;

    /** `bits` is the output's length. */
    constructor(mode: number, name: string, data: ByteSource, bits?: number) {
      super(kernel, 'HASHREQUEST', mode);
      const algorithm = findHash(name);
      if (!algorithm) throw invalidDigest(name);
      this.#state = algorithm.create(bits === undefined ? undefined : bits / 8);
      this.#data = copyOf(data);
    }

    protected override work(): ArrayBuffer {
      this.#state.update(this.#data);
      return toArrayBuffer(this.#state.digest());
    }
  }

  /** A digest of the Keccak family with parameters of its own. */
  abstract class KeccakJob extends CryptoJob {
    readonly #compute: () => Uint8Array;
    constructor(mode: number, compute: () => Uint8Array) {
      super(kernel, 'HASHREQUEST', mode);
      this.#compute = compute;
    }
    protected override work(): ArrayBuffer {
      return toArrayBuffer(this.#compute());
    }
  }

  class CShakeJob extends KeccakJob {
    constructor(mode: number, name: string, data: ByteSource, fn?: ByteSource, custom?: ByteSource, bits = 0) {
      const noble = name === 'cSHAKE128' ? cshake128 : cshake256;
      const [bytes, NISTfn, personalization] = [copyOf(data), copyOf(fn), copyOf(custom)];
      super(mode, () => {
        const digest = noble(bytes, { dkLen: Math.ceil(bits / 8), NISTfn, personalization });
        if (bits % 8 !== 0) digest[digest.length - 1] = (digest[digest.length - 1] ?? 0) & (0xff << (8 - (bits % 8)));
        return digest;
      });
    }
  }

  class TurboShakeJob extends KeccakJob {
    constructor(mode: number, name: string, D: number, dkLen: number, data: ByteSource) {
      const noble = name === 'TurboSHAKE128' ? turboshake128 : turboshake256;
      const bytes = copyOf(data);
      super(mode, () => noble(bytes, { D, dkLen }));
    }
  }

  class KangarooTwelveJob extends KeccakJob {
    constructor(mode: number, name: string, custom: ByteSource | undefined, dkLen: number, data: ByteSource) {
      const noble = name === 'KT128' ? kt128 : kt256;
      const [bytes, personalization] = [copyOf(data), copyOf(custom)];
      super(mode, () => noble(bytes, { personalization, dkLen }));
    }
  }

  class Hmac {
    #state: ReturnType<typeof hmac.create> | undefined;

    init(name: string, key: KeyMaterial | ByteSource): void {
      const algorithm = findHash(name);
      if (!algorithm || algorithm.extendable) throw invalidDigest(name);
      this.#state = hmac.create(algorithm.noble, keyBytes(key));
    }

    update(data: string | ByteSource, encoding?: unknown): boolean {
      this.#state?.update(inputBytes(data, encoding));
      return this.#state !== undefined;
    }

    digest(encoding?: unknown): unknown {
      const bytes = this.#state?.digest() ?? new Uint8Array(0);
      this.#state = undefined;
      return encoded(kernel, bytes, encoding);
    }
  }

  class HmacJob extends CryptoJob {
    readonly #compute: () => Uint8Array;
    readonly #signature: Uint8Array | undefined;

    constructor(mode: number, what: number, name: string, key: KeyMaterial, data: ByteSource, signature?: ByteSource) {
      super(kernel, 'SIGNREQUEST', mode);
      const algorithm = findHash(name);
      if (!algorithm) throw invalidDigest(name);
      const bytes = copyOf(data);
      this.#compute = () => hmac(algorithm.noble, keyBytes(key), bytes);
      this.#signature = what === VERIFY ? copyOf(signature) : undefined;
    }

    protected override work(): ArrayBuffer | boolean {
      const computed = this.#compute();
      return this.#signature ? equalBytes(computed, this.#signature) : toArrayBuffer(computed);
    }
  }

  return {
    Hash,
    oneShotDigest,
    HashJob,
    CShakeJob,
    TurboShakeJob,
    KangarooTwelveJob,
    Hmac,
    HmacJob,
    getHashes: () => [...HASH_NAMES],
    getCachedAliases: () => Object.create(null) as object,
    timingSafeEqual: createTimingSafeEqual(),
  };
}

function createTimingSafeEqual() {
  return function timingSafeEqual(one: unknown, other: unknown): boolean {
    const [left, right] = [comparable(one, 'buf1'), comparable(other, 'buf2')];
    if (left.length !== right.length) {
      throw Object.assign(new RangeError('Input buffers must have the same byte length'), {
        code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH',
      });
    }
    return equalBytes(left, right);
  };
}

function comparable(value: unknown, name: string): Uint8Array {
  if (ArrayBuffer.isView(value)) return bytesOf(value);
  const tag = Object.prototype.toString.call(value);
  if (tag === '[object ArrayBuffer]' || tag === '[object SharedArrayBuffer]') return bytesOf(value as ArrayBuffer);
  throw Object.assign(
    new TypeError(`The "${name}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`),
    { code: 'ERR_INVALID_ARG_TYPE' },
  );
}
