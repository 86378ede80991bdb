import { expect, test } from 'vitest';
import { describeDelay, describeSharing } from '../../../src/workspace/trace/describe-callback.ts';
import { summarizeLoop } from '../../../src/workspace/trace/summarize-loop.ts';
import { SCRIPT, traceOf } from './traces.ts';

const TIMER = { phase: 'timer', origin: 'setTimeout', cause: 1, delayMs: 5 } as const;

test('utilisation counts a module within another once, and the latest timer is the delay of the loop', () => {
  const trace = traceOf(
    [
      { ...SCRIPT, startUs: 0, endUs: 4000 },
      { ...SCRIPT, cause: 1, startUs: 1000, endUs: 3000 },
      { ...TIMER, scheduledUs: 500, startUs: 6000, endUs: 16_000 },
      { ...TIMER, scheduledUs: 1000, startUs: 16_000, endUs: 16_500 },
    ],
    { sleeps: [4000, 6000] },
  );
  expect(summarizeLoop(trace)).toEqual({
    callbacks: 4,
    busyUs: 4000 + 10_500,
    sleptUs: 2000,
    longestUs: 10_000,
    latestTimerUs: 10_000,
  });
});

test('a timer says how it kept its delay, and a callback whose time is shared says so', () => {
  const trace = traceOf([SCRIPT, { ...TIMER, scheduledUs: 1000, startUs: 7500, sharedBy: 16 }]);
  const [script, timer] = [trace.at(1), trace.at(2)];
  if (!script || !timer) expect.fail('The trace has two callbacks.');
  expect(describeDelay(timer)).toBe('Asked for 5 ms, ran after 6.5 ms.');
  expect(describeDelay(script)).toBeUndefined();
  expect(describeSharing(timer.sharedBy)).toContain('read once for 16 small callbacks');
});
