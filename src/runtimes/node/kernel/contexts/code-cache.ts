/** Stands for V8's code cache: nothing is saved by it, but it tells whether it belongs to a source. */
import type { Kernel } from '../kernel.ts';

/** A Buffer, as `createCachedData()` returns it. */
export function createCache(kernel: Kernel, source: string): unknown {
  const { Buffer } = kernel.requireBuiltin('buffer') as { Buffer: { from(text: string): unknown } };
  return Buffer.from(cacheText(kernel, source));
}

export function isCacheOf(kernel: Kernel, data: Uint8Array, source: string): boolean {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
  return kernel.natives.decodeUtf8(bytes) === cacheText(kernel, source);
}

function cacheText(kernel: Kernel, source: string): string {
  let hash = 0;
  for (let index = 0; index < source.length; index += 1) hash = (Math.imul(hash, 31) + source.charCodeAt(index)) | 0;
  return `${kernel.facts.version} ${source.length} ${hash}`;
}
