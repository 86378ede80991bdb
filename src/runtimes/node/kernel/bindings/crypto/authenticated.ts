/** Authenticated encryption as streams: GCM, CCM, OCB and ChaCha20-Poly1305. */

import { poly1305 } from '@noble/ciphers/_poly1305.js';
import { ghash } from '@noble/ciphers/_polyval.js';
import { chacha20 } from '@noble/ciphers/chacha.js';
import { AesBlock, CounterStream, incrementCounter, padToBlock, xorInto } from './aes.ts';
import { concat } from './bytes.ts';

const BLOCK = 16;

/** An authenticated cipher: additional data first, then chunks, then the tag over all. */
export interface AuthenticatedStream {
  addData(bytes: Uint8Array): void;
  update(bytes: Uint8Array): Uint8Array;
  /** What is still held back. */
  final(): Uint8Array;
  /** 16 bytes; shorter tags are cut from it. */
  tag(): Uint8Array;
}

/** Galois/Counter Mode (NIST SP 800-38D). */
export class GcmStream implements AuthenticatedStream {
  readonly #encrypting: boolean;
  readonly #counter: CounterStream;
  readonly #firstMask: Uint8Array;
  readonly #hash: ReturnType<typeof ghash.create>;
  #held: Uint8Array = new Uint8Array(0);
  #dataLength = 0;
  #textLength = 0;
  #data: Uint8Array = new Uint8Array(0);
  #started = false;

  constructor(key: Uint8Array, iv: Uint8Array, encrypting: boolean) {
    this.#encrypting = encrypting;
    const aes = new AesBlock(key);
    const subkey = aes.encrypt(new Uint8Array(BLOCK));
    this.#hash = ghash.create(subkey);
    const first = firstCounter(subkey, iv);
    this.#firstMask = aes.encrypt(Uint8Array.from(first));
    incrementCounter(first, 32);
    this.#counter = new CounterStream(aes, first, 32);
  }

  addData(bytes: Uint8Array): void {
    this.#data = concat(this.#data, bytes);
    this.#dataLength += bytes.length;
  }

  update(bytes: Uint8Array): Uint8Array {
    this.#start();
    const out = this.#counter.update(bytes);
    this.#authenticate(this.#encrypting ? out : bytes);
    return out;
  }

  final(): Uint8Array {
    return new Uint8Array(0);
  }

  tag(): Uint8Array {
    this.#start();
    if (this.#held.length > 0) this.#hash.update(padToBlock(this.#held));
    this.#hash.update(lengthBlock(this.#dataLength, this.#textLength));
    const tag = Uint8Array.from(this.#hash.digest());
    xorInto(tag, this.#firstMask);
    return tag;
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    if (this.#data.length > 0) this.#hash.update(padToBlock(this.#data));
  }

  /** The hash pads each update: only whole blocks go in before the end. */
  #authenticate(cipherText: Uint8Array): void {
    this.#textLength += cipherText.length;
    const all = concat(this.#held, cipherText);
    const whole = all.length - (all.length % BLOCK);
    if (whole > 0) this.#hash.update(all.slice(0, whole));
    this.#held = all.slice(whole);
  }
}

function firstCounter(subkey: Uint8Array, iv: Uint8Array): Uint8Array {
  if (iv.length === 12) return concat(iv, Uint8Array.of(0, 0, 0, 1));
  const hash = ghash.create(subkey);
  hash.update(padToBlock(iv));
  hash.update(lengthBlock(0, iv.length));
  return Uint8Array.from(hash.digest());
}

function lengthBlock(first: number, second: number): Uint8Array {
  const block = new DataView(new ArrayBuffer(BLOCK));
  block.setBigUint64(0, BigInt(first) * 8n);
  block.setBigUint64(8, BigInt(second) * 8n);
  return new Uint8Array(block.buffer);
}

/** ChaCha20-Poly1305 (RFC 8439). */
export class ChaChaPolyStream implements AuthenticatedStream {
  readonly #encrypting: boolean;
  readonly #key: Uint8Array;
  readonly #nonce: Uint8Array;
  readonly #mac: ReturnType<typeof poly1305.create>;
  #keystream: Uint8Array = new Uint8Array(0);
  #used = 0;
  #block = 1;
  #dataLength = 0;
  #textLength = 0;
  #started = false;

  constructor(key: Uint8Array, nonce: Uint8Array, encrypting: boolean) {
    this.#encrypting = encrypting;
    this.#key = Uint8Array.from(key);
    this.#nonce = concat(new Uint8Array(12 - nonce.length), nonce);
    this.#mac = poly1305.create(chacha20(this.#key, this.#nonce, new Uint8Array(32)));
  }

  addData(bytes: Uint8Array): void {
    this.#mac.update(bytes);
    this.#dataLength += bytes.length;
  }

  update(bytes: Uint8Array): Uint8Array {
    this.#start();
    const out = new Uint8Array(bytes.length);
    for (let index = 0; index < bytes.length; index += 1) {
      if (this.#used === this.#keystream.length) this.#nextBlocks(bytes.length - index);
      out[index] = (bytes[index] ?? 0) ^ (this.#keystream[this.#used] ?? 0);
      this.#used += 1;
    }
    this.#mac.update(this.#encrypting ? out : Uint8Array.from(bytes));
    this.#textLength += bytes.length;
    return out;
  }

  final(): Uint8Array {
    return new Uint8Array(0);
  }

  tag(): Uint8Array {
    this.#start();
    this.#pad(this.#textLength);
    const lengths = new DataView(new ArrayBuffer(BLOCK));
    lengths.setBigUint64(0, BigInt(this.#dataLength), true);
    lengths.setBigUint64(8, BigInt(this.#textLength), true);
    this.#mac.update(new Uint8Array(lengths.buffer));
    return Uint8Array.from(this.#mac.digest());
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#pad(this.#dataLength);
  }

  #pad(length: number): void {
    if (length % BLOCK !== 0) this.#mac.update(new Uint8Array(BLOCK - (length % BLOCK)));
  }

  #nextBlocks(wanted: number): void {
    const blocks = Math.ceil(wanted / 64);
    this.#keystream = chacha20(this.#key, this.#nonce, new Uint8Array(blocks * 64), undefined, this.#block);
    this.#block += blocks;
    this.#used = 0;
  }
}

/** Counter with CBC-MAC (NIST SP 800-38C): one message only, whose length must be known before additional data. */
export class CcmStream implements AuthenticatedStream {
  readonly #aes: AesBlock;
  readonly #nonce: Uint8Array;
  readonly #tagLength: number;
  readonly #encrypting: boolean;
  #data: Uint8Array = new Uint8Array(0);
  #plainText: Uint8Array = new Uint8Array(0);

  constructor(key: Uint8Array, nonce: Uint8Array, tagLength: number, encrypting: boolean) {
    this.#aes = new AesBlock(key);
    this.#nonce = nonce;
    this.#tagLength = tagLength;
    this.#encrypting = encrypting;
  }

  addData(bytes: Uint8Array): void {
    this.#data = concat(this.#data, bytes);
  }

  update(bytes: Uint8Array): Uint8Array {
    const counter = this.#counterBlock();
    counter[BLOCK - 1] = 1;
    const out = new CounterStream(this.#aes, counter, 8 * (15 - this.#nonce.length)).update(bytes);
    this.#plainText = Uint8Array.from(this.#encrypting ? bytes : out);
    return out;
  }

  final(): Uint8Array {
    return new Uint8Array(0);
  }

  tag(): Uint8Array {
    const mac = new Uint8Array(BLOCK);
    for (const part of this.#macInput()) {
      for (let start = 0; start < part.length; start += BLOCK) {
        xorInto(mac, part.subarray(start, start + BLOCK));
        this.#aes.encrypt(mac);
      }
    }
    xorInto(mac, this.#aes.encrypt(this.#counterBlock()));
    return mac.slice(0, this.#tagLength);
  }

  #counterBlock(): Uint8Array {
    return padToBlock(concat(Uint8Array.of(14 - this.#nonce.length), this.#nonce));
  }

  #macInput(): Uint8Array[] {
    const lengthBytes = 15 - this.#nonce.length;
    const flags = (this.#data.length > 0 ? 64 : 0) + 8 * ((this.#tagLength - 2) / 2) + lengthBytes - 1;
    const first = padToBlock(concat(Uint8Array.of(flags), this.#nonce));
    let length = this.#plainText.length;
    for (let index = BLOCK - 1; length > 0; index -= 1) {
      first[index] = length & 0xff;
      length = Math.floor(length / 256);
    }
    const parts = [first];
    if (this.#data.length > 0) parts.push(padToBlock(concat(ccmLength(this.#data.length), this.#data)));
    return [...parts, padToBlock(this.#plainText)];
  }
}

function ccmLength(length: number): Uint8Array {
  if (length < 0xff00) return Uint8Array.of(length >> 8, length & 0xff);
  return Uint8Array.of(0xff, 0xfe, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff);
}

/** Offset Codebook Mode (RFC 7253). */
export class OcbStream implements AuthenticatedStream {
  readonly #aes: AesBlock;
  readonly #encrypting: boolean;
  readonly #doubles: Uint8Array[];
  readonly #star: Uint8Array;
  readonly #dollar: Uint8Array;
  readonly #offset: Uint8Array;
  readonly #checksum = new Uint8Array(BLOCK);
  #data: Uint8Array = new Uint8Array(0);
  #held: Uint8Array = new Uint8Array(0);
  #blocks = 0;

  constructor(key: Uint8Array, nonce: Uint8Array, tagLength: number, encrypting: boolean) {
    this.#aes = new AesBlock(key);
    this.#encrypting = encrypting;
    this.#star = this.#aes.encrypt(new Uint8Array(BLOCK));
    this.#dollar = doubled(this.#star);
    this.#doubles = [doubled(this.#dollar)];
    this.#offset = this.#firstOffset(nonce, tagLength);
  }

  addData(bytes: Uint8Array): void {
    this.#data = concat(this.#data, bytes);
  }

  update(bytes: Uint8Array): Uint8Array {
    const all = concat(this.#held, bytes);
    const whole = all.length - (all.length % BLOCK);
    for (let start = 0; start < whole; start += BLOCK) this.#transformBlock(all.subarray(start, start + BLOCK));
    this.#held = all.slice(whole);
    return all.slice(0, whole);
  }

  final(): Uint8Array {
    if (this.#held.length === 0) return new Uint8Array(0);
    xorInto(this.#offset, this.#star);
    const out = this.#aes.encrypt(Uint8Array.from(this.#offset)).slice(0, this.#held.length);
    xorInto(out, this.#held);
    const plain = this.#encrypting ? this.#held : out;
    xorInto(this.#checksum, padToBlock(concat(plain, Uint8Array.of(0x80))));
    this.#held = new Uint8Array(0);
    return out;
  }

  tag(): Uint8Array {
    const tag = Uint8Array.from(this.#checksum);
    xorInto(tag, this.#offset);
    xorInto(tag, this.#dollar);
    this.#aes.encrypt(tag);
    xorInto(tag, this.#hashOfData());
    return tag;
  }

  #transformBlock(block: Uint8Array): void {
    this.#blocks += 1;
    xorInto(this.#offset, this.#double(this.#blocks));
    if (this.#encrypting) xorInto(this.#checksum, block);
    const work = Uint8Array.from(block);
    xorInto(work, this.#offset);
    if (this.#encrypting) this.#aes.encrypt(work);
    else this.#aes.decrypt(work);
    xorInto(work, this.#offset);
    block.set(work);
    if (!this.#encrypting) xorInto(this.#checksum, block);
  }

  /** `L_ntz(block)`. */
  #double(block: number): Uint8Array {
    const zeros = 31 - Math.clz32(block & -block);
    let last = this.#doubles.at(-1) ?? this.#dollar;
    while (this.#doubles.length <= zeros) {
      last = doubled(last);
      this.#doubles.push(last);
    }
    return this.#doubles[zeros] ?? last;
  }

  #firstOffset(nonce: Uint8Array, tagLength: number): Uint8Array {
    const block = new Uint8Array(BLOCK);
    block.set(nonce, BLOCK - nonce.length);
    block[0] = (block[0] ?? 0) | (((tagLength * 8) % 128) << 1);
    const marker = BLOCK - 1 - nonce.length;
    block[marker] = (block[marker] ?? 0) | 1;
    const bottom = (block[BLOCK - 1] ?? 0) & 63;
    block[BLOCK - 1] = (block[BLOCK - 1] ?? 0) & 192;
    const top = this.#aes.encrypt(block);
    const stretch = concat(
      top,
      top.slice(0, 8).map((byte, index) => byte ^ (top[index + 1] ?? 0)),
    );
    const shift = bottom % 8;
    const start = (bottom - shift) / 8;
    return Uint8Array.from({ length: BLOCK }, (_, index) => {
      const pair = ((stretch[start + index] ?? 0) << 8) | (stretch[start + index + 1] ?? 0);
      return (pair >> (8 - shift)) & 0xff;
    });
  }

  #hashOfData(): Uint8Array {
    const sum = new Uint8Array(BLOCK);
    const offset = new Uint8Array(BLOCK);
    const whole = this.#data.length - (this.#data.length % BLOCK);
    for (let start = 0; start < whole; start += BLOCK) {
      xorInto(offset, this.#double(start / BLOCK + 1));
      const block = this.#data.slice(start, start + BLOCK);
      xorInto(block, offset);
      xorInto(sum, this.#aes.encrypt(block));
    }
    if (whole < this.#data.length) {
      xorInto(offset, this.#star);
      const block = padToBlock(concat(this.#data.slice(whole), Uint8Array.of(0x80)));
      xorInto(block, offset);
      xorInto(sum, this.#aes.encrypt(block));
    }
    return sum;
  }
}

/** Times x in the field of 128 bits. */
function doubled(block: Uint8Array): Uint8Array {
  const out = block.map((byte, index) => ((byte << 1) | ((block[index + 1] ?? 0) >> 7)) & 0xff);
  if ((block[0] ?? 0) & 0x80) out[BLOCK - 1] = (out[BLOCK - 1] ?? 0) ^ 0x87;
  return out;
}
