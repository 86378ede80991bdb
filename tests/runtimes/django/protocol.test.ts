/** What a worker says is believed only when it has the shape of a message: a learner's program may have sent it. */
import { describe, expect, test } from 'vitest';
import { parseFromWorker } from '../../../src/runtimes/django/protocol.ts';

const failure = {
  kind: 'assertion',
  message: '1 != 2',
  expected: '2',
  actual: '1',
  stack: 'Traceback',
  learnerLocation: { file: 'main.py', line: 3 },
};

const queryLog = {
  of: { type: 'request', method: 'GET', path: '/' },
  queries: [{ sql: 'SELECT 1', ms: 0.1, rows: 1, location: { file: 'views.py', line: 3 } }],
  total: 1,
};
const requestBatch = {
  kind: 'request',
  trace: { id: 'request-1', stack: 'django', method: 'GET', path: '/', status: 200, ms: 1, spans: [] },
};
const table = {
  name: 'book',
  kind: 'table',
  rows: 3,
  sql: 'CREATE TABLE book',
  columns: [{ name: 'id', type: 'integer', isNullable: false, isPrimaryKey: true, default: '1' }],
  foreignKeys: [{ column: 'author', toTable: 'author', toColumn: 'id' }],
  indexes: [{ name: 'i', columns: ['id'], isUnique: true }],
};
const rows = {
  type: 'rows',
  columns: ['a', 'b', 'c', 'd'],
  rows: [[null, { number: '1' }, { text: 'x', length: 400 }, { blobBytes: 3 }]],
};

describe('a message of the worker', () => {
  test.each([
    { type: 'booting', step: 'Starting Python' },
    { type: 'ready' },
    { type: 'snapshot' },
    { type: 'snapshot', snapshot: new Uint8Array(4) },
    { type: 'failed', message: 'no wasm' },
    { type: 'run-event', event: { type: 'output', stream: 'stderr', text: 'x' } },
    { type: 'run-event', event: { type: 'output-cut', limitBytes: 10 } },
    { type: 'run-event', event: { type: 'listening', port: 8000 } },
    { type: 'test-event', event: { type: 'test-started', id: 'a', path: ['A', 'b'] } },
    { type: 'test-event', event: { type: 'test-ended', id: 'a', path: ['A'], outcome: 'failed', ms: 1.5, failure } },
    { type: 'test-event', event: { type: 'test-output', stream: 'stdout', text: 'x', id: 'a' } },
    { type: 'test-event', event: { type: 'check-error', failure } },
    { type: 'response', id: 1, head: { status: 200, statusText: 'OK', headers: [['a', 'b']] } },
    { type: 'response', id: 1, head: { status: 200, statusText: 'OK', headers: [], traceId: 'request-1' } },
    { type: 'run-event', event: { type: 'trace', batch: requestBatch } },
    { type: 'test-event', event: { type: 'trace', id: 'a', batch: requestBatch } },
    { type: 'response-body', id: 1, bytes: new Uint8Array(1) },
    { type: 'response-end', id: 1 },
    { type: 'response-failed', id: 1 },
    { type: 'run-event', event: { type: 'file-kept', path: 'db.sqlite3', content: new Uint8Array(1) } },
    { type: 'run-event', event: { type: 'file-kept', path: 'gone' } },
    { type: 'run-event', event: { type: 'file-not-kept', path: 'a', bytes: 11, limitBytes: 10 } },
    { type: 'run-event', event: { type: 'queries', log: queryLog } },
    { type: 'answer', id: 1, answer: { about: 'syntax', problems: [{ message: 'no', line: 1, column: 1 }] } },
    { type: 'answer', id: 1, answer: { about: 'syntax', problems: null } },
    { type: 'answer', id: 1, answer: { about: 'database', answer: { type: 'unreadable', message: 'no' } } },
    { type: 'answer', id: 1, answer: { about: 'database', answer: { type: 'tables', tables: [table] } } },
    { type: 'answer', id: 1, answer: { about: 'database', answer: rows } },
    { type: 'exited', exitCode: 3 },
    { type: 'completed' },
    { type: 'crashed', message: 'broke', hint: 'again' },
  ])('passes whole: $type', (message) => {
    expect(parseFromWorker(message)).toEqual(message);
  });

  test.each([
    undefined,
    'ready',
    [],
    { type: 'unheard of' },
    { type: 'snapshot', snapshot: 'text' },
    { type: 'run-event', event: { type: 'file-kept', path: 'a', content: 'text' } },
    { type: 'run-event', event: { type: 'queries', log: { ...queryLog, of: { type: 'request' } } } },
    { type: 'run-event', event: { type: 'queries', log: { ...queryLog, queries: [{ sql: 'x', ms: '1' }] } } },
    { type: 'answer', id: 1, answer: { about: 'syntax', problems: [{ message: 'no' }] } },
    { type: 'answer', id: 1, answer: { about: 'database', answer: { ...rows, rows: [[{}]] } } },
    {
      type: 'answer',
      id: 1,
      answer: { about: 'database', answer: { type: 'tables', tables: [{ ...table, rows: -1 }] } },
    },
    { type: 'exited', exitCode: -1 },
    { type: 'exited', exitCode: '0' },
    { type: 'run-event', event: { type: 'output', stream: 'stdin', text: 'x' } },
    { type: 'run-event', event: { type: 'output', stream: 'stdout', text: { toString: 'x' } } },
    { type: 'test-event', event: { type: 'test-ended', id: 'a', path: ['A'], outcome: 'won', ms: 1 } },
    { type: 'test-event', event: { type: 'test-ended', id: 'a', path: 'A', outcome: 'passed', ms: 1 } },
    { type: 'test-event', event: { type: 'check-error', failure: { kind: 'error' } } },
    { type: 'response', id: 1, head: { status: 200, statusText: 'OK', headers: [['a']] } },
    { type: 'response-body', id: 1, bytes: 'text' },
    { type: 'crashed', message: 'broke' },
  ])('is dropped when its shape is another: %j', (message) => {
    expect(parseFromWorker(message)).toBeUndefined();
  });

  test('loses fields that do not belong', () => {
    const event = { type: 'output', stream: 'stdout', text: 'x', html: '<b>' };
    expect(parseFromWorker({ type: 'run-event', event, extra: 1 })).toEqual({
      type: 'run-event',
      event: { type: 'output', stream: 'stdout', text: 'x' },
    });
  });

  test('keeps a failure without a place that is none', () => {
    const odd = { ...failure, learnerLocation: { file: 'main.py', line: 'three' } };
    const { learnerLocation: _, ...rest } = failure;
    expect(parseFromWorker({ type: 'test-event', event: { type: 'check-error', failure: odd } })).toEqual({
      type: 'test-event',
      event: { type: 'check-error', failure: rest },
    });
  });
});
