import { expect, test } from 'vitest';
import { LoopClock } from '../../../../src/runtimes/node/kernel/loop-clock.ts';
import { PollQueue } from '../../../../src/runtimes/node/kernel/poll-queue.ts';

test('no delay is over at once, though the time until then is left out', () => {
  let now = 0;
  const clock = new LoopClock({ now: () => now });
  const queue = new PollQueue(clock);
  now += 2;
  const callback = () => undefined;
  queue.addDelay(0, callback, undefined);
  clock.leaveOut(2);
  expect(queue.take(1, true)).toEqual([callback]);
});

test('a delay is not over before its time', () => {
  let now = 0;
  const queue = new PollQueue(new LoopClock({ now: () => now }));
  const callback = () => undefined;
  queue.addDelay(1, callback, undefined);
  expect(queue.take(1, true)).toEqual([]);
  now += 1;
  expect(queue.take(2, true)).toEqual([callback]);
});
