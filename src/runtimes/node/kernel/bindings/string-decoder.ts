/**
 * `internalBinding('string_decoder')`: decodes a stream of chunks, keeping the bytes of a character that is not
 * complete yet. The state lies in a byte array that the library owns (src/string_decoder.h, `Fields`).
 */
import { codedError } from '../coded-error.ts';
import type { BindingFactory } from '../kernel.ts';
import { ASCII, bytesOf, decodeText, HEX, LATIN1, UTF8, UTF16LE } from '../text-encodings.ts';

/** Indices into the state: bytes 0 to 3 hold the incomplete character. */
const MISSING = 4;
const BUFFERED = 5;
const ENCODING = 6;

/** V8's longest string. */
const MOST_CHARACTERS = 0x1fffffe8;

export const createStringDecoderBinding: BindingFactory = (_kernel, stub) => Object.assign(stub, { decode, flush });

function decode(state: Uint8Array, chunk: ArrayBufferView): string {
  const encoding = state[ENCODING] ?? UTF8;
  const bytes = bytesOf(chunk);
  if (bytes.length > MOST_CHARACTERS && encoding !== UTF16LE) {
    const message = `Cannot create a string longer than 0x${MOST_CHARACTERS.toString(16)} characters`;
    throw codedError(Error, 'ERR_STRING_TOO_LONG', message);
  }
  if (encoding === ASCII || encoding === LATIN1 || encoding === HEX) {
    return decodeText(bytes, encoding);
  }
  const decoder = new PartialDecoder(state, encoding);
  const [completed, rest] = decoder.complete(bytes);
  return completed + decoder.decodeAndKeepTail(rest);
}

function flush(state: Uint8Array): string {
  const encoding = state[ENCODING] ?? UTF8;
  const buffered = state[BUFFERED] ?? 0;
  // Half of a UTF-16 unit is dropped.
  const kept = encoding === UTF16LE ? buffered & ~1 : buffered;
  state[MISSING] = 0;
  state[BUFFERED] = 0;
  return kept === 0 ? '' : decodeText(state.subarray(0, kept), encoding);
}

class PartialDecoder {
  private readonly state: Uint8Array;
  private readonly encoding: number;

  constructor(state: Uint8Array, encoding: number) {
    this.state = state;
    this.encoding = encoding;
  }

  private get missing(): number {
    return this.state[MISSING] ?? 0;
  }

  private get buffered(): number {
    return this.state[BUFFERED] ?? 0;
  }

  /** Takes from `bytes` what the character of earlier chunks lacks; returns its text and what is left. */
  complete(bytes: Uint8Array): [text: string, rest: Uint8Array] {
    let rest = bytes;
    if (this.missing > 0 && this.encoding === UTF8) rest = this.takeContinuation(rest);
    while (this.missing > 0 && rest.length > 0) {
      const taken = Math.min(this.missing, rest.length);
      this.keep(rest.subarray(0, taken));
      this.state[MISSING] = this.missing - taken;
      rest = rest.subarray(taken);
      // A UTF-16 unit that begins a surrogate pair wants the second unit too.
      if (this.missing === 0 && this.buffered === 2 && this.isHighSurrogate()) this.state[MISSING] = 2;
    }
    if (this.missing > 0 || this.buffered === 0) return ['', rest];
    const text = decodeText(this.state.subarray(0, this.buffered), this.encoding);
    this.state[BUFFERED] = 0;
    return [text, rest];
  }

  /** Decodes `bytes` but for a character at their end that is not complete; that is kept for the next chunk. */
  decodeAndKeepTail(bytes: Uint8Array): string {
    if (bytes.length === 0) return '';
    const { kept, missing } = this.measureTail(bytes);
    if (kept > 0) {
      this.state[BUFFERED] = 0;
      this.keep(bytes.subarray(bytes.length - kept));
      this.state[MISSING] = missing;
    }
    return decodeText(bytes.subarray(0, bytes.length - kept), this.encoding);
  }

  private keep(bytes: Uint8Array): void {
    this.state.set(bytes, this.buffered);
    this.state[BUFFERED] = this.buffered + bytes.length;
  }

  private isHighSurrogate(): boolean {
    return this.encoding === UTF16LE && ((this.state[1] ?? 0) & 0xfc) === 0xd8;
  }

  /** When a byte is no continuation byte, the character ends there, incomplete: nothing more is missing. */
  private takeContinuation(bytes: Uint8Array): Uint8Array {
    for (let i = 0; i < Math.min(this.missing, bytes.length); i += 1) {
      if (((bytes[i] ?? 0) & 0xc0) === 0x80) continue;
      this.keep(bytes.subarray(0, i));
      this.state[MISSING] = 0;
      return bytes.subarray(i);
    }
    return bytes;
  }

  private measureTail(bytes: Uint8Array): { kept: number; missing: number } {
    switch (this.encoding) {
      case UTF8:
        return measureUtf8Tail(bytes);
      case UTF16LE:
        return measureUtf16Tail(bytes);
      default: {
        // Base64: three bytes make four characters.
        const kept = bytes.length % 3;
        return { kept, missing: kept === 0 ? 0 : 3 - kept };
      }
    }
  }
}

function measureUtf8Tail(bytes: Uint8Array): { kept: number; missing: number } {
  for (let kept = 1; kept <= Math.min(4, bytes.length); kept += 1) {
    const byte = bytes[bytes.length - kept] ?? 0;
    if (byte < 0x80) break;
    if ((byte & 0xc0) === 0x80) continue;
    const length = (byte & 0xe0) === 0xc0 ? 2 : (byte & 0xf0) === 0xe0 ? 3 : (byte & 0xf8) === 0xf0 ? 4 : 0;
    return length > kept ? { kept, missing: length - kept } : { kept: 0, missing: 0 };
  }
  return { kept: 0, missing: 0 };
}

function measureUtf16Tail(bytes: Uint8Array): { kept: number; missing: number } {
  if (bytes.length % 2 === 1) return { kept: 1, missing: 1 };
  return ((bytes[bytes.length - 1] ?? 0) & 0xfc) === 0xd8 ? { kept: 2, missing: 2 } : { kept: 0, missing: 0 };
}
