import { AesBlock, BLOCK, padToBlock, xorInto } from '../aes.ts';
import { concat } from '../bytes.ts';
import type { AuthenticatedStream } from './authenticated-stream.ts';

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
