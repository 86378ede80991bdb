/** What every runtime promises of a check. */
import { expect } from 'vitest';
import type { Grade, TestResult } from '../../src/grading/grade.ts';
import { OUTPUT_LIMIT_BYTES } from '../../src/runtimes/runtime.ts';
import type { ConformanceCase } from './conformance.ts';
import { recordCheck, recordRun } from './conformance-record.ts';

export const CHECK_CASES: readonly ConformanceCase[] = [
  {
    name: 'tests report start and end, with their suite and the time they took',
    async verify({ runtime, programs }) {
      const { events, end, grade } = await recordCheck(runtime, programs.graded.project);
      expect(end.outcome).toBe('completed');
      expect(grade.tests).toHaveLength(3);
      const passing = findTest(grade, 'adds');
      expect(passing).toMatchObject({ outcome: 'passed', ms: expect.any(Number) });
      expect(passing.path.length).toBeGreaterThan(1);
      const about = events.filter((event) => 'id' in event && event.id === passing.id).map(({ type }) => type);
      expect(about[0]).toBe('test-started');
      expect(about.filter((type) => type === 'test-ended')).toHaveLength(1);
    },
  },
  {
    name: 'what a test prints is told with that test',
    async verify({ runtime, programs }) {
      const { grade } = await recordCheck(runtime, programs.graded.project);
      expect(findTest(grade, 'adds').output).toEqual([{ stream: 'stdout', text: 'printed by adds\n' }]);
      expect(findTest(grade, 'compares').output).toEqual([]);
    },
  },
  {
    name: 'a failed comparison tells expected, actual and the line of the test',
    async verify({ runtime, programs }) {
      const { grade } = await recordCheck(runtime, programs.graded.project);
      expect(grade.outcome).toBe('failed');
      const { failure } = findTest(grade, 'compares');
      expect(failure).toMatchObject({ kind: 'assertion', testLocation: { file: expect.stringMatching(/^tests\//) } });
      expect(failure?.message).toMatch(/\S/);
      expect(failure?.expected?.replaceAll(/\s/g, '')).toBe('[1,2,3]');
      expect(failure?.actual?.replaceAll(/\s/g, '')).toBe('[1,2,4]');
      expect(failure?.learnerLocation).toBeUndefined();
    },
  },
  {
    name: 'an error in the learner’s file tells the line there',
    async verify({ runtime, programs }) {
      const { grade } = await recordCheck(runtime, programs.graded.project);
      const { failure } = findTest(grade, 'breaks');
      expect(failure).toMatchObject({
        kind: 'error',
        message: expect.stringContaining('not today'),
        learnerLocation: { file: programs.graded.learnerFile, line: 6 },
      });
    },
  },
  {
    name: 'a skipped test is skipped, not passed',
    async verify({ runtime, programs }) {
      const { grade } = await recordCheck(runtime, programs.skips);
      expect(grade.counts).toMatchObject({ total: 2, passed: 1, skipped: 1 });
      expect(grade.outcome).toBe('passed');
    },
  },
  {
    name: 'zero tests could not run',
    async verify({ runtime, programs }) {
      expectObstacle((await recordCheck(runtime, programs.noTests)).grade, /^no-tests$/);
    },
  },
  {
    name: 'a syntax error in the learner’s file could not run, with its line',
    async verify({ runtime, programs }) {
      const { grade } = await recordCheck(runtime, programs.brokenFile.project);
      const obstacle = expectObstacle(grade, /^check-error$/);
      expect(obstacle.failure).toMatchObject({
        message: expect.stringContaining('SyntaxError'),
        learnerLocation: { file: programs.brokenFile.learnerFile, line: 3 },
      });
    },
  },
  {
    name: 'a test file that throws while it loads could not run',
    async verify({ runtime, programs }) {
      const { grade } = await recordCheck(runtime, programs.throwsOnImport);
      const obstacle = expectObstacle(grade, /^check-error$/);
      expect(obstacle.failure?.message).toContain('cannot load');
    },
  },
  {
    name: 'ending the program in a test is no pass, and says so',
    async verify({ runtime, programs }) {
      const { grade } = await recordCheck(runtime, programs.exitsInTest);
      expect(grade.outcome).not.toBe('passed');
      if (grade.outcome === 'failed') expect(grade.tests[0]?.failure?.message).toMatch(/exit/i);
      else expectObstacle(grade, /^(?:check-error|unfinished-test)$/);
    },
  },
  {
    name: 'an endless loop in a test times out, keeps what is known, and the next check runs',
    async verify({ runtime, programs }) {
      // The limit counts from the start of the tests, not of the engine: be sure that it is there.
      await runtime.start();
      const { end, grade } = await recordCheck(runtime, programs.loopsInTest, { timeoutMs: 3000 });
      expect(end).toMatchObject({ outcome: 'timed-out', limitMs: 3000 });
      expect(end.ms).toBeLessThan(6000);
      expectObstacle(grade, /^timed-out$/);
      expect(grade.tests[0]?.outcome).toBe('passed');
      expect((await recordCheck(runtime, programs.skips)).grade.outcome).toBe('passed');
    },
  },
  {
    name: 'recursion without end fails its test',
    async verify({ runtime, programs }) {
      const { grade } = await recordCheck(runtime, programs.recursesInTest);
      expect(grade.outcome).toBe('failed');
      expect(grade.tests[0]?.failure?.message).toMatch(/call stack|recursion/i);
    },
  },
  {
    name: '10 MB of output in a test is cut with one notice, and the test passes',
    async verify({ runtime, programs }) {
      const { events, grade } = await recordCheck(runtime, programs.floodsInTest);
      expect(events.filter(({ type }) => type === 'output-cut')).toHaveLength(1);
      expect(grade).toMatchObject({ outcome: 'passed', outputLimitBytes: OUTPUT_LIMIT_BYTES });
    },
  },
  {
    name: 'each check gets a fresh world, of earlier runs too',
    async verify({ runtime, programs }) {
      await recordRun(runtime, programs.leaves);
      for (const _ of ['first', 'second']) {
        expect((await recordCheck(runtime, programs.leavesInTest)).grade).toMatchObject({ outcome: 'passed' });
      }
    },
  },
];

function findTest(grade: Grade, name: string): TestResult {
  const found = grade.tests.find(({ path }) => path.at(-1)?.includes(name));
  if (!found) throw new Error(`No test "${name}" among ${JSON.stringify(grade.tests.map(({ path }) => path))}.`);
  return found;
}

/** Fails unless the grade is could-not-run for this cause, in words. */
function expectObstacle(grade: Grade, cause: RegExp) {
  if (grade.outcome !== 'could-not-run') {
    throw new Error(`The grade is ${grade.outcome}: ${JSON.stringify(grade.tests)}`);
  }
  expect(grade.obstacle.cause).toMatch(cause);
  expect(grade.obstacle.reason).toMatch(/\S \S/);
  expect(grade.obstacle.hint).toMatch(/\S \S/);
  return grade.obstacle;
}
