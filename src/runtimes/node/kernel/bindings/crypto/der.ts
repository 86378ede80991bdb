/** Distinguished Encoding Rules (ITU-T X.690): what key files are made of. */
import { bigintOf, bytesOfBigint, concat } from './bytes.ts';
import { opensslError } from './errors.ts';

export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const NULL = 0x05;
export const OBJECT_ID = 0x06;
export const SEQUENCE = 0x30;

export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content. */
  readonly whole: Uint8Array;
}

const notEnough = () => opensslError('asn1', 142, 'not enough data');

/** The values that follow each other in the bytes. */
export function readDer(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const value = readValue(bytes.subarray(at));
    values.push(value);
    at += value.whole.length;
  }
  return values;
}

/** The first value; what follows it is left alone. */
export function readValue(bytes: Uint8Array): DerValue {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) throw notEnough();
  let length = first;
  let header = 2;
  if (first & 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw notEnough();
    length = 0;
    for (const byte of bytes.subarray(2, 2 + count)) length = length * 256 + byte;
    header += count;
  }
  if (bytes.length < header + length) throw notEnough();
  return { tag, content: bytes.subarray(header, header + length), whole: bytes.subarray(0, header + length) };
}

/** The parts of a sequence, or of anything else that is made of values. */
export function partsOf(value: DerValue | undefined, tag = SEQUENCE): DerValue[] {
  return readDer(expectTag(value, tag).content);
}

export function expectTag(value: DerValue | undefined, tag: number): DerValue {
  if (value?.tag !== tag) throw opensslError('asn1', 168, 'wrong tag');
  return value;
}

export const integerOf = (value: DerValue | undefined): bigint => bigintOf(expectTag(value, INTEGER).content);

/** `1.2.840.113549.1.1.1`. */
export function oidOf(value: DerValue | undefined): string {
  const numbers: number[] = [];
  let number = 0;
  for (const byte of expectTag(value, OBJECT_ID).content) {
    number = number * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (numbers.length === 0) {
      const first = Math.min(2, Math.floor(number / 40));
      numbers.push(first, number - first * 40);
    } else numbers.push(number);
    number = 0;
  }
  return numbers.join('.');
}

export function encode(tag: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = concat(...contents);
  if (content.length < 0x80) return concat(Uint8Array.of(tag, content.length), content);
  const length = bytesOfBigint(BigInt(content.length));
  return concat(Uint8Array.of(tag, 0x80 | length.length), length, content);
}

export const sequence = (...parts: readonly Uint8Array[]) => encode(SEQUENCE, ...parts);
export const octets = (...parts: readonly Uint8Array[]) => encode(OCTET_STRING, ...parts);
export const bits = (bytes: Uint8Array) => encode(BIT_STRING, Uint8Array.of(0), bytes);
export const none = () => encode(NULL);
/** `[number]`, constructed. */
export const tagged = (number: number, ...parts: readonly Uint8Array[]) => encode(0xa0 | number, ...parts);

export function integer(value: bigint | number): Uint8Array<ArrayBuffer> {
  const bytes = bytesOfBigint(BigInt(value));
  // A first bit of one would mean a negative number.
  return encode(INTEGER, (bytes[0] ?? 0) & 0x80 ? concat(Uint8Array.of(0), bytes) : bytes);
}

export function oid(text: string): Uint8Array<ArrayBuffer> {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes: number[] = [];
  for (const number of [first * 40 + second, ...rest]) {
    const groups = [number & 0x7f];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return encode(OBJECT_ID, Uint8Array.from(bytes));
}
