/** Bytes in and out of the binding. */
import type { Kernel } from '../../kernel.ts';
import { BUFFER, bytesOf, encodeText, encodingNumber, UTF8 } from '../../text-encodings.ts';

export type ByteSource = ArrayBufferView | ArrayBufferLike;

interface BufferClass {
  from(buffer: ArrayBufferLike, offset?: number, length?: number): Uint8Array & { toString(encoding: string): string };
  isEncoding(encoding: unknown): boolean;
}

/** The bytes of a string in an encoding (UTF-8 unless told) or of a buffer, without a copy. */
export function inputBytes(data: string | ByteSource, encoding?: unknown): Uint8Array {
  if (typeof data !== 'string') return bytesOf(data);
  const number = encodingNumber(encoding);
  return encodeText(data, number === BUFFER ? UTF8 : number);
}

/** A copy that later changes of the source do not reach; empty for what is missing. */
export function copyOf(source: ByteSource | null | undefined): Uint8Array<ArrayBuffer> {
  return source == null ? new Uint8Array(0) : Uint8Array.from(bytesOf(source));
}

/** A Node Buffer over its own copy of the bytes. */
export function toBuffer(kernel: Kernel, bytes: Uint8Array) {
  const { Buffer } = kernel.requireBuiltin('buffer') as unknown as { Buffer: BufferClass };
  const own = Uint8Array.from(bytes);
  return Buffer.from(own.buffer, 0, own.length);
}

/** An ArrayBuffer of exactly these bytes: what jobs hand to the library. */
export function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

/** A Buffer, or a string when an encoding is given, as `StringBytes::Encode`. */
export function encoded(kernel: Kernel, bytes: Uint8Array, encoding: unknown): unknown {
  const buffer = toBuffer(kernel, bytes);
  if (typeof encoding !== 'string' || encoding === 'buffer') return buffer;
  const { Buffer } = kernel.requireBuiltin('buffer') as unknown as { Buffer: BufferClass };
  return Buffer.isEncoding(encoding) ? buffer.toString(encoding) : buffer.toString('latin1');
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Compares in a time that depends on the length only. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (const [index, byte] of one.entries()) difference |= byte ^ (other[index] ?? 0);
  return difference === 0;
}

export function bigintOf(bytes: Uint8Array): bigint {
  let hex = '0x0';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return BigInt(hex);
}

/** Big-endian; as short as possible unless a length is given. */
export function bytesOfBigint(value: bigint, length?: number): Uint8Array<ArrayBuffer> {
  const hex = value.toString(16);
  const size = length ?? Math.ceil(hex.length / 2);
  const padded = hex.padStart(size * 2, '0');
  return Uint8Array.from({ length: size }, (_, index) => Number.parseInt(padded.slice(index * 2, index * 2 + 2), 16));
}
