/** Bytes as Node's `Buffer` reads and writes them. */
import type { NodeKernel } from '../../node-kernel.ts';

interface BufferClass {
  from(text: string, encoding: string): Uint8Array;
  from(bytes: ArrayBufferLike, offset: number, length: number): { toString(encoding: string): string };
}

/** What a call of `write` or `end` writes; nothing when it is no text and no bytes. */
export function bytesOf(kernel: NodeKernel, [chunk, encoding]: readonly unknown[]): Uint8Array {
  if (typeof chunk === 'string') {
    return bufferOf(kernel).from(chunk, typeof encoding === 'string' ? encoding : 'utf8');
  }
  return ArrayBuffer.isView(chunk)
    ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    : new Uint8Array();
}

export function inBase64(kernel: NodeKernel, { buffer, byteOffset, byteLength }: Uint8Array): string {
  return bufferOf(kernel).from(buffer, byteOffset, byteLength).toString('base64');
}

function bufferOf(kernel: NodeKernel): BufferClass {
  return (kernel.requireBuiltin('buffer') as { Buffer: BufferClass }).Buffer;
}
