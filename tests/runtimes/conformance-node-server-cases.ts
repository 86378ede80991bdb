/** What every runtime for Node.js promises beyond `SERVER_CASES`: several servers, and WebSockets. */
import { expect } from 'vitest';
import type { RunEvent } from '../../src/runtimes/runtime.ts';
import type { ConformanceCase } from './conformance.ts';
import { readText, recordRun, waitForEvent } from './conformance-record.ts';

const TWO_SERVERS = `
const http = require('http');
const first = http.createServer((request, response) => {
  response.end('first');
  if (request.url === '/close') { second.close(); second.closeAllConnections(); }
});
const second = http.createServer((request, response) => response.end('second'));
first.listen(8000, () => second.listen(8001));
`;

/** RFC 6455 by hand, for short messages: echoes texts, and closes with 4000 on the text "close". */
const ECHO = `
const http = require('http');
const crypto = require('crypto');
const server = http.createServer((request, response) => response.end());
server.on('upgrade', (request, socket) => {
  const accept = crypto.createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' + accept + '\\r\\nSec-WebSocket-Protocol: chat\\r\\n\\r\\n');
  const send = (opcode, payload) => socket.write(Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload]));
  send(1, Buffer.from('welcome ' + request.url));
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    if ((bytes[0] & 15) === 8) return socket.end();
    const mask = bytes.subarray(2, 6);
    const text = Buffer.from(bytes.subarray(6).map((byte, index) => byte ^ mask[index % 4]));
    if (String(text) === 'close') send(8, Buffer.concat([Buffer.from([4000 >> 8, 4000 & 255]), Buffer.from('bye')]));
    else send(1, text);
  });
  socket.on('close', () => console.log('socket closed'));
});
server.listen(8000);
`;

const program = (source: string) => ({ project: { 'main.js': source }, command: ['node', 'main.js'] });
const isListening = (port: number) => (event: RunEvent) => event.type === 'listening' && event.port === port;

export const SEVERAL_SERVERS: ConformanceCase = {
  name: 'of several servers each is reached by its port, and one that closes is told of',
  async verify({ runtime }) {
    const [both, ended] = [waitForEvent(isListening(8001)), waitForEvent(({ type }) => type === 'listening-ended')];
    const onEvent = (event: RunEvent) => {
      both.onEvent(event);
      ended.onEvent(event);
    };
    const run = recordRun(runtime, program(TWO_SERVERS), { onEvent });
    await Promise.race([both.seen, run]);
    const ask = async (port: number, path = '/') =>
      readText(await runtime.request({ method: 'GET', path, headers: [], port }));
    expect([await ask(8000), await ask(8001)]).toEqual(['first', 'second']);
    expect(await ask(8000, '/close')).toBe('first');
    expect(await Promise.race([ended.seen, run])).toEqual({ type: 'listening-ended', port: 8001 });
    await expect(ask(8001)).rejects.toThrow();
    expect(await ask(8000)).toBe('first');
    await runtime.stop();
    await run;
  },
};

export const WEB_SOCKETS: ConformanceCase = {
  name: 'a WebSocket carries messages both ways and closes with a code; one without a common protocol is refused',
  async verify({ runtime }) {
    const listening = waitForEvent(isListening(8000));
    const run = recordRun(runtime, program(ECHO), { onEvent: listening.onEvent });
    await Promise.race([listening.seen, run]);
    const heard: string[] = [];
    const closed = Promise.withResolvers<void>();
    const events = {
      onMessage: (message: string | Uint8Array) => {
        heard.push(String(message));
        if (message === 'hello') socket?.send('close');
      },
      onClose: (code: number, reason: string) => {
        heard.push(`${code} ${reason}`);
        closed.resolve();
      },
    };
    const wish = { path: '/socket?x=1', headers: [], protocols: ['chat'], port: 8000 };
    const socket = await runtime.openWebSocket?.(wish, events);
    expect(socket?.protocol).toBe('chat');
    socket?.send('hello');
    await Promise.race([closed.promise, run]);
    expect(heard).toEqual(['welcome /socket?x=1', 'hello', '4000 bye']);
    await expect(runtime.openWebSocket?.({ ...wish, protocols: ['other'] }, events)).rejects.toThrow('chat');
    await runtime.stop();
    await run;
  },
};
