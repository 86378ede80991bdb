/** What a conformance run says at its end: one table, native Python beside the engine. */
import type { ExpectedFailures } from './expectations.ts';
import type { Outcome } from './outcome-reader.ts';

export interface PackageResult {
  readonly name: string;
  readonly native: ReadonlyMap<string, Outcome>;
  readonly embedded: ReadonlyMap<string, Outcome>;
}

/** Tests that pass natively and do not in the engine, with what the engine says. */
export function missedTests({ native, embedded }: PackageResult): Map<string, string> {
  const missed = new Map<string, string>();
  for (const [id, { outcome }] of native) {
    const there = embedded.get(id);
    if (outcome !== 'passed' || there?.outcome === 'passed') continue;
    missed.set(id, there ? `${there.outcome}: ${there.cause}` : 'did not run');
  }
  return missed;
}

interface Row {
  readonly name: string;
  readonly native: number;
  readonly embedded: number;
  /** Of those that pass natively. */
  readonly both: number;
}

const countPassed = (outcomes: ReadonlyMap<string, Outcome>): number =>
  [...outcomes.values()].filter(({ outcome }) => outcome === 'passed').length;

export function tabulate(results: readonly PackageResult[]): string {
  const rows = results.map((result): Row => {
    const native = countPassed(result.native);
    return {
      name: result.name,
      native,
      embedded: countPassed(result.embedded),
      both: native - missedTests(result).size,
    };
  });
  const sum = (key: 'native' | 'embedded' | 'both') => rows.reduce((total, row) => total + row[key], 0);
  const total = { name: 'all', native: sum('native'), embedded: sum('embedded'), both: sum('both') };
  return [
    'package                 pass natively   pass in the engine   of the native ones',
    ...[...rows, total].map(
      ({ name, native, embedded, both }) =>
        `${name.padEnd(24)} ${String(native).padStart(12)} ${String(embedded).padStart(20)} ${share(both, native).padStart(20)}`,
    ),
  ].join('\n');
}

const share = (part: number, whole: number): string => (whole === 0 ? '' : `${((100 * part) / whole).toFixed(2)} %`);

export interface Verdict {
  /** Passes natively, not in the engine, and the list does not expect it. */
  readonly regressions: ReadonlyMap<string, string>;
  /** Passes, though the list expects a failure: to be recorded. */
  readonly newPasses: readonly string[];
}

export function judge(results: readonly PackageResult[], expected: ExpectedFailures): Verdict {
  const regressions = new Map<string, string>();
  const newPasses: string[] = [];
  for (const result of results) {
    const missed = missedTests(result);
    for (const [id, cause] of missed) if (!(id in expected)) regressions.set(id, cause);
    newPasses.push(...[...result.native.keys()].filter((id) => id in expected && !missed.has(id)));
  }
  return { regressions, newPasses };
}
