/** What a conformance run says at its end: a table per group, and why the rest was not run. */
import type { EmbeddedOutcome } from './embedded-node.ts';
import type { ExpectedFailures } from './expectations.ts';

export interface GroupCounts {
  inScope: number;
  passed: number;
  readonly leftOut: Map<string, number>;
}

export class Tally {
  readonly #groups = new Map<string, GroupCounts>();

  leaveOut(group: string, reason: string): void {
    const { leftOut } = this.#of(group);
    leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
  }

  count(group: string, passed: boolean): void {
    const counts = this.#of(group);
    counts.inScope += 1;
    if (passed) counts.passed += 1;
  }

  table(): string {
    const groups = [...this.#groups].sort(([a], [b]) => (a < b ? -1 : 1));
    const rows = groups.map(([group, counts]) => row(group, counts));
    const all = groups.map(([, counts]) => counts);
    const sum = (of: (counts: GroupCounts) => number) => all.reduce((total, counts) => total + of(counts), 0);
    const total = { inScope: sum((c) => c.inScope), passed: sum((c) => c.passed), leftOut: mergeCounts(all) };
    const reasons = [...total.leftOut].sort(([, a], [, b]) => b - a);
    return [
      'group                passed / in scope   left out',
      ...rows,
      row('all', total),
      '',
      'Left out because the test',
      ...reasons.map(([reason, count]) => `${String(count).padStart(6)}  ${reason}`),
    ].join('\n');
  }

  #of(group: string): GroupCounts {
    const counts = this.#groups.get(group) ?? { inScope: 0, passed: 0, leftOut: new Map() };
    this.#groups.set(group, counts);
    return counts;
  }
}

function row(group: string, { inScope, passed, leftOut }: GroupCounts): string {
  const percent = inScope === 0 ? '' : `${((100 * passed) / inScope).toFixed(1)} %`;
  const out = [...leftOut.values()].reduce((total, count) => total + count, 0);
  return `${group.padEnd(20)} ${String(passed).padStart(5)} / ${String(inScope).padEnd(5)} ${percent.padStart(8)} ${String(out).padStart(8)}`;
}

function mergeCounts(all: readonly GroupCounts[]): Map<string, number> {
  const merged = new Map<string, number>();
  for (const { leftOut } of all) {
    for (const [reason, count] of leftOut) merged.set(reason, (merged.get(reason) ?? 0) + count);
  }
  return merged;
}

export interface Verdict {
  /** Failed, and the list does not expect it. */
  readonly regressions: readonly string[];
  /** Passed, though the list expects a failure: to be recorded. */
  readonly newPasses: readonly string[];
}

export function judge(outcomes: ReadonlyMap<string, EmbeddedOutcome>, expected: ExpectedFailures): Verdict {
  const regressions: string[] = [];
  const newPasses: string[] = [];
  for (const [name, { passed }] of outcomes) {
    if (passed && name in expected) newPasses.push(name);
    if (!passed && !(name in expected)) regressions.push(name);
  }
  return { regressions, newPasses };
}
