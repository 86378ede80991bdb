/** Tests an exercise: every answer that its author ships is graded and judged. */
import type { AuthoredExercise } from '../course/course.ts';
import { gradeCheck } from '../grading/check-recorder.ts';
import type { Grade } from '../grading/grade.ts';
import type { Project, Runtime, TestEvent } from '../runtimes/runtime.ts';
import { type Attempt, listAttempts } from './attempts.ts';
import type { Finding } from './finding.ts';
import { judgeAttempt } from './judge-attempt.ts';

/** Checks a project; a runtime's, or the real Node and Django on this machine. */
export type Check = Runtime['check'];

/** How often each attempt is checked: the grades must agree. */
export const CHECKS_PER_ATTEMPT = 3;

/** Runs what it is given, for instance no more than two at a time. */
export type Schedule = <Result>(work: () => Promise<Result>) => Promise<Result>;

interface TestExerciseOptions {
  readonly check: Check;
  /** Default: everything at once. */
  readonly schedule?: Schedule;
  readonly signal?: AbortSignal;
}

/** What its author should change in the order of the attempts; empty when the exercise does its work. */
export async function testExercise(authored: AuthoredExercise, options: TestExerciseOptions): Promise<Finding[]> {
  const findings = listAttempts(authored).map((attempt) => testAttempt(attempt, options));
  return (await Promise.all(findings)).flat();
}

/** Grades one attempt several times and judges the grades. */
export async function testAttempt(attempt: Attempt, options: TestExerciseOptions): Promise<Finding[]> {
  const { check, schedule = (work) => work(), signal } = options;
  const checks = Array.from({ length: CHECKS_PER_ATTEMPT }, () =>
    schedule(() => gradeProject(attempt.project, { check, ...(signal && { signal }) })),
  );
  return judgeAttempt(attempt, await Promise.all(checks));
}

/** One check of a project, graded. */
export async function gradeProject(
  project: Project,
  { check, signal }: { readonly check: Check; readonly signal?: AbortSignal },
): Promise<Grade> {
  const events: TestEvent[] = [];
  const end = await check(project, { onEvent: (event) => events.push(event), ...(signal && { signal }) });
  return gradeCheck(events, end);
}
