/** AES in its modes, as streams: each takes chunks of any length. */
import { unsafe } from '@noble/ciphers/aes.js';
import { concat } from './bytes.ts';

/** Bytes. */
export const BLOCK = 16;
const { expandKeyLE, expandKeyDecLE, encryptBlock, decryptBlock } = unsafe;

/** Encrypts or decrypts a stream without regard to blocks, padding or tags. */
export interface StreamTransform {
  update(bytes: Uint8Array): Uint8Array;
}

/** Whole blocks in, whole blocks out. */
export type BlockTransform = (blocks: Uint8Array) => Uint8Array;

export class AesBlock {
  readonly #forward: ReturnType<typeof expandKeyLE>;
  readonly #key: Uint8Array;
  #backward: ReturnType<typeof expandKeyDecLE> | undefined;

  constructor(key: Uint8Array) {
    this.#key = key;
    this.#forward = expandKeyLE(key);
  }

  /** In place; the block must start at a multiple of four bytes. */
  encrypt(block: Uint8Array): Uint8Array {
    return encryptBlock(this.#forward, block);
  }

  decrypt(block: Uint8Array): Uint8Array {
    this.#backward ??= expandKeyDecLE(this.#key);
    return decryptBlock(this.#backward, block);
  }
}

export function createEcb(aes: AesBlock, encrypting: boolean): BlockTransform {
  return (blocks) => {
    const out = Uint8Array.from(blocks);
    for (let start = 0; start < out.length; start += BLOCK) {
      const block = out.subarray(start, start + BLOCK);
      if (encrypting) aes.encrypt(block);
      else aes.decrypt(block);
    }
    return out;
  };
}

export function createCbc(aes: AesBlock, iv: Uint8Array, encrypting: boolean): BlockTransform {
  let previous = Uint8Array.from(iv);
  return (blocks) => {
    const out = Uint8Array.from(blocks);
    for (let start = 0; start < out.length; start += BLOCK) {
      const block = out.subarray(start, start + BLOCK);
      if (encrypting) {
        xorInto(block, previous);
        aes.encrypt(block);
        previous = block;
      } else {
        aes.decrypt(block);
        xorInto(block, previous);
        previous = Uint8Array.from(blocks.subarray(start, start + BLOCK));
      }
    }
    previous = Uint8Array.from(previous);
    return out;
  };
}

/** Counter mode. `counterBits` is how many of the block's last bits count: 128, or 32 in GCM. */
export class CounterStream implements StreamTransform {
  readonly #aes: AesBlock;
  readonly #counter: Uint8Array;
  readonly #counterBits: number;
  readonly #keystream = new Uint8Array(BLOCK);
  #used = BLOCK;

  constructor(aes: AesBlock, counter: Uint8Array, counterBits = 128) {
    this.#aes = aes;
    this.#counter = Uint8Array.from(counter);
    this.#counterBits = counterBits;
  }

  update(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array(bytes.length);
    for (let index = 0; index < bytes.length; index += 1) {
      if (this.#used === BLOCK) this.#nextBlock();
      out[index] = (bytes[index] ?? 0) ^ (this.#keystream[this.#used] ?? 0);
      this.#used += 1;
    }
    return out;
  }

  #nextBlock(): void {
    this.#keystream.set(this.#counter);
    this.#aes.encrypt(this.#keystream);
    this.#used = 0;
    incrementCounter(this.#counter, this.#counterBits);
  }
}

export function incrementCounter(counter: Uint8Array, counterBits: number): void {
  let bits = counterBits;
  for (let index = BLOCK - 1; bits > 0; index -= 1) {
    const mask = bits >= 8 ? 0xff : (1 << bits) - 1;
    const byte = counter[index] ?? 0;
    const next = (byte + 1) & mask;
    counter[index] = (byte & ~mask) | next;
    if (next !== 0) return;
    bits -= 8;
  }
}

/** Feedback modes: CFB with whole bytes of 16 (`cfb`) or one (`cfb8`), and OFB. */
export class FeedbackStream implements StreamTransform {
  readonly #aes: AesBlock;
  readonly #mode: 'cfb' | 'cfb8' | 'ofb';
  readonly #encrypting: boolean;
  readonly #register: Uint8Array;
  #keystream = new Uint8Array(BLOCK);
  #used = BLOCK;

  constructor(aes: AesBlock, iv: Uint8Array, mode: 'cfb' | 'cfb8' | 'ofb', encrypting: boolean) {
    this.#aes = aes;
    this.#mode = mode;
    this.#encrypting = encrypting;
    this.#register = Uint8Array.from(iv);
  }

  update(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array(bytes.length);
    for (let index = 0; index < bytes.length; index += 1) {
      const input = bytes[index] ?? 0;
      if (this.#mode === 'cfb8' || this.#used === BLOCK) this.#nextBlock();
      const mask = this.#keystream[this.#used] ?? 0;
      out[index] = input ^ mask;
      this.#feed(this.#encrypting ? (out[index] ?? 0) : input, mask);
    }
    return out;
  }

  #nextBlock(): void {
    this.#keystream = Uint8Array.from(this.#register);
    this.#aes.encrypt(this.#keystream);
    this.#used = 0;
  }

  #feed(cipherByte: number, mask: number): void {
    if (this.#mode === 'cfb8') {
      this.#register.copyWithin(0, 1);
      this.#register[BLOCK - 1] = cipherByte;
      return;
    }
    this.#register[this.#used] = this.#mode === 'cfb' ? cipherByte : mask;
    this.#used += 1;
  }
}

export function xorInto(target: Uint8Array, other: Uint8Array): void {
  for (let index = 0; index < target.length; index += 1) target[index] = (target[index] ?? 0) ^ (other[index] ?? 0);
}

/** The bytes with zeros up to a whole block. */
export function padToBlock(bytes: Uint8Array): Uint8Array {
  return concat(bytes, new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK));
}
