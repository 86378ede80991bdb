/** Runs of programs whose requests are recorded. */
import type { Runtime } from '../../../src/runtimes/runtime.ts';
import type { RequestTrace } from '../../../src/runtimes/trace.ts';
import { expectSoundTrace } from '../sound-request-trace.ts';
import { type Outcome, type ProgramRun, runInEngine } from './real-and-embedded.ts';

export interface RecordedRequests extends Outcome {
  readonly traces: readonly RequestTrace[];
}

/** Runs a program and holds every trace of its requests to what all of them promise. */
export async function recordRequests(runtime: Runtime, program: ProgramRun): Promise<RecordedRequests> {
  const traces: RequestTrace[] = [];
  const outcome = await runInEngine(runtime, program, {
    trace: ['requests'],
    onTrace: (batch) => {
      if (batch.kind === 'request') traces.push(batch.trace);
    },
  });
  for (const trace of traces) expectSoundTrace(trace);
  return { ...outcome, traces };
}
