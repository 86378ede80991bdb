import { describe, expect, test } from 'vitest';
import { isTraceBatch } from '../../src/runtimes/parse-trace-batch.ts';
import { CallbackTrace } from '../../src/runtimes/read-callback-trace.ts';
import {
  type CallbackBatch,
  SPAN_FIELDS,
  TRACE_LIMIT_REQUEST_SPANS,
  TRACE_ORIGINS,
  TRACE_PHASES,
} from '../../src/runtimes/trace.ts';

const timer = [
  TRACE_PHASES.indexOf('timer'),
  TRACE_ORIGINS.indexOf('setTimeout'),
  ...[0, 0, 0, 1, 2, 100, 5200, 5300, 5, 1],
];

const batch: CallbackBatch = {
  kind: 'callbacks',
  spans: new Int32Array(timer),
  names: [],
  locations: [
    { file: 'main.js', line: 1, column: 1 },
    { file: 'main.js', line: 2, column: 3, endLine: 4 },
  ],
  output: [{ callback: 1, stream: 'stdout', text: 'hello\n' }],
  sleeps: new Int32Array([200, 5100]),
};

const span = { id: 1, parent: 0, kind: 'request', label: 'GET /', startMs: 0, endMs: 2 };
const request = { id: 'r1', stack: 'django', method: 'GET', path: '/', status: 200, ms: 2, spans: [span] };

describe('isTraceBatch', () => {
  test('takes what an engine sends', () => {
    expect(isTraceBatch(batch)).toBe(true);
    expect(isTraceBatch({ kind: 'request', trace: request })).toBe(true);
    expect(isTraceBatch({ kind: 'request', trace: { ...request, leftOut: 3 } })).toBe(true);
    const sent = { headers: [['Accept', '*/*']], body: 'em/Dqw==' };
    expect(isTraceBatch({ kind: 'request', trace: { ...request, sent } })).toBe(true);
    expect(isTraceBatch({ kind: 'truncated', of: 'callbacks', limit: 100_000 })).toBe(true);
  });

  test.each([
    ['no object', 'callbacks'],
    ['an unknown kind', { kind: 'other' }],
    ['numbers that are no rows', { ...batch, spans: new Int32Array(SPAN_FIELDS.length + 1) }],
    ['plain numbers', { ...batch, spans: timer }],
    ['an unknown phase', { ...batch, spans: new Int32Array([99, ...timer.slice(1)]) }],
    ['times with fractions', { ...batch, spans: new Float64Array(timer) }],
    ['a place without a line', { ...batch, locations: [{ file: 'main.js' }] }],
    ['output of no stream', { ...batch, output: [{ callback: 1, stream: 'stdin', text: '' }] }],
    ['a step inside itself', { kind: 'request', trace: { ...request, spans: [{ ...span, parent: 1 }] } }],
    ['a count that is none', { kind: 'request', trace: { ...request, leftOut: -1 } }],
    [
      'more steps than are recorded',
      { kind: 'request', trace: { ...request, spans: Array(TRACE_LIMIT_REQUEST_SPANS + 1).fill(span) } },
    ],
    ['a header without a value', { kind: 'request', trace: { ...request, sent: { headers: [['A']] } } }],
    ['a body that is no base64', { kind: 'request', trace: { ...request, sent: { headers: [], body: 'ä' } } }],
    ['an unknown step', { kind: 'request', trace: { ...request, spans: [{ ...span, kind: 'magic' }] } }],
    ['details that are objects', { kind: 'request', trace: { ...request, spans: [{ ...span, details: { a: {} } }] } }],
  ])('refuses %s', (_what, value) => {
    expect(isTraceBatch(value)).toBe(false);
  });
});

describe('CallbackTrace', () => {
  test('reads a callback from the second batch with places of the first', () => {
    const trace = new CallbackTrace();
    trace.add(batch);
    trace.add({ ...batch, locations: [], output: [], sleeps: new Int32Array() });
    expect(trace.length).toBe(2);
    expect(trace.at(2)).toEqual({
      id: 2,
      phase: 'timer',
      origin: 'setTimeout',
      cause: 0,
      trigger: 0,
      scheduledAt: { file: 'main.js', line: 1, column: 1 },
      runsAt: { file: 'main.js', line: 2, column: 3, endLine: 4 },
      scheduledUs: 100,
      startUs: 5200,
      endUs: 5300,
      delayMs: 5,
      sharedBy: 1,
    });
    expect([trace.writtenBy(1), trace.writtenBy(2)]).toEqual(['hello\n', undefined]);
    expect(trace.sleeps).toEqual([{ startUs: 200, endUs: 5100 }]);
    expect([trace.at(0), trace.at(3)]).toEqual([undefined, undefined]);
  });
});
