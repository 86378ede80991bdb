import { AesBlock, BLOCK, CounterStream, padToBlock, xorInto } from '../aes.ts';
import { concat } from '../bytes.ts';
import type { AuthenticatedStream } from './authenticated-stream.ts';

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
