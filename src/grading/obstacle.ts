/** Why a check has no verdict, in words a learner understands. */
import type { CheckEnd, TestFailure } from '../runtimes/runtime.ts';
import { describeLocation } from './explain-failure.ts';
import type { CheckRecord, Obstacle, TestResult } from './grade.ts';
import { readTestName } from './test-names.ts';

/**
 * What kept the check from a verdict, or nothing when its tests speak for themselves. How the check ended comes first:
 * a check that was stopped has no verdict, whatever its tests said so far. An error of the whole check comes next.
 */
export function findObstacle(
  record: CheckRecord,
  end: CheckEnd,
  checkError: TestFailure | undefined,
): Obstacle | undefined {
  const unfinished = record.tests.filter((test) => test.outcome === 'unfinished');
  switch (end.outcome) {
    case 'stopped':
      return {
        cause: 'stopped',
        reason: 'The check was stopped before its tests were done.',
        hint: 'Check again when you are ready.',
      };
    case 'timed-out':
      return timedOut(end.limitMs, record, unfinished);
    case 'crashed':
      return { cause: 'crashed', reason: end.message, hint: end.hint };
    case 'completed':
      break;
  }
  if (checkError) return describeCheckError(record, checkError);
  if (unfinished.length > 0) return neverEnded(unfinished);
  if (record.counts.total === 0) {
    return {
      cause: 'no-tests',
      reason: 'No test ran, so there is nothing to grade.',
      hint: 'Undo your last change and check again. If that does not help, something is wrong with the exercise itself: reset it, or tell your instructor.',
    };
  }
  if (record.counts.skipped === record.counts.total) {
    return {
      cause: 'all-skipped',
      reason: 'Every test was skipped, so there is nothing to grade.',
      hint: 'If you marked a test as skipped, take the mark away. Else tell your instructor.',
    };
  }
  return undefined;
}

function timedOut(limitMs: number, record: CheckRecord, unfinished: readonly TestResult[]): Obstacle {
  const reason = `The check took longer than ${Math.round(limitMs / 100) / 10} seconds and was stopped`;
  if (unfinished.length === 0 && record.counts.total > 0) {
    return {
      cause: 'timed-out',
      reason: `${reason}, although its tests had ended.`,
      hint: 'Something keeps the program going: look for an interval that is not cleared or a server that is not closed.',
    };
  }
  return {
    cause: 'timed-out',
    reason: unfinished.length > 0 ? `${reason} while ${nameTests(unfinished)} ran.` : `${reason}.`,
    hint: 'Look for a loop that never ends, or for something your code waits for that never happens.',
  };
}

function neverEnded(unfinished: readonly TestResult[]): Obstacle {
  return {
    cause: 'unfinished-test',
    reason: `The check ended before ${nameTests(unfinished)} did.`,
    hint: 'Look for a promise that never settles, a callback that is never called, or code that ends the program.',
  };
}

/** Node's test runner wraps an error that nobody waited for in a paragraph of its own. */
const STRAY_ERROR = /activity after the test ended.*created the error "(.+)"/s;

function describeCheckError(record: CheckRecord, failure: TestFailure): Obstacle {
  const location = failure.learnerLocation;
  const where = location ? `, in ${describeLocation(location)}` : '';
  const stray = failure.message.match(STRAY_ERROR)?.[1];
  const message = stray ?? failure.message.split('\n', 1)[0] ?? '';
  const describe = (reason: string, hint: string): Obstacle => ({ cause: 'check-error', reason, hint, failure });
  if (record.counts.unfinished > 0) {
    const unfinished = record.tests.filter((test) => test.outcome === 'unfinished');
    return describe(
      `The check broke off while ${nameTests(unfinished)} ran${where}: ${message}`,
      'Look for code that ends the program instead of returning to the test.',
    );
  }
  if (stray !== undefined || record.counts.total > 0) {
    return describe(
      `Something went wrong outside the tests${where}: ${message}`,
      'Look for a promise that nobody awaits, or a callback that throws after its test has ended.',
    );
  }
  if (location) {
    return describe(
      `Your code broke before its tests could run${where}: ${message}`,
      'Mend that line, then check again.',
    );
  }
  return describe(
    `The tests could not run: ${message}`,
    'See whether a file, a function or an export that the tests ask for is missing or has another name.',
  );
}

function nameTests(tests: readonly TestResult[]): string {
  const [first] = tests;
  if (tests.length !== 1 || !first) return `${tests.length} tests`;
  return `the test “${readTestName(first.path)}”`;
}
