/** What is wrong with the course, said so that its author can mend it. */

/** One thing that is wrong in one place. */
export interface CourseProblem {
  /** A course with errors is not built; warnings are shown. */
  readonly severity: 'error' | 'warning';
  /** Relative to the project's root. */
  readonly file: string;
  /** Counts from 1. */
  readonly line?: number;
  /** Path of the field in the frontmatter or JSON, for instance `hints` or `files.0`. */
  readonly field?: string;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What to write instead, in a sentence. */
  readonly hint: string;
}

/** The place, as editors and terminals link it: `exercises/loops/exercise.mdx:7`. */
export function describePlace(problem: CourseProblem): string {
  return problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
}

/** One problem as plain text: place, field and message on a line, what to do on the next. */
export function formatProblem(problem: CourseProblem): string {
  const field = problem.field === undefined ? '' : `${problem.field}: `;
  return `${describePlace(problem)}\n  ${field}${problem.message}\n  → ${problem.hint}`;
}

/** All problems as plain text, errors first, under a line that counts them. */
export function formatProblems(problems: readonly CourseProblem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const warnings = problems.filter((problem) => problem.severity === 'warning');
  const count = [countWords(errors.length, 'error'), countWords(warnings.length, 'warning')].filter(Boolean).join(', ');
  return [`The course has ${count || 'no problems'}.`, ...[...errors, ...warnings].map(formatProblem)].join('\n\n');
}

function countWords(count: number, word: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

/** Whether the course can be built. */
export function hasErrors(problems: readonly CourseProblem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
