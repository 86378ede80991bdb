import { expect, test } from 'vitest';
import { createOpenWebSocket, type Servers } from '../../../src/preview/browser/servers.ts';
import { CookieJar } from '../../../src/preview/network/cookie-jar.ts';
import { RequestLog } from '../../../src/preview/network/request-log.ts';
import type { WebSocketEvents } from '../../../src/runtimes/runtime.ts';

/** Opens a WebSocket to a server that does as `servers` does; `closed` is what the page was told. */
async function open(openWebSocket: NonNullable<Servers['openWebSocket']>) {
  const log = new RequestLog();
  const closed: number[] = [];
  const connect = createOpenWebSocket({ request: () => Promise.reject(), openWebSocket }, new CookieJar(), log);
  const page = new URL('http://localhost:3000/');
  const socket = await connect(new URL('ws://localhost:3000/chat'), [], page, new AbortController().signal, {
    onMessage: () => undefined,
    onClose: (code) => closed.push(code),
  }).catch(() => undefined);
  return { socket, closed, logged: () => log.requests.value[0] };
}

const SOCKET = { protocol: '', headers: [], send: () => undefined, close: () => undefined };

test('an open WebSocket is logged as one that goes on, with its trace, and closed when it is', async () => {
  let events: WebSocketEvents | undefined;
  const { closed, logged } = await open(async (_request, given) => {
    events = given;
    return { ...SOCKET, traceId: 'run 1: 7' };
  });
  expect(logged()).toMatchObject({
    destination: 'websocket',
    answer: { status: 101, isComplete: false, traceId: 'run 1: 7' },
  });
  events?.onClose(1000, '');
  expect(closed).toEqual([1000]);
  expect(logged()?.answer).toMatchObject({ isComplete: true, traceId: 'run 1: 7' });
});

test('a WebSocket that its server closes with the handshake is logged as closed', async () => {
  const { closed, logged } = await open(async (_request, { onClose }) => {
    onClose(1001, '');
    return SOCKET;
  });
  expect(closed).toEqual([1001]);
  expect(logged()?.answer).toMatchObject({ isComplete: true });
});

test('a WebSocket that could not be opened is logged with the reason', async () => {
  const { socket, logged } = await open(() => Promise.reject(new Error('the server answered 404.')));
  expect(socket).toBeUndefined();
  expect(logged()).toMatchObject({ failure: 'the server answered 404.' });
  expect(logged()?.answer).toBeUndefined();
});
