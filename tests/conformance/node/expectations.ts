/** The committed list of tests that are known to fail, each with its reason: what it does not name must pass. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, 'expected-failures.json');

export type ExpectedFailures = Record<string, string>;

export function readExpectedFailures(): ExpectedFailures {
  return JSON.parse(readFileSync(FILE, 'utf8')) as ExpectedFailures;
}

/** Brings the list up to date for the tests that ran; reasons that were written by hand stay. */
export function recordOutcomes(outcomes: ReadonlyMap<string, { passed: boolean; cause: string }>): void {
  const list = readExpectedFailures();
  for (const [name, { passed, cause }] of outcomes) {
    if (passed) delete list[name];
    else list[name] ??= cause;
  }
  const sorted = Object.fromEntries(Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}
