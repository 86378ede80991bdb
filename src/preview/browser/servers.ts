/** The servers of a run, as the preview talks to them. */
import type { Runtime, WebSocketConnection, WebSocketEvents } from '../../runtimes/runtime.ts';
import type { CookieJar } from '../network/cookie-jar.ts';
import { browserHeaders } from '../network/headers.ts';
import { isLocalUrl, portOf, requestTarget } from '../network/local-url.ts';
import { NetworkError } from '../network/preview-network.ts';
import type { RequestLog } from '../network/request-log.ts';

/** What the preview needs of a runtime. */
export type Servers = Pick<Runtime, 'request' | 'openWebSocket'>;

export type OpenWebSocket = (
  url: URL,
  protocols: readonly string[],
  page: URL,
  signal: AbortSignal,
  events: WebSocketEvents,
) => Promise<WebSocketConnection>;

/** Opens WebSockets with the headers and cookies that a browser sends along, and logs them. */
export function createOpenWebSocket(servers: Servers, jar: CookieJar, log: RequestLog): OpenWebSocket {
  return async (socketUrl, protocols, page, signal, events) => {
    const url = new URL(socketUrl);
    url.protocol = url.protocol.replace(/^ws/, 'http');
    if (!isLocalUrl(url)) throw new NetworkError(`${socketUrl.href} is not a server of this program.`);
    const relation = url.hostname === page.hostname ? 'same-site' : 'cross-site';
    const cookies = jar.read(url, 'server', relation);
    const headers = [
      ...browserHeaders(url, 'websocket', undefined),
      ['Origin', page.origin] as const,
      ...(cookies === '' ? [] : [['Cookie', cookies] as const]),
    ];
    const id = log.add({ destination: 'websocket', method: 'GET', url: socketUrl.href, headers });
    const began = performance.now();
    try {
      if (!servers.openWebSocket) throw new NetworkError('This runtime cannot open WebSockets.');
      const request = { path: requestTarget(url), port: portOf(url), headers, protocols, signal };
      let isClosed = false;
      const onClose = (code: number, reason: string) => {
        isClosed = true;
        completeAnswer(log, id);
        events.onClose(code, reason);
      };
      const socket = await servers.openWebSocket(request, { ...events, onClose });
      for (const [name, value] of socket.headers)
        if (name.toLowerCase() === 'set-cookie') jar.take(value, url, 'server', relation);
      const head = { status: 101, statusText: 'Switching Protocols', headers: socket.headers };
      const answer = {
        ...head,
        ms: performance.now() - began,
        body: new Uint8Array(0),
        bodyBytes: 0,
        isComplete: isClosed,
        traceId: socket.traceId,
      };
      log.change(id, { answer });
      return socket;
    } catch (error) {
      log.change(id, { failure: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  };
}

/** A server may close a connection before the answer to its handshake is in the log. */
function completeAnswer(log: RequestLog, id: number): void {
  const answer = log.requests.value.find((request) => request.id === id)?.answer;
  if (answer) log.change(id, { answer: { ...answer, isComplete: true } });
}
