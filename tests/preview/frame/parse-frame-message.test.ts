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

test.each([
  request,
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
