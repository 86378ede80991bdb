/** Runs a package to its end even when a test ends the interpreter: that test has failed, the others go on without it. */
import { type Outcome, OutcomeReader } from './outcome-reader.ts';

/** Starts the script without the tests of `skip`; resolves when Python has ended, with the reason if it did so early. */
export type StartPackage = (skip: readonly string[], reader: OutcomeReader) => Promise<string>;

export async function runUntilThrough(start: StartPackage): Promise<Map<string, Outcome>> {
  const all = new Map<string, Outcome>();
  while (true) {
    const reader = new OutcomeReader();
    const reason = await start([...all.keys()], reader);
    for (const [id, outcome] of reader.outcomes) all.set(id, outcome);
    if (reader.finished) return all;
    if (reader.current === undefined) throw new Error(`The tests could not start: ${reason}\n${reader.noise}`);
    all.set(reader.current, { outcome: 'failed', cause: `ended Python: ${reason}` });
  }
}
