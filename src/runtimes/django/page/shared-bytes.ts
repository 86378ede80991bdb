/** Bytes that every interpreter gets: in memory shared with the workers where the page is cross-origin isolated. */

/** Zeros, `length` bytes; shared memory is not copied when it is posted. */
export function allocateBytes(length: number): Uint8Array {
  return new Uint8Array(crossOriginIsolated ? new SharedArrayBuffer(length) : new ArrayBuffer(length));
}

/** The same bytes, shared where that is possible. */
export function shareBytes(bytes: Uint8Array): Uint8Array {
  if (!crossOriginIsolated) return bytes;
  const shared = allocateBytes(bytes.length);
  shared.set(bytes);
  return shared;
}
