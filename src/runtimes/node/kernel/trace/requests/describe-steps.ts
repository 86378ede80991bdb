/** Words for what ran on behalf of a request, and for what it waited for. */
import type { CallbackTrace } from '../../../../read-callback-trace.ts';
import type { CallbackSpan, TraceOrigin } from '../../../../trace.ts';

/** Back from a microtask to what put it into its queue; more steps than this are a promise chain of a library. */
const MOST_STEPS_BACK = 64;

const WAITS: Partial<Record<TraceOrigin, string>> = {
  fs: 'a file',
  net: 'the network',
  http: 'the network',
  input: 'standard input',
  worker: 'another thread or process',
  setImmediate: 'the check phase',
  close: 'something to be closed',
};

/** What a callback is, for the learner. */
export function nameCallback({ origin, delayMs, name }: CallbackSpan): string {
  if (delayMs !== undefined) return `${origin}, ${delayMs} ms`;
  return origin === 'other' && name !== undefined ? name : origin;
}

/** What the loop brought before this callback could run: the timer, the file … that settled its promise. */
export function sourceOfWait(trace: CallbackTrace, callback: CallbackSpan): CallbackSpan {
  let found = callback;
  for (let steps = 0; steps < MOST_STEPS_BACK; steps += 1) {
    if (found.phase !== 'microtask' && found.phase !== 'tick') return found;
    const before = trace.at(found.trigger) ?? trace.at(found.cause);
    if (!before) return found;
    found = before;
  }
  return found;
}

export function nameWait({ origin, delayMs, name }: CallbackSpan): string {
  if (delayMs !== undefined) return `a timer of ${delayMs} ms`;
  return WAITS[origin] ?? (origin === 'other' && name !== undefined ? name : 'its turn');
}
