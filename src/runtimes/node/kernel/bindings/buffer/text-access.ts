/** Reading text out of buffers and writing it into them, one function per encoding. */
import { codedError } from '../../coded-error.ts';
import { isShared } from '../../shared-memory.ts';
import {
  ASCII,
  BASE64,
  BASE64URL,
  bytesOf,
  decodeText,
  encodeText,
  HEX,
  LATIN1,
  UTF8,
  UTF16LE,
} from '../../text-encodings.ts';

const MAX_STRING_LENGTH = 0x1fffffe8;

/** `buffer.<encoding>Slice(start, end)`, with the buffer as first argument. */
function createSlice(encoding: number) {
  return (buffer: Uint8Array, start?: number, end?: number): string => {
    const bytes = bytesOf(buffer);
    const from = start === undefined ? 0 : Number(start);
    const to = Math.min(end === undefined ? bytes.length : Number(end), bytes.length);
    if (from < 0 || to < 0 || from > bytes.length)
      throw codedError(RangeError, 'ERR_OUT_OF_RANGE', 'Index out of range');
    if (to - from > MAX_STRING_LENGTH) {
      const limit = `0x${MAX_STRING_LENGTH.toString(16)}`;
      throw codedError(Error, 'ERR_STRING_TOO_LONG', `Cannot create a string longer than ${limit} characters`);
    }
    return decodeText(bytes.subarray(from, Math.max(from, to)), encoding);
  };
}

/** `buffer.<encoding>Write(text, offset, length)`: returns the number of bytes written, never half a character. */
function createWrite(encoding: number) {
  return (buffer: Uint8Array, text: unknown, offset = 0, length?: number): number => {
    if (typeof text !== 'string') throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string');
    const bytes = bytesOf(buffer);
    if (offset > bytes.length) {
      throw codedError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', '"offset" is outside of buffer bounds');
    }
    const room = bytes.subarray(offset, offset + Math.min(length ?? Number.POSITIVE_INFINITY, bytes.length - offset));
    // A browser's encoder refuses memory that threads share.
    if (encoding === UTF8 && !isShared(room)) return encoder.encodeInto(text, room).written;
    const encoded = encoding === UTF8 ? encodeFitting(text, room.length) : encodeText(text, encoding);
    const fitting = encoding === UTF16LE ? room.length & ~1 : room.length;
    const part = encoded.subarray(0, fitting);
    room.set(part);
    return part.length;
  };
}

const encoder = new TextEncoder();

/** Never half a character. */
function encodeFitting(text: string, room: number): Uint8Array {
  const bytes = new Uint8Array(room);
  return bytes.subarray(0, encoder.encodeInto(text, bytes).written);
}

export const textAccess = {
  asciiSlice: createSlice(ASCII),
  base64Slice: createSlice(BASE64),
  base64urlSlice: createSlice(BASE64URL),
  latin1Slice: createSlice(LATIN1),
  hexSlice: createSlice(HEX),
  ucs2Slice: createSlice(UTF16LE),
  utf8Slice: createSlice(UTF8),
  base64Write: createWrite(BASE64),
  base64urlWrite: createWrite(BASE64URL),
  hexWrite: createWrite(HEX),
  ucs2Write: createWrite(UTF16LE),
  asciiWriteStatic: createWrite(LATIN1),
  latin1WriteStatic: createWrite(LATIN1),
  utf8WriteStatic: createWrite(UTF8),
};
