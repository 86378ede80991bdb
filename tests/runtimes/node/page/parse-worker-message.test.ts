import { describe, expect, it } from 'vitest';
import { parseWorkerMessage } from '../../../../src/runtimes/node/page/parse-worker-message.ts';

const failure = { kind: 'error', message: 'no', stack: 'no' };

const relayed = {
  to: 'a:0',
  number: 1,
  envelope: { type: 'mail' },
  moves: ['b:1'],
  transfer: [],
  isLast: false,
  isReturned: false,
};

describe('a message from a worker', () => {
  it.each([
    { type: 'ready' },
    { type: 'output', chunks: [{ stream: 'stdout', text: 'hi', testId: '1' }] },
    { type: 'listening', at: { address: '::', port: 8000 } },
    { type: 'exit', code: 0 },
    { type: 'test', event: { type: 'test-started', id: '1', path: ['a', 'b'] } },
    { type: 'test', event: { type: 'test-ended', id: '1', path: ['a'], outcome: 'failed', ms: 1, failure } },
    { type: 'response', id: 1, status: 200, statusText: 'OK', headers: [['a', 'b']] },
    { type: 'response', id: 1, status: 200, statusText: 'OK', headers: [], traceId: 'request-1' },
    { type: 'trace', batch: { kind: 'truncated', of: 'requests', limit: 500 }, testId: '1' },
    { type: 'relay', ...relayed },
    { type: 'response-body', id: 1, bytes: new Uint8Array(1) },
    { type: 'response-end', id: 1 },
  ])('is taken: %j', (message) => {
    expect(parseWorkerMessage(message)).toEqual(message);
  });

  it.each([
    undefined,
    'exit',
    { type: 'grade', outcome: 'passed' },
    { type: 'toString' },
    { type: 'output', chunks: [{ stream: 'stdin', text: 'hi' }] },
    { type: 'output', chunks: [{ stream: 'stdout', text: ['hi'] }] },
    { type: 'exit', code: Number.NaN },
    { type: 'test', event: { type: 'test-ended', id: '1', path: ['a'], outcome: 'great', ms: 1 } },
    { type: 'test', event: { type: 'check-error', failure: { ...failure, stack: undefined } } },
    { type: 'response', id: 1, status: 200, statusText: 'OK', headers: [['a']] },
    { type: 'trace', batch: { kind: 'truncated', of: 'requests', limit: 500 }, testId: 1 },
    { type: 'relay', ...relayed, moves: [1] },
    { type: 'relay', ...relayed, isReturned: undefined },
    { type: 'response-body', id: 1, bytes: 'text' },
  ])('is refused: %j', (message) => {
    expect(parseWorkerMessage(message)).toBeUndefined();
  });
});
