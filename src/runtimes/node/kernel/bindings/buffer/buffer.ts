/** `internalBinding('buffer')`: Node.js src/node_buffer.cc. */

import { codedError } from '../../coded-error.ts';
import type { BindingFactory } from '../../kernel.ts';
import { bytesOf, decodeText, encodeText, encodingNumber, LATIN1, UTF16LE } from '../../text-encodings.ts';
import { indexOfBytes } from './search.ts';
import { textAccess } from './text-access.ts';

// Results by which the library tells what went wrong (`buffer.js`).
const FILL_NOTHING_TO_FILL_WITH = -1;
const FILL_OUT_OF_BOUNDS = -2;
const BTOA_NOT_LATIN1 = -1;
const ATOB_INVALID_CHARACTER = -2;
const ATOB_WRONG_LENGTH = -1;

type Source = ArrayBufferView | ArrayBufferLike;

export const createBufferBinding: BindingFactory = (kernel, stub) => {
  const strictDecoder = new kernel.natives.TextDecoder('utf-8', { fatal: true });

  return Object.assign(stub, {
    ...textAccess,
    swap16: createSwap(2),
    swap32: createSwap(4),
    swap64: createSwap(8),
    // Native code makes no Buffers here.
    setBufferPrototype: () => undefined,
    // A browser frees and moves memory itself: nothing to protect, nothing to align, always zero-filled.
    setDetachKey: () => undefined,
    arrayBufferAlignedOffset: () => 0,
    createUnsafeArrayBuffer: (size: number) => new ArrayBuffer(size),
    byteLengthUtf8,

    copy(source: Source, target: Source, targetStart: number, sourceStart: number, length: number) {
      bytesOf(target).set(bytesOf(source).subarray(sourceStart, sourceStart + length), targetStart);
      return length;
    },
    copyArrayBuffer(
      target: ArrayBufferLike,
      targetStart: number,
      source: ArrayBufferLike,
      sourceStart: number,
      length: number,
    ) {
      new Uint8Array(target, targetStart, length).set(new Uint8Array(source, sourceStart, length));
    },
    compare: (a: Source, b: Source) => compareBytes(bytesOf(a), bytesOf(b)),
    compareOffset(
      source: Source,
      target: Source,
      targetStart: number,
      sourceStart: number,
      targetLength: number,
      sourceLength: number,
    ) {
      const [from, to] = [bytesOf(source), bytesOf(target)];
      requireInRange(sourceStart, from.length, 'sourceStart');
      requireInRange(targetStart, to.length, 'targetStart');
      const sourcePart = from.subarray(sourceStart, sourceStart + sourceLength);
      return compareBytes(sourcePart, to.subarray(targetStart, targetStart + targetLength));
    },
    fill(buffer: Source, value: unknown, start: number, end: number, encoding: unknown) {
      const bytes = bytesOf(buffer);
      if (start > end || start < 0 || end > bytes.length) return FILL_OUT_OF_BOUNDS;
      if (typeof value !== 'string' && !ArrayBuffer.isView(value)) {
        bytes.fill(Number(value) & 0xff, start, end);
        return undefined;
      }
      const pattern = typeof value === 'string' ? encodeText(value, encodingNumber(encoding)) : bytesOf(value);
      if (pattern.length === 0) return FILL_NOTHING_TO_FILL_WITH;
      for (let index = start; index < end; index += 1) bytes[index] = pattern[(index - start) % pattern.length] ?? 0;
      return undefined;
    },

    indexOfBuffer: (buffer: Source, needle: Source, offset: number, encoding: number, forward: boolean, end?: number) =>
      indexOfBytes(upTo(buffer, end), bytesOf(needle), offset, direction(forward), encoding === UTF16LE ? 2 : 1),
    indexOfNumber: (buffer: Source, byte: number, offset: number, forward: boolean, end?: number) =>
      indexOfBytes(upTo(buffer, end), Uint8Array.of(byte), offset, direction(forward), 1),
    indexOfString(buffer: Source, text: string, offset: number, encoding: unknown, forward: boolean, end?: number) {
      const number = encodingNumber(encoding);
      const needle = encodeText(text, number);
      return indexOfBytes(upTo(buffer, end), needle, offset, direction(forward), number === UTF16LE ? 2 : 1);
    },

    isAscii: (buffer: Source) => bytesOf(buffer).every((byte) => byte < 0x80),
    isUtf8(buffer: Source) {
      try {
        strictDecoder.decode(bytesOf(buffer));
        return true;
      } catch {
        return false;
      }
    },
    btoa(text: string) {
      for (let index = 0; index < text.length; index += 1) {
        if (text.charCodeAt(index) > 0xff) return BTOA_NOT_LATIN1;
      }
      return textAccess.base64Slice(encodeText(text, LATIN1));
    },
    atob: decodeForgivingBase64,
  });
};

/** The forgiving-base64 decode of the Infra Standard. */
function decodeForgivingBase64(text: string): string | number {
  const signs = text.replace(/[\t\n\f\r ]/g, '');
  const unpadded = signs.length % 4 === 0 ? signs.replace(/={1,2}$/, '') : signs;
  if (/[^A-Za-z0-9+/]/.test(unpadded)) return ATOB_INVALID_CHARACTER;
  if (unpadded.length % 4 === 1) return ATOB_WRONG_LENGTH;
  return decodeText(encodeText(unpadded, encodingNumber('base64')), LATIN1);
}

function byteLengthUtf8(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) length += 1;
    else if (unit < 0x800) length += 2;
    else if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      length += 4;
      index += 1;
    } else length += 3;
  }
  return length;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

function requireInRange(value: number, limit: number, name: string): void {
  if (value > limit) throw codedError(RangeError, 'ERR_OUT_OF_RANGE', `The value of "${name}" is out of range.`);
}

function upTo(buffer: Source, end: number | undefined): Uint8Array {
  const bytes = bytesOf(buffer);
  return typeof end === 'number' && end >= 0 ? bytes.subarray(0, end) : bytes;
}

function direction(forward: boolean) {
  return forward ? 'forward' : 'backward';
}

/** Reverses each group of `size` bytes in place. */
function createSwap(size: number) {
  return (buffer: Uint8Array) => {
    const bytes = bytesOf(buffer);
    for (let start = 0; start + size <= bytes.length; start += size) bytes.subarray(start, start + size).reverse();
    return buffer;
  };
}
