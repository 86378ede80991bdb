import { TAG } from './wire-format.ts';

const UNREADABLE = 'Unable to deserialize cloned data.';
const TEXT_PIECE = 8192;

/** Reads numbers and text in V8's wire format; throws an `Error` past the end. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    // A `Buffer` would slice without a copy.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    const byte = this.#bytes[this.#position];
    if (byte === undefined) return failToRead();
    this.#position += 1;
    return byte;
  }

  /** Takes the next byte if it is this one. */
  takeIf(expected: number): boolean {
    const isNext = this.#bytes[this.#position] === expected;
    if (isNext) this.#position += 1;
    return isNext;
  }

  /** The next byte that is no padding. */
  tag(): number {
    let tag = this.byte();
    while (tag === TAG.padding) tag = this.byte();
    return tag;
  }

  /** The next tag, which stays; undefined at the end. */
  peek(): number | undefined {
    let position = this.#position;
    while (this.#bytes[position] === TAG.padding) position += 1;
    return this.#bytes[position];
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      // Bits past the 32nd are dropped, as V8 does.
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  varint64(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
  }

  double(): number {
    return this.#view.getFloat64(this.skip(8), true);
  }

  /** A number of as many bytes as its head says, with a sign. */
  bigInt(): bigint {
    const bits = this.varint();
    const content = this.raw(bits >>> 1);
    let value = 0n;
    for (let at = content.length - 1; at >= 0; at -= 1) value = (value << 8n) | BigInt(content[at] ?? 0);
    return bits & 1 ? -value : value;
  }

  /** The text after its tag. */
  text(tag: number): string {
    const length = this.varint();
    const start = this.skip(length);
    if (tag === TAG.utf8String) return new TextDecoder().decode(this.#bytes.slice(start, start + length));
    const isWide = tag === TAG.twoByteString;
    if (!isWide && tag !== TAG.oneByteString) return failToRead();
    let text = '';
    const units: number[] = [];
    for (let at = start; at < start + length; at += isWide ? 2 : 1) {
      units.push(isWide ? this.#view.getUint16(at, true) : (this.#bytes[at] ?? 0));
      if (units.length < TEXT_PIECE) continue;
      text += String.fromCharCode(...units);
      units.length = 0;
    }
    return text + String.fromCharCode(...units);
  }

  /** So many bytes; a view of what is read from. */
  raw(length: number): Uint8Array {
    const start = this.skip(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** Skips so many bytes and returns where they begin. */
  skip(length: number): number {
    this.require(length);
    const start = this.#position;
    this.#position += length;
    return start;
  }

  /** Throws when fewer bytes are left. */
  require(length: number): void {
    if (this.#position + length > this.#bytes.length) failToRead();
  }
}

export function failToRead(): never {
  throw new Error(UNREADABLE);
}
