/** Whether the grades of an attempt are what its author wants them to be. */
import { explainFailure } from '../grading/explain-failure.ts';
import type { Grade, TestResult } from '../grading/grade.ts';
import { summarizeGrade } from '../grading/summarize.ts';
import type { TestFailure } from '../runtimes/runtime.ts';
import type { Attempt } from './attempts.ts';

import type { Finding } from './finding.ts';

/** What the tests of a solution may take together, in ms: learners check often. */
export const QUICK_MS = 2_000;

/**
 * Judges the grades of an attempt that was checked once or more often.
 * @param grades in the order of the checks; at least one
 */
export function judgeAttempt(attempt: Attempt, grades: readonly Grade[]): Finding[] {
  const [grade] = grades;
  if (!grade) throw new Error(`The ${attempt.name} was not graded.`);
  const found = JUDGES[attempt.kind](attempt, grade) ?? judgeAgreement(attempt, grades);
  return found ? [{ subject: attempt.name, ...found }] : [];
}

type Verdict = Omit<Finding, 'subject'> | undefined;

const JUDGES: Record<Attempt['kind'], (attempt: Attempt, grade: Grade) => Verdict> = {
  starter: judgeStarter,
  solution: judgeSolution,
  'wrong-answer': judgeWrongAnswer,
};

function judgeStarter({ folder }: Attempt, grade: Grade): Verdict {
  const expected = 'at least one test fails on an assertion, and none breaks';
  if (grade.outcome === 'passed') {
    const hint = `Leave something to do in ${folder}/, or test what is left to do.`;
    return { expected, happened: summarizeGrade(grade), hint };
  }
  if (grade.outcome === 'could-not-run') {
    const hint = `Make ${folder}/ complete enough to be loaded: a learner's first check should say what is missing.`;
    return { expected, happened: describeGrade(grade), hint };
  }
  const broken = grade.tests.find((test) => test.failure?.kind === 'error');
  if (!broken) return undefined;
  const hint = `Give ${folder}/ what the test needs to come to its assertion, or assert earlier in the test.`;
  return { expected, happened: describeTest(broken), hint };
}

function judgeSolution({ folder }: Attempt, grade: Grade): Verdict {
  const expected = 'every test passes';
  if (grade.outcome !== 'passed') {
    return { expected, happened: describeGrade(grade), hint: `Correct ${folder}/ or the tests.` };
  }
  const skipped = grade.tests.find((test) => test.outcome === 'skipped');
  if (skipped) {
    const happened = `"${nameTest(skipped)}" was skipped.`;
    return { expected, happened, hint: 'Take the mark away that skips it, or remove the test.' };
  }
  const ms = grade.tests.reduce((sum, test) => sum + (test.ms ?? 0), 0);
  if (ms <= QUICK_MS) return undefined;
  const slowest = grade.tests.reduce((slow, test) => ((test.ms ?? 0) > (slow.ms ?? 0) ? test : slow));
  return {
    expected: `the tests take at most ${QUICK_MS} ms together`,
    happened: `They took ${Math.round(ms)} ms; the slowest is "${nameTest(slowest)}" with ${Math.round(slowest.ms ?? 0)} ms.`,
    hint: 'Wait for events in place of fixed times, and use shorter times where a time is the subject.',
  };
}

function judgeWrongAnswer({ folder, promisedMessage = '' }: Attempt, grade: Grade): Verdict {
  const expected = `a failed test says "${promisedMessage}"`;
  if (grade.outcome === 'passed') {
    return { expected, happened: summarizeGrade(grade), hint: `Add a test that fails for this mistake (${folder}/).` };
  }
  if (failuresOf(grade).some((failure) => says(failure, promisedMessage))) return undefined;
  const hint = `Write in ${folder}/wrong-answer.json what the learner should read, and let a test say it.`;
  return { expected, happened: describeGrade(grade), hint };
}

function says({ message, expected, actual }: TestFailure, promised: string): boolean {
  return [message, expected, actual].some((text) => text?.includes(promised));
}

function failuresOf(grade: Grade): TestFailure[] {
  const ofTests = grade.tests.flatMap(({ failure }) => (failure ? [failure] : []));
  const ofCheck = grade.outcome === 'could-not-run' && grade.obstacle.failure ? [grade.obstacle.failure] : [];
  return [...ofTests, ...ofCheck];
}

function judgeAgreement(attempt: Attempt, grades: readonly Grade[]): Verdict {
  const [first, ...others] = grades.map(describeWhatCounts);
  const other = others.find((description) => description !== first);
  if (first === undefined || other === undefined) return undefined;
  const [before, after] = firstDifference(first, other);
  return {
    expected: `${grades.length} checks in a row come out the same`,
    happened: `Once "${before}", once "${after}".`,
    hint: `Take chance out of the tests (times, random numbers, the order of sets) or out of ${attempt.folder}/.`,
  };
}

/** A grade without what may differ from one check to the next: times, addresses in memory, temporary folders. */
function describeWhatCounts(grade: Grade): string {
  const tests = grade.tests.map(({ path, outcome, failure }) =>
    [path.join(' > '), outcome, failure?.message, failure?.expected, failure?.actual].filter(Boolean).join('\n'),
  );
  const obstacle = grade.outcome === 'could-not-run' ? [grade.obstacle.cause, grade.obstacle.failure?.message] : [];
  return [grade.outcome, ...obstacle, ...tests.sort()].join('\n').replace(/\b0x[\da-f]{6,}\b/gi, '0x…');
}

function firstDifference(one: string, other: string): [string, string] {
  const [ones, others] = [one.split('\n'), other.split('\n')];
  const at = ones.findIndex((line, index) => line !== others[index]);
  const index = at === -1 ? ones.length : at;
  return [ones[index] ?? '', others[index] ?? ''];
}

/** A grade in a sentence or two: the summary and the first failure. */
function describeGrade(grade: Grade): string {
  if (grade.outcome === 'could-not-run') {
    const place = grade.obstacle.failure?.testLocation;
    return place ? `${grade.obstacle.reason} (${place.file}, line ${place.line})` : grade.obstacle.reason;
  }
  const failed = grade.tests.filter((test) => test.outcome === 'failed');
  return [summarizeGrade(grade), ...failed.map(describeTest)].join('\n');
}

function describeTest(test: TestResult): string {
  if (!test.failure) return `"${nameTest(test)}" ${test.outcome}.`;
  const { headline, where } = explainFailure(test.failure);
  return `"${nameTest(test)}": ${headline}${where ? ` (${where})` : ''}`;
}

function nameTest(test: TestResult): string {
  return test.path.join(' > ');
}
