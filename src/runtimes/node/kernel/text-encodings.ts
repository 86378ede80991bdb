/** Node's text encodings, by the numbers its native side uses (`enum encoding`, Node.js src/node.h). */
import { isShared } from './shared-memory.ts';

export const ASCII = 0;
export const UTF8 = 1;
export const BASE64 = 2;
export const UTF16LE = 3;
export const LATIN1 = 4;
export const HEX = 5;
export const BUFFER = 6;
export const BASE64URL = 7;

const NUMBERS: Readonly<Record<string, number>> = {
  ascii: ASCII,
  utf8: UTF8,
  'utf-8': UTF8,
  base64: BASE64,
  ucs2: UTF16LE,
  'ucs-2': UTF16LE,
  utf16le: UTF16LE,
  'utf-16le': UTF16LE,
  latin1: LATIN1,
  binary: LATIN1,
  hex: HEX,
  buffer: BUFFER,
  base64url: BASE64URL,
};

/** The number of an encoding given by number or name; UTF-8 when absent or unknown, as `ParseEncoding` does. */
export function encodingNumber(encoding: unknown): number {
  if (typeof encoding === 'number') return encoding;
  return typeof encoding === 'string' ? (NUMBERS[encoding.toLowerCase()] ?? UTF8) : UTF8;
}

const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The bytes of `text` in the encoding of that number. */
export function encodeText(text: string, encoding: number): Uint8Array<ArrayBuffer> {
  switch (encoding) {
    case ASCII:
    case LATIN1:
      return writeCodeUnits(text, new Uint8Array(text.length));
    case BASE64:
    case BASE64URL:
      return encodeBase64(text);
    case UTF16LE:
      return encodeUtf16(text);
    case HEX:
      return encodeHex(text);
    default:
      return utf8Encoder.encode(text);
  }
}

/** The text that bytes stand for in the encoding of that number. */
export function decodeText(bytes: Uint8Array, encoding: number): string {
  switch (encoding) {
    case ASCII:
      return decodeCodeUnits(bytesOf(bytes).map((byte) => byte & 0x7f));
    case LATIN1:
      return decodeCodeUnits(bytes);
    case BASE64:
      return decodeBase64(bytes);
    case BASE64URL:
      return decodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    case UTF16LE:
      return decodeUtf16(bytes);
    case HEX:
      return decodeHex(bytes);
    default:
      // A browser's decoder refuses memory that threads share.
      return utf8Decoder.decode(isShared(bytes) ? bytes.slice() : bytes);
  }
}

/** The bytes under a view or a buffer, without a copy. Never a Buffer, whose `slice` is not that of Uint8Array. */
export function bytesOf(value: ArrayBufferView | ArrayBufferLike): Uint8Array {
  if (value instanceof Uint8Array && value.constructor === Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return new Uint8Array(value);
}

// More arguments than this at once overflow the stack.
const CHUNK = 8192;

function decodeCodeUnits(units: Uint8Array | Uint16Array): string {
  let text = '';
  for (let start = 0; start < units.length; start += CHUNK) {
    text += String.fromCharCode.apply(null, units.subarray(start, start + CHUNK) as unknown as number[]);
  }
  return text;
}

function decodeUtf16(bytes: Uint8Array): string {
  const even = bytesOf(bytes).slice(0, bytes.length & ~1);
  return decodeCodeUnits(new Uint16Array(even.buffer, 0, even.length / 2));
}

// A loop: `from` with a function is many times slower on long texts.
function writeCodeUnits<Units extends Uint8Array | Uint16Array>(text: string, units: Units): Units {
  for (let index = 0; index < text.length; index += 1) units[index] = text.charCodeAt(index);
  return units;
}

function encodeUtf16(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(writeCodeUnits(text, new Uint16Array(text.length)).buffer);
}

const HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function decodeHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX_OF_BYTE[byte];
  return text;
}

// Stops at the first pair that is not hexadecimal, as Node does.
function encodeHex(text: string): Uint8Array<ArrayBuffer> {
  const valid = /^(?:[0-9a-f]{2})*/i.exec(text)?.[0] ?? '';
  return Uint8Array.from({ length: valid.length / 2 }, (_, index) => Number.parseInt(valid.substr(index * 2, 2), 16));
}

const BASE64_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64_VALUES = new Int8Array(128).fill(-1);
for (const [value, sign] of [...BASE64_ALPHABET].entries()) BASE64_VALUES[sign.charCodeAt(0)] = value;
BASE64_VALUES['-'.charCodeAt(0)] = 62;
BASE64_VALUES['_'.charCodeAt(0)] = 63;

function decodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = bytes.subarray(index, index + 3);
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    text += BASE64_ALPHABET.charAt(group >> 18) + BASE64_ALPHABET.charAt((group >> 12) & 63);
    text += second === undefined ? '=' : BASE64_ALPHABET.charAt((group >> 6) & 63);
    text += third === undefined ? '=' : BASE64_ALPHABET.charAt(group & 63);
  }
  return text;
}

// Both alphabets, signs outside of them skipped, the first `=` ends: Node's forgiving decoder.
function encodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let length = 0;
  let pending = 0;
  let bits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x3d) break;
    const value = code < 128 ? (BASE64_VALUES[code] ?? -1) : -1;
    if (value < 0) continue;
    pending = ((pending << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length] = (pending >> bits) & 0xff;
      length += 1;
    }
  }
  return bytes.slice(0, length);
}
