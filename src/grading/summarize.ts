/** A check in one sentence: shown above the tests and read out by screen readers. */
import type { Grade, GradeInProgress } from './grade.ts';

/** `All 3 tests passed.`, `2 of 3 tests passed.`, or why there is no verdict. */
export function summarizeGrade(grade: Grade): string {
  if (grade.outcome === 'could-not-run') return grade.obstacle.reason;
  const { total, passed, skipped } = grade.counts;
  const ran = total - skipped;
  const skippedNote = skipped > 0 ? ` ${countTests(skipped)} skipped.` : '';
  if (grade.outcome === 'failed') return `${passed} of ${countTests(ran)} passed.${skippedNote}`;
  return ran === 1 ? `The test passed.${skippedNote}` : `All ${countTests(ran)} passed.${skippedNote}`;
}

/** How far a check is: `2 tests done, 1 failed.` */
export function summarizeProgress({ counts }: GradeInProgress): string {
  const done = counts.passed + counts.failed + counts.skipped;
  if (done === 0) return counts.running === 0 ? 'Starting the tests.' : 'Running the first test.';
  return counts.failed > 0 ? `${countTests(done)} done, ${counts.failed} failed.` : `${countTests(done)} done.`;
}

function countTests(count: number): string {
  return count === 1 ? '1 test' : `${count} tests`;
}
