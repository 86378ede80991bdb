/** Checks what comes from a frame: a hostile page may post anything, in any order. */
import {
  type Check,
  isBoolean,
  isBytes,
  isFields,
  isHeaders,
  isItems,
  isMessage,
  isNumber,
  isState,
  isText,
  isToken,
  isUrl,
  isWhole,
  listOf,
  oneOf,
  optional,
} from './message-checks.ts';
import type { FromFrame } from './messages.ts';
import { isWindowAct } from './windows/parse-window-act.ts';

/** Nobody offers more. */
const MOST_PROTOCOLS = 20;

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
  'open-window': {
    id: isToken,
    url: isUrl,
    name: isText,
    hasOpener: isBoolean,
    hasReferrer: isBoolean,
    isAsked: isBoolean,
    method: optional(isToken),
    contentType: optional(isText),
    body: optional(isBytes),
  },
  'close-window': {},
  'to-window': { window: isToken, act: isWindowAct },
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
    protocols: listOf(isToken, MOST_PROTOCOLS),
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
