/** Keeps a machine busy without crowding it. */
import type { Schedule } from './test-exercise.ts';

/** Runs at most `limit` pieces of work at the same time, in the order in which they came. */
export function limitConcurrency(limit: number): Schedule {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next that waits, or becomes free.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
