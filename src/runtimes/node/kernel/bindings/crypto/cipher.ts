/** `createCipheriv`, `createDecipheriv` and the ciphers of Web Crypto (Node.js src/crypto/crypto_cipher.cc, crypto_aes.cc). */
import { codedError } from '../../coded-error.ts';
import type { Kernel } from '../../kernel.ts';
import { bytesOf } from '../../text-encodings.ts';
import { AesBlock, CounterStream } from './aes.ts';
import type { AuthenticatedStream } from './authenticated/authenticated-stream.ts';
import { type ByteSource, concat, copyOf, equalBytes, inputBytes, toArrayBuffer, toBuffer } from './bytes.ts';
import { CIPHER_NAMES, type CipherAlgorithm, findCipher } from './cipher-algorithms.ts';
import {
  createAuthenticatedStream,
  createPlainStream,
  type PlainStream,
  unwrapKey,
  wrapKey,
} from './cipher-streams.ts';
import { invalidAuthTag, invalidIv, invalidKeyLength } from './errors.ts';
import { CryptoJob } from './jobs.ts';
import type { KeyMaterial } from './key-material.ts';

type KeyBytes = (key: KeyMaterial | ByteSource) => Uint8Array;

const GCM_TAG_LENGTHS = new Set([4, 8, 12, 13, 14, 15, 16]);
const MAX_GCM_IV = 128;
const FULL_TAG = 16;
const AES_WRAP_IV = new Uint8Array(8).fill(0xa6);

const unsupportedState = () => new Error('Trying to add data in unsupported state');
const notAuthentic = () => new Error('Unsupported state or unable to authenticate data');

function isValidIvLength(algorithm: CipherAlgorithm, length: number): boolean {
  switch (algorithm.mode) {
    case 'gcm':
      return length >= 1 && length <= MAX_GCM_IV;
    case 'ccm':
      return length >= 7 && length <= 13;
    case 'ocb':
      return length >= 1 && length <= 15;
    default:
      return length === algorithm.ivLength;
  }
}

function isValidTagLength(algorithm: CipherAlgorithm, length: number): boolean {
  switch (algorithm.mode) {
    case 'gcm':
      return GCM_TAG_LENGTHS.has(length);
    case 'ccm':
      return length >= 4 && length <= 16 && length % 2 === 0;
    default:
      return length >= 1 && length <= 16;
  }
}

/** The longest message, bytes (NIST SP 800-38C: the length has what the nonce leaves). */
function longestCcmMessage(ivLength: number): number {
  if (ivLength === 13) return 65_535;
  return ivLength === 12 ? 16_777_215 : 2 ** 31 - 1;
}

export function createCipherCalls(kernel: Kernel, keyBytes: KeyBytes) {
  class CipherBase {
    readonly #algorithm: CipherAlgorithm;
    readonly #encrypting: boolean;
    readonly #iv: Uint8Array;
    readonly #tagLength: number | undefined;
    #plain: PlainStream | undefined;
    #authenticated: AuthenticatedStream | undefined;
    #tag: Uint8Array | undefined;
    #state: 'new' | 'started' | 'ended' = 'new';
    #isForged = false;

    constructor(
      encrypting: boolean,
      name: string,
      key: KeyMaterial | ByteSource,
      iv: ByteSource | null,
      tagLength: number,
    ) {
      const algorithm = findCipher(name);
      if (!algorithm) throw codedError(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher');
      this.#algorithm = algorithm;
      this.#encrypting = encrypting;
      this.#iv = copyOf(iv);
      if (!isValidIvLength(algorithm, this.#iv.length)) throw invalidIv();
      const bytes = keyBytes(key);
      if (bytes.length !== algorithm.keyLength) throw invalidKeyLength();
      this.#tagLength = this.#checkTagLength(name, tagLength);
      if (algorithm.authenticated) {
        const length = this.#tagLength ?? FULL_TAG;
        this.#authenticated = createAuthenticatedStream(algorithm, bytes, this.#iv, length, encrypting);
      } else this.#plain = createPlainStream(algorithm, bytes, this.#iv, encrypting);
    }

    #checkTagLength(name: string, length: number): number | undefined {
      const { mode, authenticated } = this.#algorithm;
      if (!authenticated) return undefined;
      if (length === -1) {
        if (mode === 'gcm') return undefined;
        if (mode === 'stream') return FULL_TAG;
        throw codedError(TypeError, 'ERR_CRYPTO_INVALID_AUTH_TAG', `authTagLength required for ${name}`);
      }
      if (!isValidTagLength(this.#algorithm, length)) throw invalidAuthTag(length);
      return length;
    }

    update(data: string | ByteSource, encoding?: unknown): unknown {
      if (this.#state === 'ended') throw unsupportedState();
      const bytes = inputBytes(data, encoding);
      if (this.#algorithm.mode === 'ccm') return this.#updateCcm(bytes);
      this.#state = 'started';
      const stream = this.#authenticated ?? this.#plain;
      return toBuffer(kernel, stream?.update(bytes) ?? new Uint8Array(0));
    }

    /** All of the message at once; when decrypting, nothing comes out before the tag has been found right. */
    #updateCcm(bytes: Uint8Array): unknown {
      if (bytes.length > longestCcmMessage(this.#iv.length)) {
        throw codedError(RangeError, 'ERR_CRYPTO_INVALID_MESSAGELEN', 'Invalid message length');
      }
      if (this.#state === 'started' || (!this.#encrypting && !this.#tag)) throw unsupportedState();
      this.#state = 'started';
      const out = this.#authenticated?.update(bytes) ?? new Uint8Array(0);
      if (this.#encrypting) return toBuffer(kernel, out);
      this.#isForged = !equalBytes(this.#authenticated?.tag() ?? new Uint8Array(0), this.#tag ?? new Uint8Array(0));
      return toBuffer(kernel, this.#isForged ? new Uint8Array(0) : out);
    }

    final(): unknown {
      if (this.#state === 'ended') throw codedError(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state');
      const wasStarted = this.#state === 'started';
      this.#state = 'ended';
      if (this.#plain) return toBuffer(kernel, this.#plain.final());
      const rest = this.#authenticated?.final() ?? new Uint8Array(0);
      if (this.#encrypting) this.#tag = this.#authenticated?.tag().slice(0, this.#tagLength ?? FULL_TAG);
      else if (this.#isForged || !this.#isAuthentic(wasStarted)) throw notAuthentic();
      return toBuffer(kernel, rest);
    }

    #isAuthentic(wasStarted: boolean): boolean {
      const tag = this.#tag;
      if (!tag) return false;
      if (this.#algorithm.mode === 'ccm' && wasStarted) return true;
      return equalBytes(this.#authenticated?.tag().slice(0, tag.length) ?? new Uint8Array(0), tag);
    }

    setAutoPadding(padding: boolean): boolean {
      if (this.#state === 'ended') return false;
      if (this.#plain) this.#plain.padding = padding;
      return true;
    }

    getAuthTag(): unknown {
      if (this.#state !== 'ended' || !this.#encrypting || !this.#tag) return undefined;
      return toBuffer(kernel, this.#tag);
    }

    setAuthTag(tag: ByteSource): boolean {
      if (!this.#authenticated || this.#encrypting || this.#state === 'ended' || this.#tag) return false;
      const bytes = copyOf(tag);
      if (bytes.length !== (this.#tagLength ?? FULL_TAG)) throw invalidAuthTag(bytes.length);
      this.#tag = bytes;
      return true;
    }

    setAAD(data: ByteSource, plainTextLength: number): boolean {
      if (!this.#authenticated || this.#state !== 'new') return false;
      if (this.#algorithm.mode === 'ccm') {
        if (plainTextLength < 0) {
          const message = 'options.plaintextLength required for CCM mode with AAD';
          throw codedError(TypeError, 'ERR_MISSING_ARGS', message);
        }
        if (plainTextLength > longestCcmMessage(this.#iv.length)) {
          throw codedError(RangeError, 'ERR_CRYPTO_INVALID_MESSAGELEN', 'Invalid message length');
        }
      }
      this.#authenticated.addData(copyOf(data));
      return true;
    }
  }

  return {
    CipherBase,
    ...createCipherJobs(kernel, keyBytes),
    getCiphers: () => [...CIPHER_NAMES],
    getCipherInfo,
    getSSLCiphers: () => [],
  };
}

/** Modes that OpenSSL counts to others. */
const REPORTED_MODES: Readonly<Record<string, string>> = { cfb8: 'cfb', 'wrap-pad': 'wrap' };

function getCipherInfo(nameOrNid: string | number, keyLength?: number, ivLength?: number): object | undefined {
  const algorithm = findCipher(nameOrNid);
  if (!algorithm) return undefined;
  if (keyLength !== undefined && keyLength !== algorithm.keyLength) return undefined;
  if (ivLength !== undefined && !isValidIvLength(algorithm, ivLength)) return undefined;
  const info = Object.create(null) as Record<string, unknown>;
  const { name, nid, blockSize, ivLength: usualIv } = algorithm;
  const mode = REPORTED_MODES[algorithm.mode] ?? algorithm.mode;
  Object.assign(info, { mode, name, nid, keyLength: algorithm.keyLength, blockSize });
  info.ivLength = usualIv === 0 ? undefined : (ivLength ?? usualIv);
  return info;
}

/** In the order of `kKeyVariantAES_CTR_128` and those after it, three lengths each. */
const VARIANTS = ['ctr', 'cbc', 'gcm', 'wrap', 'ocb'] as const;
const ENCRYPT = 0;

function createCipherJobs(kernel: Kernel, keyBytes: KeyBytes) {
  abstract class CipherJob extends CryptoJob {
    protected readonly encrypting: boolean;
    protected readonly key: Uint8Array;
    protected readonly data: Uint8Array;

    constructor(mode: number, direction: number, key: KeyMaterial, data: ByteSource) {
      super(kernel, 'CIPHERREQUEST', mode);
      this.encrypting = direction === ENCRYPT;
      this.key = keyBytes(key);
      this.data = copyOf(data);
    }

    protected runAuthenticated(
      algorithm: CipherAlgorithm | undefined,
      iv: Uint8Array,
      tagLength: number,
      additional: Uint8Array,
    ): ArrayBuffer {
      if (!algorithm || !isValidIvLength(algorithm, iv.length)) throw invalidIv();
      const stream = createAuthenticatedStream(algorithm, this.key, iv, tagLength, this.encrypting);
      stream.addData(additional);
      const end = this.encrypting ? this.data.length : this.data.length - tagLength;
      if (end < 0) throw notAuthentic();
      const out = concat(stream.update(this.data.slice(0, end)), stream.final());
      const tag = stream.tag().slice(0, tagLength);
      if (this.encrypting) return toArrayBuffer(concat(out, tag));
      if (!equalBytes(tag, this.data.subarray(end))) throw notAuthentic();
      return toArrayBuffer(out);
    }
  }

  class AESCipherJob extends CipherJob {
    readonly #mode: (typeof VARIANTS)[number];
    readonly #iv: Uint8Array;
    readonly #length: number;
    readonly #additional: Uint8Array;

    /** `length`: of the counter in bits (CTR), of the tag in bytes (GCM, OCB). */
    constructor(
      mode: number,
      direction: number,
      key: KeyMaterial,
      data: ByteSource,
      variant: number,
      iv?: ByteSource,
      length = FULL_TAG,
      additional?: ByteSource,
    ) {
      super(mode, direction, key, data);
      this.#mode = VARIANTS[Math.floor(variant / 3)] ?? 'ctr';
      this.#iv = copyOf(iv);
      this.#length = length;
      this.#additional = copyOf(additional);
    }

    protected override work(): ArrayBuffer {
      const algorithm = findCipher(`aes-${this.key.length * 8}-${this.#mode}`);
      if (this.#mode === 'gcm' || this.#mode === 'ocb') {
        return this.runAuthenticated(algorithm, this.#iv, this.#length, this.#additional);
      }
      if (this.#mode === 'ctr') return this.#runCounter();
      if (this.#mode === 'wrap') return this.#runWrap();
      if (!algorithm) throw invalidKeyLength();
      const stream = createPlainStream(algorithm, this.key, this.#iv, this.encrypting);
      return toArrayBuffer(concat(stream.update(this.data), stream.final()));
    }

    #runCounter(): ArrayBuffer {
      if (this.#length < 31 && Math.ceil(this.data.length / 16) > 2 ** this.#length) {
        throw new Error('The counter would repeat.');
      }
      return toArrayBuffer(new CounterStream(new AesBlock(this.key), this.#iv, this.#length).update(this.data));
    }

    #runWrap(): ArrayBuffer {
      if (this.data.length % 8 !== 0 || this.data.length < (this.encrypting ? 16 : 24)) throw unsupportedState();
      const out = (this.encrypting ? wrapKey : unwrapKey)(new AesBlock(this.key), AES_WRAP_IV, this.data);
      if (!out) throw notAuthentic();
      return toArrayBuffer(out);
    }
  }

  class ChaCha20Poly1305CipherJob extends CipherJob {
    readonly #iv: Uint8Array;
    readonly #additional: Uint8Array;

    constructor(
      mode: number,
      direction: number,
      key: KeyMaterial,
      data: ByteSource,
      iv: ByteSource,
      additional?: ByteSource,
    ) {
      super(mode, direction, key, data);
      this.#iv = bytesOf(iv).slice();
      this.#additional = copyOf(additional);
    }

    protected override work(): ArrayBuffer {
      return this.runAuthenticated(findCipher('chacha20-poly1305'), this.#iv, FULL_TAG, this.#additional);
    }
  }

  return { AESCipherJob, ChaCha20Poly1305CipherJob };
}
