import { poly1305 } from '@noble/ciphers/_poly1305.js';
import { chacha20 } from '@noble/ciphers/chacha.js';
import { concat } from '../bytes.ts';
import type { AuthenticatedStream } from './authenticated-stream.ts';

/** Of the code that authenticates, in bytes. */
const BLOCK = 16;

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
