import { describe, expect, test } from 'vitest';
import { explainDifference } from '../../src/practice/predictions/explanation/explain-difference.ts';
import { findWrittenLines } from '../../src/practice/predictions/explanation/find-written-lines.ts';
import { CallbackTrace } from '../../src/runtimes/read-callback-trace.ts';
import type { TracedOutput } from '../../src/runtimes/trace.ts';
import { type Callback, traceOf as recordedOf } from '../workspace/trace/traces.ts';

/** The script (line 1), a tick and a promise reaction, each asked for on the line where it stands. */
const CALLBACKS: readonly Callback[] = [
  { phase: 'script', origin: 'commonjs', runsOn: 1, scheduledUs: 0, endUs: 500 },
  { phase: 'tick', origin: 'nextTick', cause: 1, scheduledOn: 5, runsOn: 5, scheduledUs: 100, endUs: 1500 },
  {
    phase: 'microtask',
    origin: 'then',
    cause: 1,
    trigger: 2,
    scheduledOn: 8,
    runsOn: 8,
    scheduledUs: 200,
    endUs: 2500,
  },
];

function traceOf(output: readonly TracedOutput[]): CallbackTrace {
  return recordedOf(CALLBACKS, { output });
}

const wrote = (callback: number, text: string, stream: TracedOutput['stream'] = 'stdout') => ({
  callback,
  stream,
  text,
});

const PRINTED = [wrote(1, 'script\n'), wrote(2, 'tick\n'), wrote(2, '(wait)\n', 'stderr'), wrote(3, 'promise\n')];

describe('the callback behind a line', () => {
  test('is the one that began to write it; empty lines and stderr do not count', () => {
    const trace = traceOf([wrote(1, 'script\n\n'), wrote(2, 'a'), wrote(3, 'b  \nlast'), wrote(2, 'no\n', 'stderr')]);
    expect(findWrittenLines(trace, { ask: 'order' })).toEqual([
      { text: 'script', callback: 1 },
      { text: 'ab', callback: 2 },
      { text: 'last', callback: 3 },
    ]);
  });

  test('is looked for in the part of the output that was asked for', () => {
    const trace = traceOf([wrote(1, 'begin\n'), wrote(3, 'took 12 ms\n')]);
    expect(findWrittenLines(trace, { ask: 'number', find: 'took (\\d+) ms' })).toEqual([{ text: '12', callback: 3 }]);
    expect(findWrittenLines(trace, { ask: 'number' })).toEqual([{ text: '12', callback: 3 }]);
    expect(findWrittenLines(trace, { ask: 'write', find: 'gave (\\d+)' })).toEqual([]);
  });
});

describe('the first difference', () => {
  test('is explained by what wrote the line that came, and the line that was expected there', () => {
    const rows = [
      { expected: 'script', came: 'script' },
      { expected: 'promise', came: 'tick' },
      { expected: 'tick', came: 'promise' },
    ];
    expect(explainDifference(traceOf(PRINTED), { ask: 'order' }, { differsAt: 1, rows })).toEqual({
      came: {
        text: 'tick',
        callback: 2,
        by: 'A process.nextTick callback, line 5',
        askedFor: 'On line 5, 100 µs after the start, by: The code of a CommonJS module: main.js',
        ran: '1.0 ms after the start.',
        rule: expect.stringContaining('runs before any microtask'),
      },
      expected: {
        text: 'promise',
        callback: 3,
        by: 'A promise reaction, line 8',
        askedFor: 'On line 8, 200 µs after the start, by: The code of a CommonJS module: main.js',
        setOffBy: 'A process.nextTick callback, line 5',
        ran: '2.0 ms after the start.',
        rule: expect.stringContaining('emptied after the tick queue'),
      },
    });
  });

  test('between two lines of one callback is explained by its code', () => {
    const rows = [{ expected: 'second', came: 'first' }];
    const trace = traceOf([wrote(1, 'first\nsecond\n')]);
    const explanation = explainDifference(trace, { ask: 'order' }, { differsAt: 0, rows });
    expect(explanation?.expected).toBeUndefined();
    expect(explanation?.sameCallback).toContain('from top to bottom');
  });

  test('after the last line has no callback, and a run that was not recorded explains nothing', () => {
    const rows = [{ expected: 'more', came: undefined }];
    expect(explainDifference(traceOf(PRINTED), { ask: 'order' }, { differsAt: 3, rows })).toBeUndefined();
    expect(explainDifference(new CallbackTrace(), { ask: 'order' }, { differsAt: 0, rows })).toBeUndefined();
  });
});
