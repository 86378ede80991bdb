/** The WebSocket client against a server whose bytes are written by hand. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type HttpRequest, RuntimeError } from '../../../src/runtimes/runtime.ts';
import { openWebSocket } from '../../../src/runtimes/web-socket/open-web-socket.ts';

const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

interface ServerChoices {
  readonly status?: number;
  readonly accept?: (key: string) => string;
  readonly protocols?: readonly string[];
}

/** Opens a connection to a server that answers as it is told; `say` sends bytes, `heard` has what came. */
async function connect({ status = 101, accept = signKey, protocols = [] }: ServerChoices = {}) {
  let server: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  const heard: Uint8Array[] = [];
  const messages: (string | Uint8Array)[] = [];
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  const openExchange = ({ headers }: HttpRequest) => {
    const key = headers.find(([name]) => name === 'Sec-WebSocket-Key')?.[1] ?? '';
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        server = controller;
      },
    });
    const answer: [string, string][] = [
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Accept', accept(key)],
      ...protocols.map((name): [string, string] => ['Sec-WebSocket-Protocol', name]),
    ];
    return {
      response: Promise.resolve({ status, statusText: 'As told', headers: answer, body, ms: 1 }),
      write: (bytes: Uint8Array) => heard.push(bytes),
    };
  };
  const connection = await openWebSocket(
    openExchange,
    { path: '/', headers: [], protocols: ['chat'] },
    { onMessage: (message) => messages.push(message), onClose: (code, reason) => closed.resolve({ code, reason }) },
  );
  const say = (...bytes: number[]) => server?.enqueue(Uint8Array.from(bytes));
  return { connection, say, heard, messages, closed: closed.promise, end: () => server?.close() };
}

function signKey(key: string): string {
  return createHash('sha1')
    .update(key + ACCEPT_SUFFIX)
    .digest('base64');
}

/** The opcode and the unmasked payload of a client's frame of less than 126 bytes. */
function readFrame(frame: Uint8Array | undefined): [opcode: number, text: string] {
  if (!frame) throw new Error('The client has written nothing.');
  const mask = frame.subarray(2, 6);
  const payload = frame.subarray(6).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return [(frame[0] ?? 0) & 0x0f, new TextDecoder().decode(payload)];
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('messages go both ways; the client masks its frames', async () => {
  const { connection, say, heard, messages } = await connect({ protocols: ['chat'] });
  expect(connection.protocol).toBe('chat');
  connection.send('hé');
  expect((heard[0]?.[1] ?? 0) & 0x80).toBe(0x80);
  expect(readFrame(heard[0])).toEqual([1, 'hé']);
  say(0x81, 2, 0x68, 0x69, 0x82, 1, 7);
  await settled();
  expect(messages).toEqual(['hi', Uint8Array.of(7)]);
});

test('a fragmented message is one, with a ping in between that is answered', async () => {
  const { say, heard, messages } = await connect();
  say(0x01, 2, 0x68, 0x65, 0x89, 1, 0x70);
  say(0x80, 1);
  say(0x79);
  await settled();
  expect(messages).toEqual(['hey']);
  expect(readFrame(heard[0])).toEqual([10, 'p']);
});

test('long messages have longer length fields', async () => {
  const { connection, say, heard, messages } = await connect();
  connection.send('x'.repeat(70_000));
  expect([...(heard[0]?.subarray(1, 10) ?? [])]).toEqual([0xff, 0, 0, 0, 0, 0, 1, 0x11, 0x70]);
  say(0x81, 126, 0x01, 0x00, ...new Array(256).fill(0x61));
  await settled();
  expect(messages).toEqual(['a'.repeat(256)]);
});

test('the server closes with a code and a reason, and gets the code back', async () => {
  const { say, heard, closed } = await connect();
  say(0x88, 5, 0x0f, 0xa1, 0x62, 0x79, 0x65);
  expect(await closed).toEqual({ code: 4001, reason: 'bye' });
  expect(readFrame(heard[0])[0]).toBe(8);
});

test('the client closes and waits for the answer', async () => {
  const { connection, say, heard, closed } = await connect();
  connection.close(1000, 'done');
  expect(readFrame(heard[0])[1].slice(2)).toBe('done');
  connection.send('too late');
  expect(heard).toHaveLength(1);
  say(0x88, 2, 0x03, 0xe8);
  expect(await closed).toEqual({ code: 1000, reason: '' });
});

test('a connection that breaks closes with 1006', async () => {
  const { end, closed } = await connect();
  end();
  expect(await closed).toEqual({ code: 1006, reason: '' });
});

test.each([
  ['masks', [0x81, 0x80]],
  ['sets a reserved bit', [0xc1, 0]],
  ['continues nothing', [0x80, 0]],
  ['uses an opcode nobody knows', [0x83, 0]],
  ['fragments a ping', [0x09, 0]],
])('a server that %s is left with code 1002', async (_mistake, bytes) => {
  const { say, heard, closed } = await connect();
  say(...bytes);
  expect((await closed).code).toBe(1006);
  const [opcode] = readFrame(heard[0]);
  expect(opcode).toBe(8);
});

test.each([
  ['another status', { status: 404 }],
  ['a wrong key', { accept: () => 'nonsense' }],
  ['a protocol that nobody asked for', { protocols: ['telegraph'] }],
])('%s is no handshake', async (_mistake, choices) => {
  await expect(connect(choices)).rejects.toBeInstanceOf(RuntimeError);
});
