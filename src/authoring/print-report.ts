/** What `npm run check` says on the terminal. */
import { styleText } from 'node:util';
import { type CourseProblem, describePlace } from '../course/course-problem.ts';
import type { CourseStack } from '../course/exercise.ts';
import type { Finding } from './finding.ts';

/** A lesson or an exercise that was tried out. */
export interface Trial {
  readonly name: string;
  readonly kind: 'lesson' | CourseStack;
  readonly findings: readonly Finding[];
}

const paint = (style: Parameters<typeof styleText>[0], text: string) => styleText(style, text);

/** What is wrong with the files, each with its place and what to write. */
export function printProblems(problems: readonly CourseProblem[]): void {
  for (const problem of problems) {
    const sign = problem.severity === 'error' ? paint('red', '✗') : paint('yellow', '!');
    const field = problem.field === undefined ? '' : `${problem.field}: `;
    console.log(`${sign} ${paint('bold', describePlace(problem))}\n${indent(`${field}${problem.message}`)}`);
    console.log(`${indent(`→ ${problem.hint}`)}\n`);
  }
}

/** One line for what is in order; else each finding. */
export function printTrial({ name, kind, findings }: Trial): void {
  const isRight = findings.length === 0;
  const sign = isRight ? paint('green', '✓') : paint('red', '✗');
  console.log(`${sign} ${kind.padEnd(6)}  ${isRight ? name : paint('bold', name)}`);
  for (const finding of findings) console.log(`\n${indent(formatFinding(finding))}\n`);
}

/** What was tried, expected, what happened and what to change; plain text of several lines. */
export function formatFinding({ subject, expected, happened, hint }: Finding): string {
  const rows = Object.entries({ expected, happened, change: hint });
  const width = 'expected'.length + 2;
  const lines = rows.map(([label, text]) => `${label.padEnd(width)}${text.replaceAll('\n', `\n${' '.repeat(width)}`)}`);
  return [subject, ...lines].join('\n');
}

interface Summary {
  readonly problems: readonly CourseProblem[];
  /** How many there are for each that was tried out. */
  readonly findings: readonly number[];
  readonly ms: number;
}

export function printSummary({ problems, findings, ms }: Summary): void {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const found = findings.reduce((sum, count) => sum + count, 0);
  const seconds = `(${(ms / 1000).toFixed(1)} s)`;
  if (errors + found === 0) {
    const right = findings.length === 1 ? '1 lesson or exercise is' : `${findings.length} lessons and exercises are`;
    console.log(paint('green', `\n${right} in order.`), seconds);
    return;
  }
  const counts = [count(errors, 'error in the files', 'errors in the files'), count(found, 'finding', 'findings')];
  console.log(paint('red', `\n${counts.filter(Boolean).join(', ')}.`), seconds);
}

function count(number: number, one: string, many: string): string {
  if (number === 0) return '';
  return `${number} ${number === 1 ? one : many}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
