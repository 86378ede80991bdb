/** Traces of requests to servers in the Node engine: what a request went through, and that recording changes nothing. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent, Runtime } from '../../../src/runtimes/runtime.ts';
import type { RequestSpan, RequestTrace, TraceKind } from '../../../src/runtimes/trace.ts';
import { shareEngine, shareRuntime } from '../../harness/engines.ts';
import { expectSoundTrace, requestTraces } from '../sound-request-trace.ts';
import { readBattery } from './battery-programs.ts';
import { runInEngine } from './real-and-embedded.ts';

/** Two runtimes, so that a recorded run and a plain one go on at once. */
const { browser, runtime } = shareEngine('node');
const plain = shareRuntime(browser, 'node');

const SERVER = `const http = require('node:http');
const { readFile } = require('node:fs/promises');
const { setTimeout: sleep } = require('node:timers/promises');

const routes = {
  '/': (req, res) => res.end('hello'),
  async '/waits'(req, res) {
    await sleep(20);
    res.writeHead(201, { 'x-a': 'b' });
    res.write('zoë');
    setTimeout(() => res.end('end'), 5);
  },
  async '/reads'(req, res) {
    const text = await readFile(__filename, 'utf8');
    res.end(String(text.length > 0));
  },
  '/body'(req, res) {
    let size = 0;
    req.on('data', (chunk) => (size += chunk.length));
    req.on('end', () => {
      console.log('end of the body');
      res.end(String(size));
    });
  },
  '/asks'(req, res) {
    http.get({ port: 3000, path: '/reads' }, (inner) => {
      inner.resume().on('end', () => res.end('asked'));
    });
  },
  '/gone': (req, res) => res.destroy(),
  '/throws'() {
    throw new RangeError('too far\\nfor a line');
  },
};
process.on('uncaughtException', (error) => console.error(error.stack));
http
  .createServer(function answer(req, res) {
    routes[req.url](req, res);
  })
  .listen(3000);
`;

/** Runs a server and asks it; the traces, by path, when each of the answers has its own. */
async function serve(
  where: Runtime,
  trace: readonly TraceKind[],
  paths: readonly string[],
): Promise<{ events: RunEvent[]; answers: { path: string; traceId?: string; text: string }[] }> {
  const events: RunEvent[] = [];
  const listening = Promise.withResolvers<void>();
  const traced = Promise.withResolvers<void>();
  const isTraced = (path: string) => requestTraces(events).some((one) => one.path === path);
  const end = where.run({ 'main.js': SERVER }, ['node', 'main.js'], {
    trace,
    onEvent(event) {
      events.push(event);
      if (event.type === 'listening') listening.resolve();
      if (event.type === 'trace' && paths.every(isTraced)) traced.resolve();
    },
  });
  await Promise.race([listening.promise, end]);
  const answers = [];
  for (const path of paths) {
    const body = path === '/body' ? { method: 'POST', body: new Uint8Array(100_000) } : { method: 'GET' };
    try {
      const response = await where.request({ ...body, path, headers: [] });
      const { traceId } = response;
      const text = await new Response(response.body).text();
      answers.push({ path, text, ...(traceId !== undefined && { traceId }) });
    } catch (error) {
      answers.push({ path, text: String(error) });
    }
  }
  if (trace.length > 0) await Promise.race([traced.promise, end]);
  await where.stop();
  await end;
  return { events, answers };
}

const stepsOf = (trace: RequestTrace, kind: RequestSpan['kind']) => trace.spans.filter((span) => span.kind === kind);
const outputOf = (events: readonly RunEvent[]) =>
  events.map((event) => (event.type === 'output' ? `${event.stream}: ${event.text}` : '')).join('');

describe('a request', () => {
  const PATHS = ['/', '/waits', '/reads', '/body', '/asks', '/gone'];
  let traces: readonly RequestTrace[];
  let recorded: Awaited<ReturnType<typeof serve>>;
  const find = (path: string) => traces.find((trace) => trace.path === path) ?? expect.fail(`No trace of ${path}.`);

  beforeAll(async () => {
    recorded = await serve(runtime, ['requests'], PATHS);
    traces = requestTraces(recorded.events);
  });

  test('has a sound trace, which its answer names', () => {
    for (const trace of traces) expectSoundTrace(trace);
    // And one that the server asked of itself.
    expect(traces).toHaveLength(PATHS.length + 1);
    for (const { path, traceId } of recorded.answers.filter((answer) => answer.path !== '/gone'))
      expect(traces.find(({ id }) => id === traceId)?.path).toBe(path);
    expect(recorded.events.some((event) => event.type === 'trace' && event.batch.kind === 'callbacks')).toBe(false);
  });

  test('goes through connection, parse, handler, write and end', () => {
    const { spans, status, method } = find('/');
    expect({ status, method }).toEqual({ status: 200, method: 'GET' });
    const kinds = spans.map(({ kind }) => kind).filter((kind) => kind !== 'wait');
    expect(kinds).toEqual(['request', 'connection', 'parse', 'handler', 'end', 'write']);
    expect(stepsOf(find('/'), 'handler')[0]?.source).toMatchObject({ file: 'main.js', line: 37 });
    expect(spans[0]?.details).toEqual({ status: 200, bytes: 5 });
  });

  test('waits for what it awaits, told by the line that does', () => {
    const trace = find('/waits');
    const waits = stepsOf(trace, 'wait').map(({ label, source }) => [label, source?.line]);
    expect(waits).toContainEqual(['a timer of 20 ms', 8]);
    expect(waits).toContainEqual(['a timer of 5 ms', 11]);
    expect(stepsOf(trace, 'callback')).toMatchObject([
      { label: 'await', source: { line: 8 } },
      { label: 'setTimeout, 5 ms', source: { line: 11 }, details: { phase: 'timer' } },
    ]);
    expect(stepsOf(trace, 'wait').find(({ label }) => label.includes('20 ms'))).toSatisfy(
      (wait: RequestSpan) => wait.endMs - wait.startMs >= 15,
    );
    expect(stepsOf(find('/reads'), 'wait')).toContainEqual(expect.objectContaining({ label: 'a file' }));
  });

  test('tells of each write, within the step that writes', () => {
    const { spans } = find('/waits');
    const writes = spans.filter(({ kind }) => kind === 'write' || kind === 'end');
    const holder = (span: RequestSpan) => spans.find(({ id }) => id === span.parent)?.label;
    expect(writes.map((span) => [span.label, span.details?.bytes, holder(span)])).toEqual([
      ['writeHead(201)', undefined, 'await'],
      ['write()', 4, 'await'],
      ['end()', 3, 'setTimeout, 5 ms'],
    ]);
    expect(spans[0]?.details).toMatchObject({ status: 201, bytes: 7 });
  });

  test('holds the listeners of its body', () => {
    const events = stepsOf(find('/body'), 'callback').map(({ details }) => details?.event);
    expect(events).toContain('data');
    expect(events.at(-1)).toBe('end');
  });

  test('holds the listeners of a request that it makes, which has a trace of its own', () => {
    const [first, second] = traces.filter(({ path }) => path === '/reads');
    expect(first && second).toBeDefined();
    const lines = stepsOf(find('/asks'), 'callback').map(({ source }) => source?.line);
    expect(lines).toEqual([26, 27]);
    expect(stepsOf(find('/asks'), 'wait')).toContainEqual(expect.objectContaining({ label: 'the network' }));
  });

  test('that nobody answered has no status', () => {
    expect(find('/gone').status).toBeUndefined();
  });
});

test('a listener that throws is told, and prints what it prints without recording', async () => {
  const paths = ['/', '/body'];
  const run = async (where: Runtime, trace: readonly TraceKind[]) => {
    const { events, answers } = await serve(where, trace, paths);
    return { events, output: outputOf(events), texts: answers.map(({ text }) => text) };
  };
  const [recorded, unrecorded] = await Promise.all([run(runtime, ['requests']), run(plain, [])]);
  expect(recorded.output).toBe(unrecorded.output);
  expect(recorded.texts).toEqual(unrecorded.texts);
  expect(requestTraces(unrecorded.events)).toEqual([]);

  const failing = `${SERVER.replace('.listen(3000)', '.listen(3000, ask)')}
function ask() {
  http.get({ port: 3000, path: '/throws' }).on('error', () => {});
  process.on('uncaughtException', () => setImmediate(() => process.exit()));
}
`;
  const program = { files: { 'main.js': failing }, command: ['node', 'main.js'] };
  const traces: RequestTrace[] = [];
  const [traced, untraced] = await Promise.all([
    runInEngine(runtime, program, {
      trace: ['requests'],
      onTrace: (batch) => void (batch.kind === 'request' && traces.push(batch.trace)),
    }),
    runInEngine(plain, program),
  ]);
  expect(traced).toEqual(untraced);
  expect(traced.stderr).toContain('RangeError: too far');
  expect(traces).toMatchObject([{ path: '/throws', spans: expect.any(Array) }]);
  for (const trace of traces) {
    expectSoundTrace(trace);
    const failed = trace.spans.filter(({ error }) => error === 'RangeError: too far').map(({ kind }) => kind);
    expect(failed).toEqual(['request', 'handler']);
    expect(trace.status).toBeUndefined();
  }
});

test('with callbacks recorded too, steps name theirs', async () => {
  const { events } = await serve(runtime, ['callbacks', 'requests'], ['/waits']);
  const [trace] = requestTraces(events);
  const ids = trace?.spans.flatMap(({ details }) => details?.callback ?? []);
  expect(ids?.length).toBeGreaterThanOrEqual(3);
  expect(events.some((event) => event.type === 'trace' && event.batch.kind === 'callbacks')).toBe(true);
});

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
  const traces: RequestTrace[] = [];
  await runInEngine(
    runtime,
    { files: { 'main.js': program }, command: ['node', 'main.js'] },
    { trace: ['requests'], onTrace: (batch) => void (batch.kind === 'request' && traces.push(batch.trace)) },
  );
  expect(traces.map(({ path, status }) => [path, status])).toEqual([
    ['/a', 200],
    ['/b', 200],
    ['/c', 200],
  ]);
  for (const trace of traces) {
    expectSoundTrace(trace);
    expect(stepsOf(trace, 'end')).toHaveLength(1);
    expect(stepsOf(trace, 'callback').map(({ label }) => label)).toEqual(['setImmediate']);
  }
  expect(traces.map((trace) => stepsOf(trace, 'connection').length)).toEqual([1, 0, 0]);
});

const recordSelf = async (files: Record<string, string>) => {
  const traces: RequestTrace[] = [];
  const [main = ''] = Object.keys(files);
  const { stdout, stderr } = await runInEngine(
    runtime,
    { files, command: ['node', main] },
    { trace: ['requests'], onTrace: (batch) => void (batch.kind === 'request' && traces.push(batch.trace)) },
  );
  expect(stderr).toBe('');
  for (const trace of traces) expectSoundTrace(trace);
  return { stdout, traces };
};

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

describe('recording changes nothing', () => {
  // Ends of two sockets race in it, with and without recording, and no request is made.
  const race = 'http/close-order.js';
  const programs = readBattery(join(import.meta.dirname, 'battery')).filter(
    ({ name }) => name.startsWith('http/') && name !== race,
  );
  test.each(programs)('$name', async (program) => {
    const traces: RequestTrace[] = [];
    const [unrecorded, recorded] = await Promise.all([
      runInEngine(plain, program),
      runInEngine(runtime, program, {
        trace: ['requests'],
        onTrace: (batch) => void (batch.kind === 'request' && traces.push(batch.trace)),
      }),
    ]);
    expect(recorded).toEqual(unrecorded);
    for (const trace of traces) expectSoundTrace(trace);
  });
});
