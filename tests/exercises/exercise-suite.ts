/** The tests that every exercise has to pass, wherever its checks run. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listAttempts } from '../../src/authoring/attempts.ts';
import { formatFinding } from '../../src/authoring/print-report.ts';
import { CHECKS_PER_ATTEMPT, type Check, testAttempt } from '../../src/authoring/test-exercise.ts';
import type { CourseStack } from '../../src/course/exercise.ts';
import { loadCourse } from '../../src/course/load-course.ts';
import { CHECK_TIMEOUT_MS } from '../../src/runtimes/runtime.ts';

const { course } = loadCourse(join(import.meta.dirname, '..', '..'));

const EXPECTATIONS = {
  starter: 'fails on an assertion',
  solution: 'passes',
  'wrong-answer': 'gets its promised message',
} as const;

/** Describes all exercises of a stack; `getCheck` is asked when a test runs. */
export function describeExercises(stack: CourseStack, where: string, getCheck: () => Check): void {
  const exercises = [...course.exercises.values()].filter(({ exercise }) => exercise.stack === stack);

  it(`there are ${stack} exercises`, () => {
    expect(exercises).not.toEqual([]);
  });

  describe.each(exercises.map((authored) => [authored.exercise.id, authored] as const))('%s', (_id, authored) => {
    it.each(listAttempts(authored).map((attempt) => [attempt.name, EXPECTATIONS[attempt.kind], attempt] as const))(
      `%s %s in ${where}, ${CHECKS_PER_ATTEMPT} times alike`,
      async (_name, _expectation, attempt) => {
        const findings = await testAttempt(attempt, { check: getCheck() });
        expect(findings.map(formatFinding).join('\n\n')).toBe('');
      },
      (CHECKS_PER_ATTEMPT + 1) * CHECK_TIMEOUT_MS,
    );
  });
}
