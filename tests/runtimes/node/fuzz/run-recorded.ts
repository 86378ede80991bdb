/** Runs programs in the engine while their callbacks are recorded: neither what they log nor their order may change. */
import type { Runtime } from '../../../../src/runtimes/runtime.ts';
import type { Outcome, ProgramRun } from '../real-and-embedded.ts';
import { findTraceFaults, outputOf, recordInEngine } from '../recorded-run.ts';

/** Throws when the trace is not in order, or does not have what was printed. */
export async function runRecorded(runtime: Runtime, run: ProgramRun): Promise<Outcome> {
  const { outcome, trace, others } = await recordInEngine(runtime, run);
  const faults = findTraceFaults(trace);
  // Nothing is recorded after the limit.
  if (others.length === 0 && outputOf(trace) !== outcome.stdout) faults.push('its output is not what was printed');
  if (faults.length > 0) throw new Error(`The trace is not in order: ${faults.join('\n')}`);
  return outcome;
}
