import { describe, expect, test } from 'vitest';
import { CheckRecorder, gradeCheck } from '../../src/grading/check-recorder.ts';
import type { Grade } from '../../src/grading/grade.ts';
import { summarizeGrade, summarizeProgress } from '../../src/grading/summarize.ts';
import type { CheckEnd, TestEvent, TestFailure } from '../../src/runtimes/runtime.ts';

const COMPLETED: CheckEnd = { outcome: 'completed', ms: 120 };
const FAILURE: TestFailure = { kind: 'assertion', message: '1 != 2', expected: '2', actual: '1', stack: '' };

function started(id: string): TestEvent {
  return { type: 'test-started', id, path: ['suite', id] };
}

function ended(id: string, outcome: 'passed' | 'failed' | 'skipped'): TestEvent {
  const failure = outcome === 'failed' ? { failure: FAILURE } : {};
  return { type: 'test-ended', id, path: ['suite', id], outcome, ms: 3, ...failure };
}

function obstacleOf(grade: Grade) {
  if (grade.outcome !== 'could-not-run') throw new Error(`The grade is ${grade.outcome}.`);
  return grade.obstacle;
}

describe('the verdict', () => {
  test('is passed when each test that ran passed', () => {
    const grade = gradeCheck([started('a'), ended('a', 'passed'), started('b'), ended('b', 'skipped')], COMPLETED);
    expect(grade.outcome).toBe('passed');
    expect(summarizeGrade(grade)).toBe('The test passed. 1 test skipped.');
  });

  test('is failed when one test failed', () => {
    const events = [ended('a', 'passed'), ended('b', 'failed'), ended('c', 'passed')];
    const grade = gradeCheck(events, COMPLETED);
    expect(grade.outcome).toBe('failed');
    expect(grade.tests.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'passed']);
    expect(grade.tests[1]?.failure).toEqual(FAILURE);
    expect(summarizeGrade(grade)).toBe('2 of 3 tests passed.');
  });

  test('stays failed for a test that reports success after its failure', () => {
    expect(gradeCheck([ended('a', 'failed'), ended('a', 'passed')], COMPLETED).outcome).toBe('failed');
  });

  test('keeps tests of the same name apart by their id', () => {
    const twice = ['1', '2'].map(
      (id): TestEvent => ({ type: 'test-ended', id, path: ['same'], outcome: 'passed', ms: 1 }),
    );
    expect(gradeCheck(twice, COMPLETED).counts.passed).toBe(2);
  });
});

describe('could not run', () => {
  test('when no test ran', () => {
    expect(obstacleOf(gradeCheck([], COMPLETED)).cause).toBe('no-tests');
  });

  test('when every test was skipped', () => {
    expect(obstacleOf(gradeCheck([ended('a', 'skipped')], COMPLETED)).cause).toBe('all-skipped');
  });

  test('when a test never ended, and names it', () => {
    const grade = gradeCheck([ended('a', 'passed'), started('waits')], COMPLETED);
    expect(obstacleOf(grade)).toMatchObject({ cause: 'unfinished-test', reason: expect.stringContaining('“waits”') });
    expect(grade.tests[1]?.outcome).toBe('unfinished');
  });

  test('when the check was stopped, even if all tests so far passed', () => {
    expect(obstacleOf(gradeCheck([ended('a', 'passed')], { outcome: 'stopped', ms: 5 })).cause).toBe('stopped');
  });

  test('when it timed out, with the limit and the test that ran', () => {
    const grade = gradeCheck([started('spins')], { outcome: 'timed-out', limitMs: 20_000, ms: 20_010 });
    expect(obstacleOf(grade).reason).toBe(
      'The check took longer than 20 seconds and was stopped while the test “spins” ran.',
    );
  });

  test('when the runtime crashed, in the runtime’s words', () => {
    const end: CheckEnd = { outcome: 'crashed', message: 'Out of memory.', hint: 'Use less.', ms: 1 };
    expect(obstacleOf(gradeCheck([], end))).toMatchObject({ reason: 'Out of memory.', hint: 'Use less.' });
  });

  test('when the learner’s file breaks, with its line', () => {
    const failure: TestFailure = {
      kind: 'error',
      message: 'SyntaxError: Unexpected token\n  more',
      stack: '',
      learnerLocation: { file: 'main.js', line: 3 },
    };
    const grade = gradeCheck([{ type: 'check-error', failure }], COMPLETED);
    expect(obstacleOf(grade)).toMatchObject({
      cause: 'check-error',
      reason: 'Your code broke before its tests could run, in main.js, line 3: SyntaxError: Unexpected token',
      failure,
    });
  });

  test('when something nobody waits for goes wrong, in the words of its own error', () => {
    const message =
      'Error: A resource generated asynchronous activity after the test ended. This activity created the error "Error: stray" which triggered an unhandledRejection event, caught by the test runner.';
    const failure: TestFailure = { kind: 'error', message, stack: '' };
    const grade = gradeCheck([ended('a', 'passed'), { type: 'check-error', failure }], COMPLETED);
    expect(obstacleOf(grade).reason).toBe('Something went wrong outside the tests: Error: stray');
  });

  test('when the program is ended in a test, and names the test', () => {
    const failure: TestFailure = { kind: 'error', message: 'process.exit(0) was called', stack: '' };
    const grade = gradeCheck([started('leaves'), { type: 'check-error', failure }], COMPLETED);
    expect(obstacleOf(grade).reason).toBe(
      'The check broke off while the test “leaves” ran: process.exit(0) was called',
    );
  });

  test('when something keeps the program going after its tests', () => {
    const grade = gradeCheck([ended('a', 'passed')], { outcome: 'timed-out', limitMs: 20_000, ms: 20_000 });
    expect(obstacleOf(grade)).toMatchObject({
      reason: 'The check took longer than 20 seconds and was stopped, although its tests had ended.',
      hint: expect.stringContaining('interval'),
    });
  });

  test('when one test file broke although tests of another passed', () => {
    const failure: TestFailure = { kind: 'error', message: 'Cannot find module', stack: '' };
    expect(gradeCheck([ended('a', 'passed'), { type: 'check-error', failure }], COMPLETED).outcome).toBe(
      'could-not-run',
    );
  });
});

describe('while the check goes on', () => {
  test('progress shows running tests and how many are done', () => {
    const recorder = new CheckRecorder();
    expect(summarizeProgress(recorder.progress)).toBe('Starting the tests.');
    recorder.add(started('a'));
    expect(recorder.progress.tests[0]?.outcome).toBe('running');
    recorder.add(ended('a', 'failed'));
    recorder.add(started('b'));
    expect(summarizeProgress(recorder.progress)).toBe('1 test done, 1 failed.');
  });

  test('progress is the same object until an event comes, and tests that did not change stay the same objects', () => {
    const recorder = new CheckRecorder();
    recorder.add(ended('a', 'passed'));
    const before = recorder.progress;
    expect(recorder.progress).toBe(before);
    recorder.add(started('b'));
    expect(recorder.progress).not.toBe(before);
    expect(recorder.progress.tests[0]).toBe(before.tests[0]);
  });

  test('output goes to its test, joined by stream; other output to the check', () => {
    const recorder = new CheckRecorder();
    recorder.add({ type: 'test-output', stream: 'stdout', text: 'loading\n' });
    recorder.add(started('a'));
    for (const text of ['one ', 'two']) recorder.add({ type: 'test-output', id: 'a', stream: 'stdout', text });
    recorder.add({ type: 'test-output', id: 'a', stream: 'stderr', text: 'oh' });
    recorder.add({ type: 'output-cut', limitBytes: 10 });
    recorder.add(ended('a', 'passed'));
    const grade = recorder.finish(COMPLETED);
    expect(grade.output).toEqual([{ stream: 'stdout', text: 'loading\n' }]);
    expect(grade.tests[0]?.output).toEqual([
      { stream: 'stdout', text: 'one two' },
      { stream: 'stderr', text: 'oh' },
    ]);
    expect(grade.outputLimitBytes).toBe(10);
  });
});
