/** What lies between a cipher's name and its streams: padding, held-back blocks, key wrapping. */
import { chacha20 } from '@noble/ciphers/chacha.js';
import type { StreamTransform } from './aes.ts';
import { AesBlock, BLOCK, type BlockTransform, CounterStream, createCbc, createEcb, FeedbackStream } from './aes.ts';
import type { AuthenticatedStream } from './authenticated/authenticated-stream.ts';
import { CcmStream } from './authenticated/ccm-stream.ts';
import { ChaChaPolyStream } from './authenticated/chacha-poly-stream.ts';
import { GcmStream } from './authenticated/gcm-stream.ts';
import { OcbStream } from './authenticated/ocb-stream.ts';
import { bigintOf, bytesOfBigint, concat } from './bytes.ts';
import type { CipherAlgorithm } from './cipher-algorithms.ts';
import { stackedOpensslError } from './errors.ts';

/** A cipher without authentication. */
export interface PlainStream extends StreamTransform {
  /** Whether blocks are padded as PKCS #7 has it; nothing for ciphers without blocks. */
  padding: boolean;
  final(): Uint8Array;
}

const wrongLength = () => stackedOpensslError('provider', 107, 'wrong final block length');

/** Gives whole blocks to the transform; the rest waits for more, or for its padding. */
class BlockStream implements PlainStream {
  padding = true;
  readonly #transform: BlockTransform;
  readonly #encrypting: boolean;
  #held: Uint8Array = new Uint8Array(0);

  constructor(transform: BlockTransform, encrypting: boolean) {
    this.#transform = transform;
    this.#encrypting = encrypting;
  }

  update(bytes: Uint8Array): Uint8Array {
    const all = concat(this.#held, bytes);
    // The last block of a padded text is known as such only at the end.
    const keep =
      !this.#encrypting && this.padding ? Math.min(all.length, ((all.length - 1) % BLOCK) + 1) : all.length % BLOCK;
    this.#held = all.slice(all.length - keep);
    return this.#transform(all.subarray(0, all.length - keep));
  }

  final(): Uint8Array {
    const { length } = this.#held;
    if (!this.padding) {
      if (length !== 0) throw wrongLength();
      return new Uint8Array(0);
    }
    if (this.#encrypting) {
      const missing = BLOCK - length;
      return this.#transform(concat(this.#held, new Uint8Array(missing).fill(missing)));
    }
    if (length !== BLOCK) throw wrongLength();
    return withoutPadding(this.#transform(this.#held));
  }
}

function withoutPadding(block: Uint8Array): Uint8Array {
  const count = block[BLOCK - 1] ?? 0;
  const valid = count >= 1 && count <= BLOCK && block.subarray(BLOCK - count).every((byte) => byte === count);
  if (!valid) throw stackedOpensslError('provider', 100, 'bad decrypt');
  return block.slice(0, BLOCK - count);
}

/** A cipher without blocks. */
class UnpaddedStream implements PlainStream {
  padding = true;
  readonly #stream: StreamTransform;

  constructor(stream: StreamTransform) {
    this.#stream = stream;
  }

  update(bytes: Uint8Array): Uint8Array {
    return this.#stream.update(bytes);
  }

  final(): Uint8Array {
    return new Uint8Array(0);
  }
}

/** ChaCha20 as OpenSSL takes it: the first four bytes of the IV are the counter. */
class ChaChaStream implements StreamTransform {
  readonly #key: Uint8Array;
  readonly #nonce: Uint8Array;
  readonly #first: number;
  #position = 0;

  constructor(key: Uint8Array, iv: Uint8Array) {
    this.#key = Uint8Array.from(key);
    this.#nonce = iv.slice(4);
    this.#first = new DataView(iv.buffer, iv.byteOffset).getUint32(0, true);
  }

  update(bytes: Uint8Array): Uint8Array {
    const skip = this.#position % 64;
    const block = this.#first + Math.floor(this.#position / 64);
    this.#position += bytes.length;
    return chacha20(this.#key, this.#nonce, concat(new Uint8Array(skip), bytes), undefined, block).slice(skip);
  }
}

/** AES key wrap (RFC 3394): all in one update. */
export function wrapKey(aes: AesBlock, iv: Uint8Array, bytes: Uint8Array): Uint8Array {
  const words = bytes.length / 8;
  const out = concat(iv, bytes);
  const block = new Uint8Array(BLOCK);
  for (let step = 1; step <= 6 * words; step += 1) {
    const at = ((step - 1) % words) * 8 + 8;
    block.set(out.subarray(0, 8));
    block.set(out.subarray(at, at + 8), 8);
    aes.encrypt(block);
    out.set(block.subarray(0, 8));
    xorCounter(out, step);
    out.set(block.subarray(8), at);
  }
  return out;
}

/** AES key wrap with padding (RFC 5649). */
function wrapPadded(aes: AesBlock, iv: Uint8Array, bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length === 0) return undefined;
  const start = concat(iv, bytesOfBigint(BigInt(bytes.length), 4));
  const padded = concat(bytes, new Uint8Array((8 - (bytes.length % 8)) % 8));
  return padded.length === 8 ? aes.encrypt(concat(start, padded)) : wrapKey(aes, start, padded);
}

function unwrapPadded(aes: AesBlock, iv: Uint8Array, bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length % 8 !== 0 || bytes.length < 16) return undefined;
  const whole = bytes.length === 16 ? aes.decrypt(Uint8Array.from(bytes)) : unwrapBlocks(aes, bytes);
  const length = Number(bigintOf(whole.slice(4, 8)));
  const [content, padding] = [whole.slice(8, 8 + length), whole.slice(8 + length)];
  const isValid = iv.every((byte, index) => byte === whole[index]) && length > 0 && padding.length < 8;
  return isValid && content.length === length && padding.every((byte) => byte === 0) ? content : undefined;
}

/** Undoes `wrapKey`; undefined when the bytes do not begin with the IV then. */
export function unwrapKey(aes: AesBlock, iv: Uint8Array, bytes: Uint8Array): Uint8Array | undefined {
  const out = unwrapBlocks(aes, bytes);
  return iv.every((byte, index) => byte === out[index]) ? out.slice(8) : undefined;
}

function unwrapBlocks(aes: AesBlock, bytes: Uint8Array): Uint8Array {
  const words = bytes.length / 8 - 1;
  const out = Uint8Array.from(bytes);
  const block = new Uint8Array(BLOCK);
  for (let step = 6 * words; step >= 1; step -= 1) {
    const at = ((step - 1) % words) * 8 + 8;
    xorCounter(out, step);
    block.set(out.subarray(0, 8));
    block.set(out.subarray(at, at + 8), 8);
    aes.decrypt(block);
    out.set(block.subarray(0, 8));
    out.set(block.subarray(8), at);
  }
  return out;
}

function xorCounter(bytes: Uint8Array, step: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint32(4, view.getUint32(4) ^ step);
}

export class WrapStream implements PlainStream {
  padding = true;
  readonly #aes: AesBlock;
  readonly #iv: Uint8Array;
  readonly #encrypting: boolean;

  constructor(key: Uint8Array, iv: Uint8Array, encrypting: boolean) {
    this.#aes = new AesBlock(key);
    this.#iv = iv;
    this.#encrypting = encrypting;
  }

  update(bytes: Uint8Array): Uint8Array {
    const out = this.#run(bytes);
    if (!out) throw new Error('Trying to add data in unsupported state');
    return out;
  }

  #run(bytes: Uint8Array): Uint8Array | undefined {
    if (this.#iv.length === 4) {
      return (this.#encrypting ? wrapPadded : unwrapPadded)(this.#aes, this.#iv, bytes);
    }
    if (bytes.length % 8 !== 0 || bytes.length < 16) return undefined;
    return (this.#encrypting ? wrapKey : unwrapKey)(this.#aes, this.#iv, bytes);
  }

  final(): Uint8Array {
    return new Uint8Array(0);
  }
}

export function createPlainStream(
  algorithm: CipherAlgorithm,
  key: Uint8Array,
  iv: Uint8Array,
  encrypting: boolean,
): PlainStream {
  if (algorithm.mode === 'stream') return new UnpaddedStream(new ChaChaStream(key, iv));
  const aes = new AesBlock(key);
  switch (algorithm.mode) {
    case 'ecb':
      return new BlockStream(createEcb(aes, encrypting), encrypting);
    case 'cbc':
      return new BlockStream(createCbc(aes, iv, encrypting), encrypting);
    case 'ctr':
      return new UnpaddedStream(new CounterStream(aes, iv));
    case 'wrap':
    case 'wrap-pad':
      return new WrapStream(key, iv, encrypting);
    case 'cfb':
    case 'cfb8':
    case 'ofb':
      return new UnpaddedStream(new FeedbackStream(aes, iv, algorithm.mode, encrypting));
    default:
      throw new Error(`${algorithm.name} is an authenticated cipher.`);
  }
}

export function createAuthenticatedStream(
  algorithm: CipherAlgorithm,
  key: Uint8Array,
  iv: Uint8Array,
  tagLength: number,
  encrypting: boolean,
): AuthenticatedStream {
  switch (algorithm.mode) {
    case 'ccm':
      return new CcmStream(key, iv, tagLength, encrypting);
    case 'ocb':
      return new OcbStream(key, iv, tagLength, encrypting);
    case 'stream':
      return new ChaChaPolyStream(key, iv, encrypting);
    default:
      return new GcmStream(key, iv, encrypting);
  }
}
