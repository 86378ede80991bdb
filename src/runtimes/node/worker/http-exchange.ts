/** One HTTP/1.1 exchange between the page and a server of the program, over a loopback connection. */
import type { Natives } from '../kernel/natives.ts';
import type { LoopbackNetwork } from '../kernel/network/loopback-network.ts';
import type { RequestMessage } from './messages.ts';
import { type HttpAnswer, ResponseReader } from './response-reader.ts';

/**
 * Sends the request; exactly one of the callbacks is called, once. `Connection: close` makes the end of the stream the
 * end of the answer.
 */
export function exchangeHttp(
  natives: Natives,
  network: LoopbackNetwork,
  request: RequestMessage,
  onAnswer: (answer: HttpAnswer) => void,
  onFailure: (message: string) => void,
): void {
  const reader = new ResponseReader(natives, request.method);
  let isDone = false;
  const finish = (act: () => void) => {
    if (isDone) return;
    isDone = true;
    act();
  };
  const connection = network.connectFromPage(request.port, {
    onData(bytes) {
      const answer = reader.read(bytes);
      if (!answer) return;
      finish(() => onAnswer(answer));
      connection?.close();
    },
    onEnd() {
      const answer = reader.end();
      finish(() => (answer ? onAnswer(answer) : onFailure('The server closed the connection without an answer.')));
    },
  });
  if (!connection) {
    onFailure(`No server listens on port ${request.port}.`);
    return;
  }
  connection.write(natives.encodeUtf8(requestHead(request)));
  if (request.body) connection.write(request.body);
}

function requestHead({ method, path, headers, body, port }: RequestMessage): string {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  if (!names.has('host')) lines.push(`Host: localhost:${port}`);
  if (!names.has('connection')) lines.push('Connection: close');
  if (body && !names.has('content-length')) lines.push(`Content-Length: ${body.length}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}
