/** A WebSocket client (RFC 6455) over an HTTP exchange that can be upgraded. */
import {
  type HttpRequest,
  type HttpResponse,
  RuntimeError,
  type WebSocketConnection,
  type WebSocketEvents,
  type WebSocketRequest,
} from '../runtime.ts';
import { ClientConnection } from './client-connection.ts';

/** Sends a request; `write` sends bytes once the server has agreed to the other protocol. */
export type OpenExchange = (request: HttpRequest) => {
  readonly response: Promise<HttpResponse>;
  write(bytes: Uint8Array): void;
};

/** Section 1.3: what the server has to append to the key. */
const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Does the handshake (section 4.1); rejects with a `RuntimeError` when the server does not agree. */
export async function openWebSocket(
  openExchange: OpenExchange,
  { path, headers, protocols, port, signal }: WebSocketRequest,
  events: WebSocketEvents,
): Promise<WebSocketConnection> {
  const key = base64(crypto.getRandomValues(new Uint8Array(16)));
  const giveUp = new AbortController();
  const { response, write } = openExchange({
    method: 'GET',
    path,
    headers: [
      ...headers,
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Version', '13'],
      ['Sec-WebSocket-Key', key],
      ...(protocols.length > 0 ? [['Sec-WebSocket-Protocol', protocols.join(', ')] as const] : []),
    ],
    ...(port !== undefined && { port }),
    signal: signal ? AbortSignal.any([signal, giveUp.signal]) : giveUp.signal,
  });
  const answer = await response;
  const complaint = await findComplaint(answer, key, protocols);
  if (complaint !== undefined) {
    await answer.body.cancel();
    throw new RuntimeError(
      `The WebSocket could not be opened: ${complaint}`,
      'Look at how the server answers an upgrade.',
    );
  }
  return new ClientConnection(answer, write, () => giveUp.abort(), events);
}

/** What is wrong with the answer to a handshake; undefined when nothing is. */
async function findComplaint(
  answer: HttpResponse,
  key: string,
  protocols: readonly string[],
): Promise<string | undefined> {
  if (answer.status !== 101) return `the server answered ${answer.status} ${answer.statusText}.`.replace(' .', '.');
  if (headerOf(answer, 'upgrade')?.toLowerCase() !== 'websocket') return 'the header Upgrade is not "websocket".';
  const expected = await expectAccept(key);
  if (expected !== undefined && headerOf(answer, 'sec-websocket-accept') !== expected) {
    return 'the header Sec-WebSocket-Accept does not fit the key.';
  }
  const protocol = headerOf(answer, 'sec-websocket-protocol');
  if (protocol !== undefined && !protocols.includes(protocol)) return `nobody asked for the protocol "${protocol}".`;
  return undefined;
}

export function headerOf({ headers }: HttpResponse, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Undefined on pages that are no secure context: they have no SHA-1. */
async function expectAccept(key: string): Promise<string | undefined> {
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  const digest = await subtle?.digest('SHA-1', new TextEncoder().encode(key + ACCEPT_SUFFIX));
  return digest && base64(new Uint8Array(digest));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
