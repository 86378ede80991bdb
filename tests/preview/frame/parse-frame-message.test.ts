import { expect, test } from 'vitest';
import { parseFrameMessage } from '../../../src/preview/frame/parse-frame-message.ts';

const request = {
  type: 'request',
  id: 1,
  url: 'http://localhost:3000/',
  method: 'GET',
  headers: [['a', 'b']],
  mode: 'cors',
  credentials: 'include',
  redirect: 'follow',
};
const navigate = { type: 'navigate', url: 'http://localhost:3000/', method: 'POST', replaces: false };
const openWindow = {
  type: 'open-window',
  id: '1-2',
  url: 'about:blank',
  name: '',
  hasOpener: true,
  hasReferrer: true,
  isAsked: true,
};
const toWindow = (act: unknown) => ({ type: 'to-window', window: 'opener', act });
const call = { type: 'call', ref: 'window', path: ['chosen'], args: [{ kind: 'window' }], result: 'result-1' };

test.each([
  request,
  openWindow,
  toWindow(call),
  toWindow({ type: 'set', ref: 'own-1', path: ['a', 'b'], value: { kind: 'value', value: [1] } }),
  toWindow({ type: 'post', data: { a: 1 }, targetOrigin: '*' }),
  { ...request, body: new Uint8Array(2) },
  navigate,
  { type: 'push-state', url: 'http://localhost:3000/x', state: { page: 1 }, replaces: true },
  { type: 'store', area: 'local', items: { a: 'b' } },
  { type: 'socket-close', id: 3 },
])('message %# is taken', (message) => {
  expect(parseFrameMessage(message)).toEqual(message);
});

test.each([
  undefined,
  null,
  'navigate',
  [],
  { type: 'eval', code: 'alert(1)' },
  { type: 'toString' },
  { type: '__proto__' },
  { ...openWindow, url: 'nowhere' },
  { ...openWindow, id: 'a b' },
  toWindow(undefined),
  toWindow({ type: 'eval', code: '1' }),
  toWindow({ ...call, path: 'chosen' }),
  toWindow({ ...call, path: Array.from({ length: 100 }, () => 'a') }),
  toWindow({ ...call, args: [{ kind: 'toString' }] }),
  toWindow({ ...call, args: [{ kind: 'value', value: 'x'.repeat(2_000_000) }] }),
  toWindow({ type: 'navigate', url: '/relative', replaces: true }),
  { ...request, id: '1' },
  { ...request, url: 'nowhere' },
  { ...request, method: 'GET\r\nX: y' },
  { ...request, headers: [['a']] },
  { ...request, headers: Array.from({ length: 1000 }, () => ['a', 'b']) },
  { ...request, body: 'text' },
  { ...request, mode: 'navigate' },
  { ...navigate, replaces: 'yes' },
  { type: 'store', area: 'disk', items: {} },
  { type: 'store', area: 'local', items: { a: 'x'.repeat(6_000_000) } },
  { type: 'push-state', url: 'http://localhost:3000/', state: 10n, replaces: true },
  { type: 'title', title: 'x'.repeat(100_000) },
  { type: 'scroll', x: Number.NaN, y: 0 },
])('message %# is dropped', (message) => {
  expect(parseFrameMessage(message)).toBeUndefined();
});

test('fields that do not belong are lost', () => {
  expect(parseFrameMessage({ type: 'go', delta: -1, html: '<b>' })).toEqual({ type: 'go', delta: -1 });
});
