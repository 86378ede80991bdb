/**
 * Values on their way between the page and the process that drives it: JSON, with bytes as base64. Arrays of numbers of
 * another type (a trace has them) stay as they are: Playwright passes them on.
 */

/** A JSON value in which `{ $bytes }` stands for a Uint8Array. */
export type Wire = unknown;

const isBytes = (value: unknown): value is { $bytes: string } =>
  typeof value === 'object' && value !== null && '$bytes' in value;

function mapDeep(value: unknown, map: (leaf: unknown) => unknown): unknown {
  const mapped = map(value);
  if (mapped !== value || typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return mapped;
  if (Array.isArray(value)) return value.map((item) => mapDeep(item, map));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapDeep(item, map)]));
}

export function toWire(value: unknown): Wire {
  return mapDeep(value, (leaf) => {
    if (!(leaf instanceof Uint8Array)) return leaf;
    let binary = '';
    for (const byte of leaf) binary += String.fromCharCode(byte);
    return { $bytes: btoa(binary) };
  });
}

export function fromWire(wire: Wire): unknown {
  return mapDeep(wire, (leaf) =>
    isBytes(leaf) ? Uint8Array.from(atob(leaf.$bytes), (char) => char.charCodeAt(0)) : leaf,
  );
}
