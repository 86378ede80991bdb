/**
 * Values on their way between the page and the process that drives it: JSON, with bytes, and the numbers of a trace, as
 * base64. Firefox passes no typed arrays on.
 */

/** A JSON value in which `{ $bytes }` stands for a Uint8Array and `{ $numbers }` for an Int32Array. */
export type Wire = unknown;

const isBytes = (value: unknown): value is { $bytes: string } =>
  typeof value === 'object' && value !== null && '$bytes' in value;
const isNumbers = (value: unknown): value is { $numbers: string } =>
  typeof value === 'object' && value !== null && '$numbers' in value;

/** Arguments that one call of a function takes. */
const CHUNK = 8192;

function encode({ buffer, byteOffset, byteLength }: Uint8Array | Int32Array): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

function mapDeep(value: unknown, map: (leaf: unknown) => unknown): unknown {
  const mapped = map(value);
  if (mapped !== value || typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return mapped;
  if (Array.isArray(value)) return value.map((item) => mapDeep(item, map));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapDeep(item, map)]));
}

export function toWire(value: unknown): Wire {
  return mapDeep(value, (leaf) => {
    if (leaf instanceof Uint8Array) return { $bytes: encode(leaf) };
    return leaf instanceof Int32Array ? { $numbers: encode(leaf) } : leaf;
  });
}

export function fromWire(wire: Wire): unknown {
  return mapDeep(wire, (leaf) => {
    if (isBytes(leaf)) return decode(leaf.$bytes);
    return isNumbers(leaf) ? new Int32Array(decode(leaf.$numbers).buffer) : leaf;
  });
}
