/** Traces of requests to a server in the Node engine: what a request went through, and that the server notices nothing. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent, Runtime } from '../../../src/runtimes/runtime.ts';
import type { RequestSpan, RequestTrace, TraceKind } from '../../../src/runtimes/trace.ts';
import { shareEngine, shareRuntime } from '../../harness/engines.ts';
import { expectSoundTrace, requestTraces, stepsOf } from '../sound-request-trace.ts';
import { runInEngine } from './real-and-embedded.ts';
import { recordRequests } from './record-requests.ts';
import { SERVER, type Served, serve } from './traced-server.ts';

/** Two runtimes, so that a recorded run and a plain one go on at once. */
const { browser, runtime } = shareEngine('node');
const plain = shareRuntime(browser, 'node');

const outputOf = (events: readonly RunEvent[]) =>
  events.map((event) => (event.type === 'output' ? `${event.stream}: ${event.text}` : '')).join('');

describe('a request', () => {
  const PATHS = ['/', '/waits', '/reads', '/body', '/asks', '/gone'];
  let traces: readonly RequestTrace[];
  let recorded: Served;
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
  const [{ traces, ...traced }, untraced] = await Promise.all([
    recordRequests(runtime, program),
    runInEngine(plain, program),
  ]);
  expect(traced).toEqual(untraced);
  expect(traced.stderr).toContain('RangeError: too far');
  expect(traces).toMatchObject([{ path: '/throws', spans: expect.any(Array) }]);
  for (const trace of traces) {
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
