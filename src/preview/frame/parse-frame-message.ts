/** Checks what comes from a frame: a hostile page may post anything, in any order. */
import type { FromFrame } from './messages.ts';

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

/** Longer texts than this are no addresses, titles or cookies. */
const LONGEST_TEXT = 64 * 1024;
const MOST_HEADERS = 200;
/** About what browsers keep in local storage. */
const MOST_STORED = 5_000_000;
const MOST_STATE_BYTES = 1_000_000;

const isText: Check = (value) => typeof value === 'string' && value.length <= LONGEST_TEXT;
const isBytes: Check = (value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isWhole: Check = (value) => Number.isSafeInteger(value);
const isBoolean: Check = (value) => typeof value === 'boolean';
const isToken: Check = (value) => typeof value === 'string' && /^[\w!#$%&'*+.^`|~-]{1,100}$/.test(value);
const isUrl: Check = (value) => isText(value) && URL.canParse(value as string);
const isMessage: Check = (value) => typeof value === 'string' || isBytes(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const isHeaders: Check = (value) =>
  Array.isArray(value) &&
  value.length <= MOST_HEADERS &&
  value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText));
const isItems: Check = (value) =>
  isFields(value) && Object.values(value).every((item) => typeof item === 'string') && sizeOf(value) <= MOST_STORED;
const isState: Check = (value) => value === undefined || sizeOf(value) <= MOST_STATE_BYTES;

const SHAPES: { readonly [Type in FromFrame['type']]: Readonly<Record<string, Check>> } = {
  request: {
    id: isWhole,
    url: isUrl,
    method: isToken,
    headers: isHeaders,
    body: optional(isBytes),
    mode: oneOf('cors', 'no-cors', 'same-origin'),
    credentials: oneOf('omit', 'same-origin', 'include'),
    redirect: oneOf('follow', 'error', 'manual'),
  },
  'request-read': { id: isWhole },
  'request-abort': { id: isWhole },
  load: { id: isWhole, url: isUrl, kind: oneOf('script', 'module', 'style', 'file') },
  navigate: {
    url: isUrl,
    method: isToken,
    contentType: optional(isText),
    body: optional(isBytes),
    replaces: isBoolean,
  },
  reload: {},
  go: { delta: isWhole },
  'push-state': { url: isUrl, state: isState, replaces: isBoolean },
  'set-cookie': { text: isText },
  store: { area: oneOf('local', 'session'), items: isItems },
  title: { title: isText },
  scroll: { x: isNumber, y: isNumber },
  shown: {},
  save: { name: isText, contentType: isText, bytes: isBytes },
  'socket-connect': {
    id: isWhole,
    url: isUrl,
    protocols: (value) => Array.isArray(value) && value.length < 20 && value.every(isToken),
  },
  'socket-send': { id: isWhole, message: isMessage },
  'socket-close': { id: isWhole, code: optional(isWhole), reason: optional(isText) },
};

/** The message with the fields that belong to it; undefined for what is none. */
export function parseFrameMessage(value: unknown): FromFrame | undefined {
  if (!isFields(value) || typeof value.type !== 'string' || !Object.hasOwn(SHAPES, value.type)) return undefined;
  const shape = SHAPES[value.type as FromFrame['type']];
  const message: Record<string, unknown> = { type: value.type };
  for (const [name, check] of Object.entries(shape)) {
    const field = value[name];
    if (!check(field)) return undefined;
    if (field !== undefined) message[name] = field;
  }
  return message as unknown as FromFrame;
}

function isFields(value: unknown): value is Fields {
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
