/** The committed list of tests that pass natively and are known not to pass in the engine, each with its reason. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, 'expected-failures.json');

/** Reason by test id. */
export type ExpectedFailures = Record<string, string>;

export function readExpectedFailures(): ExpectedFailures {
  return JSON.parse(readFileSync(FILE, 'utf8')) as ExpectedFailures;
}

/** Brings the list up to date for the tests that ran; reasons that were written by hand stay. */
export function recordOutcomes(ran: ReadonlySet<string>, missed: ReadonlyMap<string, string>): void {
  const list = readExpectedFailures();
  for (const id of ran) if (!missed.has(id)) delete list[id];
  for (const [id, cause] of missed) list[id] ??= cause;
  const sorted = Object.fromEntries(Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}
