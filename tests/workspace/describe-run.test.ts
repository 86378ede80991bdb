import { expect, test } from 'vitest';
import { describeBytes, describeMs, describeRunEnd } from '../../src/workspace/model/describe-run.ts';

test.each([
  [0, 'ok', 'Finished after 12 ms without an error (exit code 0).'],
  [1, 'bad', 'Ended with exit code 1 after 12 ms: it reported an error.'],
  [127, 'bad', 'Ended with exit code 127 after 12 ms: the command was not found.'],
] as const)('exit code %i is said in words', (exitCode, tone, sentence) => {
  expect(describeRunEnd({ outcome: 'exited', exitCode, ms: 12.3 })).toEqual({ tone, sentence });
});

test('a crash keeps its hint', () => {
  const end = { outcome: 'crashed', message: 'Out of memory.', hint: 'Allocate less.', ms: 1 } as const;
  expect(describeRunEnd(end)).toEqual({ tone: 'bad', sentence: 'Out of memory.', hint: 'Allocate less.' });
});

test('times and sizes have a unit that suits them', () => {
  expect([0.2, 0, 12.4, 999, 1500, 12_345].map(describeMs)).toEqual([
    '0 ms',
    '0 ms',
    '12 ms',
    '999 ms',
    '1.5 s',
    '12 s',
  ]);
  expect([12, 64_000, 1_000_000, 1_550_000].map(describeBytes)).toEqual(['12 bytes', '64 kB', '1 MB', '1.6 MB']);
});
