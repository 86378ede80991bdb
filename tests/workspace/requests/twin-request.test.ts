import { describe, expect, it } from 'vitest';
import { RuntimeError } from '../../../src/runtimes/runtime.ts';
import { compareSteps } from '../../../src/workspace/requests/twin/compare-steps.ts';
import { TwinRequest } from '../../../src/workspace/requests/twin/twin-request.ts';
import { FakeRuntime } from '../fake-runtime.ts';
import { EXERCISE } from '../fixtures.ts';
import { traceOf } from './traces.ts';

const BOOKS = { method: 'GET', path: '/books' } as const;

function openTwin(runtime: FakeRuntime, exercise = EXERCISE): TwinRequest {
  return new TwinRequest({
    loadTwin: async () => ({ exercise, project: { 'manage.py': '' }, code: 'starter' }),
    openEngine: async () => runtime,
  });
}

function served(path: string, method = 'GET') {
  return { type: 'trace', batch: { kind: 'request', trace: traceOf([], { path, method }) } } as const;
}

describe('TwinRequest', () => {
  it('takes the trace of the same request among those that the other program answers', async () => {
    const runtime = new FakeRuntime();
    runtime.runEvents = [served('/authors'), served('/books')];
    const twin = openTwin(runtime);
    await twin.send(BOOKS);
    expect(twin.state.value).toMatchObject({ state: 'there', code: 'starter', trace: { path: '/books' } });
    expect(runtime.traces).toEqual([['requests']]);
  });

  it('leaves a request aside that the other program sent itself, with another body', async () => {
    const runtime = new FakeRuntime();
    const own = traceOf([], { ...BOOKS, method: 'POST', sent: { headers: [], body: btoa('own') } });
    runtime.runEvents = [{ type: 'trace', batch: { kind: 'request', trace: own } }];
    const twin = openTwin(runtime);
    await twin.send({ ...BOOKS, method: 'POST', sent: { headers: [], body: btoa('sent') } });
    expect(twin.state.value).toMatchObject({ state: 'failed' });
    await twin.send({ ...BOOKS, method: 'POST', sent: { headers: [], body: btoa('own') } });
    expect(twin.state.value).toMatchObject({ state: 'there', trace: own });
  });

  it('runs Django’s server on what the first run left, when that did not ask for the path', async () => {
    const runtime = new FakeRuntime();
    const content = new Uint8Array([1]);
    runtime.runEvents = [served('/'), { type: 'file-kept', path: 'db.sqlite3', content }];
    const twin = openTwin(runtime, { ...EXERCISE, stack: 'django', command: ['python', 'manage.py', 'ask'] });
    await twin.send(BOOKS);
    expect(runtime.commands).toEqual([
      ['python', 'manage.py', 'ask'],
      ['python', 'manage.py', 'runserver'],
    ]);
    expect(runtime.projects[1]).toMatchObject({ 'db.sqlite3': content });
    expect(twin.state.value).toMatchObject({ state: 'failed', message: expect.stringContaining('GET /books') });
  });

  it('sends no request whose body it does not have', async () => {
    const runtime = new FakeRuntime();
    runtime.runEvents = [{ type: 'listening', port: 8000 }];
    const twin = openTwin(runtime, { ...EXERCISE, stack: 'django', command: ['python', 'manage.py', 'ask'] });
    await twin.send({ ...BOOKS, method: 'POST' });
    expect(runtime.requests).toEqual([]);
    expect(runtime.commands).toEqual([['python', 'manage.py', 'ask']]);
    expect(twin.state.value).toMatchObject({ state: 'failed', message: expect.stringContaining('POST /books') });
    await twin.send(BOOKS);
    expect(runtime.requests).toContainEqual(expect.objectContaining(BOOKS));
  });

  it('sends headers and body as they were recorded, with the twin’s own cookies', async () => {
    const runtime = new FakeRuntime();
    runtime.runEvents = [{ type: 'listening', port: 3000 }, served('/books', 'POST')];
    runtime.answer = { status: 200, statusText: 'OK', headers: [['Set-Cookie', 'id=there']], ms: 1 };
    const twin = openTwin(runtime);
    const headers = [
      ['Host', 'localhost:8000'],
      ['Content-Type', 'text/plain'],
      ['Content-Length', '4'],
      ['Cookie', 'sessionid=here'],
      ['Origin', 'http://localhost:8000'],
    ] as const;
    const request = { ...BOOKS, method: 'POST', sent: { headers, body: btoa('zo\xc3\xab') } };
    await twin.send(request);
    expect(runtime.requests).toEqual([
      {
        method: 'POST',
        path: '/books',
        port: 3000,
        headers: [
          ['Host', 'localhost:3000'],
          ['Content-Type', 'text/plain'],
          ['Origin', 'http://localhost:3000'],
        ],
        body: new TextEncoder().encode('zoë'),
      },
    ]);
    expect(twin.state.value).toMatchObject({ leftOut: expect.stringContaining('has set none yet') });
    await twin.send(request);
    expect(runtime.requests[1]?.headers).toContainEqual(['Cookie', 'id=there']);
    expect(twin.state.value).toMatchObject({ leftOut: expect.stringContaining('that the other server had set') });
  });

  it.each([
    ['body was not kept', { headers: [] }],
    ['WebSocket is not opened again', { headers: [['Upgrade', 'websocket'] as const], body: '' }],
  ])('says that a %s', async (hint, sent) => {
    const runtime = new FakeRuntime();
    runtime.runEvents = [{ type: 'listening', port: 3000 }];
    const twin = openTwin(runtime);
    await twin.send({ ...BOOKS, sent });
    expect(runtime.requests).toEqual([]);
    expect(twin.state.value).toMatchObject({ state: 'failed', hint: expect.stringContaining(hint) });
  });

  it('says why when the other engine cannot be had', async () => {
    const runtime = new FakeRuntime();
    runtime.refusal = new RuntimeError('No memory.', 'Close a tab.');
    const twin = openTwin(runtime);
    await twin.send(BOOKS);
    expect(twin.state.value).toEqual({ state: 'failed', message: 'No memory.', hint: 'Close a tab.' });
  });
});

describe('compareSteps', () => {
  it('gives each part its own time, without what happened within it', () => {
    const node = traceOf([
      { kind: 'request', label: 'GET /', startMs: 0, endMs: 10 },
      { kind: 'handler', label: 'hello', parent: 1, startMs: 1, endMs: 9 },
      { kind: 'wait', label: 'a file', parent: 2, startMs: 2, endMs: 7, details: { for: 'fs' } },
      { kind: 'wait', label: 'the answer to go out', parent: 1, startMs: 9, endMs: 10 },
    ]);
    const django = traceOf([
      { kind: 'request', label: 'GET /', startMs: 0, endMs: 10 },
      { kind: 'resolve', label: '/', parent: 1, startMs: 0, endMs: 2 },
    ]);
    expect(compareSteps(node, django)).toEqual([
      { step: 'route', here: { count: 0, ms: 0 }, there: { count: 1, ms: 2 } },
      { step: 'code', here: { count: 1, ms: 3 }, there: { count: 0, ms: 0 } },
      { step: 'data', here: { count: 1, ms: 5 }, there: { count: 0, ms: 0 } },
      { step: 'send', here: { count: 1, ms: 1 }, there: { count: 0, ms: 0 } },
    ]);
  });
});
