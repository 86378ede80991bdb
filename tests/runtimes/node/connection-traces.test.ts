/** Traces of requests that programs send to themselves: how their connections begin, what goes over them, how many there are. */
import { expect, test } from 'vitest';
import { shareEngine } from '../../harness/engines.ts';
import { stepsOf } from '../sound-request-trace.ts';
import { runInEngine } from './real-and-embedded.ts';
import { type RecordedRequests, recordRequests } from './record-requests.ts';

const { runtime } = shareEngine('node');

test('a connection that is kept has one beginning, and pipelined requests are apart', async () => {
  const program = `const http = require('node:http');
const net = require('node:net');
const server = http.createServer((req, res) => setImmediate(() => res.end(req.url)));
server.listen(0, () => {
  const socket = net.connect(server.address().port);
  const head = (path) => \`GET \${path} HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n\`;
  socket.write(head('/a') + head('/b'));
  socket.once('data', () => socket.write(head('/c')));
  let text = '';
  socket.on('data', (data) => {
    text += data;
    if (!text.includes('/c')) return;
    socket.end();
    server.close();
  });
});
`;
  const { traces } = await recordRequests(runtime, { files: { 'main.js': program }, command: ['node', 'main.js'] });
  expect(traces.map(({ path, status }) => [path, status])).toEqual([
    ['/a', 200],
    ['/b', 200],
    ['/c', 200],
  ]);
  for (const trace of traces) {
    expect(stepsOf(trace, 'end')).toHaveLength(1);
    expect(stepsOf(trace, 'callback').map(({ label }) => label)).toEqual(['setImmediate']);
  }
  expect(traces.map((trace) => stepsOf(trace, 'connection').length)).toEqual([1, 0, 0]);
});

async function recordSelf(files: Record<string, string>): Promise<RecordedRequests> {
  const [main = ''] = Object.keys(files);
  const recorded = await recordRequests(runtime, { files, command: ['node', main] });
  expect(recorded.stderr).toBe('');
  return recorded;
}

test('headers are kept, and a body that was read and is not large', async () => {
  const { traces } = await recordSelf({
    'main.js': `const http = require('node:http');
const server = http.createServer((req, res) => {
  if (req.url === '/ignored') return res.end();
  let text = '';
  req.on('data', (chunk) => (text += chunk)).on('end', () => res.end(text));
});
server.listen(0, async () => {
  const { port } = server.address();
  const post = (path, body) =>
    new Promise((resolve) => {
      const headers = { 'Content-Type': 'text/plain', Cookie: 'a=1' };
      http.request({ port, path, method: 'POST', headers }, (res) => res.resume().on('end', resolve)).end(body);
    });
  await post('/small', 'zo\u00eb');
  await post('/large', 'x'.repeat(70_000));
  await post('/none');
  server.close();
});
`,
  });
  const sent = Object.fromEntries(traces.map(({ path, sent }) => [path, sent]));
  expect(sent['/small']?.headers).toContainEqual(['Content-Type', 'text/plain']);
  expect(sent['/small']?.headers).toContainEqual(['Cookie', 'a=1']);
  expect(Buffer.from(sent['/small']?.body ?? '', 'base64').toString()).toBe('zoë');
  expect(sent['/large']).toEqual({ headers: expect.any(Array) });
  expect(sent['/none']?.body).toBe('');
});

test('a WebSocket’s trace goes from its connection to its end, with the listener, what it writes and its messages', async () => {
  const { stdout, traces } = await recordSelf({
    'main.mjs': `import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
const server = createServer();
server.on('upgrade', (request, socket) => {
  const key = request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
  const accept = createHash('sha1').update(key).digest('base64');
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n');
  socket.write('Sec-WebSocket-Accept: ' + accept + '\\r\\n\\r\\n');
  const say = (text) => socket.write(Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]));
  say('one');
  socket.on('data', (bytes) => {
    if ((bytes[0] & 0x0f) === 8) socket.end(Buffer.from([0x88, 0]));
    else setImmediate(() => say('three'));
  });
  socket.on('close', () => server.close());
});
server.listen(0, () => {
  const client = new WebSocket('ws://localhost:' + server.address().port + '/chat');
  client.onmessage = ({ data }) => {
    console.log(data);
    if (data === 'one') client.send('two');
    else client.close();
  };
});
`,
  });
  expect(stdout).toBe('one\nthree\n');
  expect(traces).toMatchObject([{ method: 'GET', path: '/chat', status: 101 }]);
  const [trace] = traces;
  if (!trace) expect.fail('No trace of the WebSocket.');
  expect(trace.spans[0]?.details).toMatchObject({ upgrade: true, messagesReceived: 1, messagesSent: 2 });
  const kinds = trace.spans.map(({ kind }) => kind).filter((kind) => kind !== 'wait');
  expect(kinds.slice(0, 4)).toEqual(['request', 'connection', 'parse', 'handler']);
  expect(stepsOf(trace, 'handler')).toMatchObject([
    { label: 'listener of "upgrade"', source: { file: 'main.mjs', line: 4 } },
  ]);
  expect(stepsOf(trace, 'write').map(({ parent }) => trace.spans[parent - 1]?.kind)).toEqual([
    ...['handler', 'handler', 'handler'],
    'callback',
  ]);
  const lines = stepsOf(trace, 'callback').map(({ source, details }) => [source?.line, details?.event]);
  expect(lines).toContainEqual([11, 'data']);
  expect(lines).toContainEqual([13, undefined]);
});

test('requests are limited with a notice, and the program goes on', async () => {
  const program = `const http = require('node:http');
const agent = new http.Agent({ keepAlive: true });
const server = http.createServer((req, res) => res.end()).listen(0, async () => {
  for (let i = 0; i < 503; i += 1) {
    await new Promise((resolve) => {
      http.get({ port: server.address().port, agent }, (res) => res.resume().on('end', resolve));
    });
  }
  agent.destroy();
  server.close(() => console.log('closed'));
});
`;
  const kinds: string[] = [];
  const run = { files: { 'main.js': program }, command: ['node', 'main.js'] };
  const { stdout } = await runInEngine(runtime, run, {
    trace: ['requests'],
    onTrace: (batch) => kinds.push(batch.kind === 'truncated' ? `${batch.of} ${batch.limit}` : batch.kind),
  });
  expect(stdout).toBe('closed\n');
  expect(kinds).toHaveLength(501);
  expect(kinds.at(-1)).toBe('requests 500');
});

test('a check tells in which test a request was made', async () => {
  const tests = `import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import assert from 'node:assert';
test('answers', async () => {
  const server = createServer((req, res) => res.end('yes')).listen(0);
  await once(server, 'listening');
  const response = await fetch(\`http://localhost:\${server.address().port}/a\`);
  assert.equal(await response.text(), 'yes');
  server.close();
});
`;
  const made: [string | undefined, string][] = [];
  const ids: string[] = [];
  await runtime.check(
    { 'tests/it.test.mjs': tests },
    {
      trace: ['requests'],
      onEvent(event) {
        if (event.type === 'test-started') ids.push(event.id);
        if (event.type === 'trace' && event.batch.kind === 'request') made.push([event.id, event.batch.trace.path]);
      },
    },
  );
  expect(made).toEqual([[ids.at(-1), '/a']]);
});
