/** Runs a program in the engine with its callbacks recorded, and finds what cannot be in a trace. */
import { CallbackTrace } from '../../../src/runtimes/read-callback-trace.ts';
import type { Runtime } from '../../../src/runtimes/runtime.ts';
import type { TraceBatch } from '../../../src/runtimes/trace.ts';
import { type Outcome, type ProgramRun, runInEngine, withoutDurations } from './real-and-embedded.ts';

export interface RecordedRun {
  readonly outcome: Outcome;
  readonly trace: CallbackTrace;
  /** What else was sent of the trace. */
  readonly others: readonly TraceBatch[];
}

export async function recordInEngine(runtime: Runtime, run: ProgramRun): Promise<RecordedRun> {
  const trace = new CallbackTrace();
  const others: TraceBatch[] = [];
  const outcome = await runInEngine(runtime, run, {
    trace: ['callbacks'],
    onTrace: (batch) => (batch.kind === 'callbacks' ? trace.add(batch) : others.push(batch)),
  });
  return { outcome, trace, others };
}

/** What is wrong with a trace, in words; nothing when it is sound. */
export function findTraceFaults(trace: CallbackTrace): string[] {
  return [...findCallbackFaults(trace), ...findOutputFaults(trace)];
}

/** Callbacks begin one after the other, end after that, and are asked for and set off by earlier ones. */
function findCallbackFaults(trace: CallbackTrace): string[] {
  const faults: string[] = [];
  let before = 0;
  for (let id = 1; id <= trace.length; id += 1) {
    const { startUs, endUs, scheduledUs, cause, trigger } = trace.at(id) ?? {};
    const isSound =
      startUs !== undefined &&
      startUs >= before &&
      (endUs ?? -1) >= startUs &&
      (scheduledUs ?? -1) <= startUs &&
      Math.max(cause ?? id, trigger ?? id) < id;
    if (!isSound) faults.push(`callback ${id}: ${JSON.stringify(trace.at(id))}`);
    before = startUs ?? before;
  }
  return faults;
}

/**
 * What was written was written by callbacks in their order. Only a script goes on after others that it contains; what
 * Node itself writes (an uncaught exception, a report of tests) is of no callback.
 */
function findOutputFaults(trace: CallbackTrace): string[] {
  const faults: string[] = [];
  let before = 0;
  for (const { callback, text } of trace.output) {
    const span = trace.at(callback);
    const isOuter = span?.phase === 'script' && span.endUs >= trace.field(before, 'startUs');
    if (callback === 0) continue;
    if (callback < before && !isOuter) faults.push(`“${text}” of callback ${callback} came after one of ${before}`);
    before = callback;
  }
  return faults;
}

/** What the trace says was written to stdout, as outcomes are compared. */
export function outputOf(trace: CallbackTrace): string {
  const pieces = trace.output.filter(({ stream }) => stream === 'stdout');
  return withoutDurations(pieces.map(({ text }) => text).join(''));
}
