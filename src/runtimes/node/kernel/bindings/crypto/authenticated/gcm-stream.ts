import { ghash } from '@noble/ciphers/_polyval.js';
import { AesBlock, BLOCK, CounterStream, incrementCounter, padToBlock, xorInto } from '../aes.ts';
import { concat } from '../bytes.ts';
import type { AuthenticatedStream } from './authenticated-stream.ts';

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
