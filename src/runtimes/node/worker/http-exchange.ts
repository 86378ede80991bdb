/** One HTTP/1.1 exchange between the page and a server of the program, over a loopback connection. */
import type { Natives } from '../kernel/natives.ts';
import type { LoopbackNetwork } from '../kernel/network/loopback-network.ts';
import type { RequestMessage } from './messages.ts';
import { type ResponseHead, ResponseReader } from './response-reader.ts';

/** What is heard of an exchange: a head, the pieces of a body, an end; or at any time a failure, which is the end. */
export interface ExchangeEvents {
  readonly onHead: (head: ResponseHead) => void;
  readonly onBody: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly onEnd: () => void;
  readonly onFailure: (message: string) => void;
}

export interface HttpExchange {
  /** The port that the server sees the client on; undefined until the connection is there. */
  readonly clientPort: number | undefined;
  /** Sends bytes after the server has agreed to another protocol. */
  write(bytes: Uint8Array): void;
  /** Tells how many bytes of the body the page has taken. */
  wasRead(bytes: number): void;
  /** Gives the exchange up; nothing more is heard of it. */
  close(): void;
}

/** The page may be behind by as much; then the server has to wait. */
const WINDOW_BYTES = 1 << 20;

/**
 * Sends the request; undefined when nobody listens. `Connection: close` makes the end of the stream the end of the
 * answer.
 */
export function openExchange(
  natives: Natives,
  network: LoopbackNetwork,
  request: RequestMessage,
  events: ExchangeEvents,
): HttpExchange | undefined {
  let isDone = false;
  let unreadBytes = 0;
  const finish = (act: () => void) => {
    if (isDone) return;
    isDone = true;
    act();
  };
  const reader = new ResponseReader(natives, request.method, {
    onHead: events.onHead,
    onBody(bytes) {
      unreadBytes += bytes.length;
      events.onBody(bytes);
    },
    onEnd: () => finish(events.onEnd),
  });
  const connection = network.connectFromPage(request.port, {
    wantsData: () => unreadBytes < WINDOW_BYTES,
    onData(bytes) {
      if (isDone) return;
      reader.read(bytes);
      if (isDone) connection?.close();
    },
    onEnd() {
      if (!reader.end()) finish(() => events.onFailure(BROKEN_OFF));
    },
  });
  if (!connection) {
    events.onFailure(`No server listens on port ${request.port}.`);
    return undefined;
  }
  connection.write(natives.encodeUtf8(requestHead(request)));
  if (request.body) connection.write(request.body);
  return {
    get clientPort() {
      return connection.port;
    },
    write: (bytes) => connection.write(bytes),
    wasRead(bytes) {
      unreadBytes -= bytes;
      if (unreadBytes < WINDOW_BYTES) connection.resume();
    },
    close: () => finish(() => connection.close()),
  };
}

const BROKEN_OFF = 'The server closed the connection before its answer was complete.';

function requestHead({ method, path, headers, body, port }: RequestMessage): string {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  if (!names.has('host')) lines.push(`Host: localhost:${port}`);
  if (!names.has('connection')) lines.push('Connection: close');
  if (body && !names.has('content-length')) lines.push(`Content-Length: ${body.length}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}
