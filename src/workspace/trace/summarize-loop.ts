import type { CallbackTrace } from '../../runtimes/read-callback-trace.ts';

const US_PER_MS = 1000;

export interface LoopFigures {
  readonly callbacks: number;
  /** In callbacks; modules that contain others count once. */
  readonly busyUs: number;
  /** Asleep for want of work. */
  readonly sleptUs: number;
  readonly longestUs: number;
  /** By how much a timer missed its delay at most: the event-loop delay as the program met it. */
  readonly latestTimerUs: number;
}

/** What the whole trace says of the loop (compare `performance.eventLoopUtilization` in Node's perf_hooks). */
export function summarizeLoop(trace: CallbackTrace): LoopFigures {
  let busyUs = 0;
  let longestUs = 0;
  let latestTimerUs = 0;
  let coveredUntil = 0;
  for (let id = 1; id <= trace.length; id += 1) {
    const startUs = trace.field(id, 'startUs');
    const endUs = trace.field(id, 'endUs');
    busyUs += Math.max(0, endUs - Math.max(startUs, coveredUntil));
    coveredUntil = Math.max(coveredUntil, endUs);
    longestUs = Math.max(longestUs, endUs - startUs);
    const delayMs = trace.field(id, 'delayMs');
    if (delayMs < 0) continue;
    latestTimerUs = Math.max(latestTimerUs, startUs - trace.field(id, 'scheduledUs') - delayMs * US_PER_MS);
  }
  const sleptUs = trace.sleeps.reduce((sum, sleep) => sum + sleep.endUs - sleep.startUs, 0);
  return { callbacks: trace.length, busyUs, sleptUs, longestUs, latestTimerUs };
}
