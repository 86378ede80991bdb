/** What a field of a message from a frame must be. Each check looks at any value and throws at none. */
export type Fields = Readonly<Record<string, unknown>>;
export type Check = (value: unknown) => boolean;

/** Longer texts than this are no addresses, titles or cookies. */
const LONGEST_TEXT = 64 * 1024;
const MOST_HEADERS = 200;
/** About what browsers keep in local storage. */
const MOST_STORED = 5_000_000;
const MOST_STATE_BYTES = 1_000_000;

export const isText: Check = (value) => typeof value === 'string' && value.length <= LONGEST_TEXT;
export const isBytes: Check = (value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
export const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
export const isWhole: Check = (value) => Number.isSafeInteger(value);
export const isBoolean: Check = (value) => typeof value === 'boolean';
export const isToken: Check = (value) => typeof value === 'string' && /^[\w!#$%&'*+.^`|~-]{1,100}$/.test(value);
export const isUrl: Check = (value) => isText(value) && URL.canParse(value as string);
export const isMessage: Check = (value) => typeof value === 'string' || isBytes(value);
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
export const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
export const listOf =
  (check: Check, most: number): Check =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(check);
export const isHeaders: Check = (value) =>
  Array.isArray(value) &&
  value.length <= MOST_HEADERS &&
  value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText));
export const isItems: Check = (value) =>
  isFields(value) && Object.values(value).every((item) => typeof item === 'string') && sizeOf(value) <= MOST_STORED;
export const isState: Check = (value) => value === undefined || sizeOf(value) <= MOST_STATE_BYTES;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Roughly, in characters; what cannot be written as JSON is measured as nothing but its plain parts. */
function sizeOf(value: unknown): number {
  try {
    return JSON.stringify(value)?.length ?? 0;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
