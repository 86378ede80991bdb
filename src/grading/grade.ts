/** What a grade is: the verdict on one check, the same for every stack. */
import type { TestFailure } from '../runtimes/runtime.ts';

/** A piece of what was printed, in order; neighbours of the same stream are joined. */
export interface PrintedText {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** `running` until it ends; `unfinished` when the check ended before the test did. */
export type TestOutcome = 'running' | 'passed' | 'failed' | 'skipped' | 'unfinished';

/** One test of a check. The object is replaced when something of it changes, so panes may compare by identity. */
export interface TestResult {
  readonly id: string;
  /** Suites from the outside in, the test's own name last. */
  readonly path: readonly string[];
  readonly outcome: TestOutcome;
  /** How long it took; absent while it has not ended. */
  readonly ms?: number;
  readonly failure?: TestFailure;
  /** Why it was skipped, where its author said. */
  readonly skipReason?: string;
  readonly output: readonly PrintedText[];
}

/** How many tests ended how. */
export interface TestCounts {
  readonly total: number;
  readonly running: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly unfinished: number;
}

/** What is known of a check, while it goes on and after. */
export interface CheckRecord {
  /** In the order in which they started. */
  readonly tests: readonly TestResult[];
  readonly counts: TestCounts;
  /** Printed outside any test, for instance while a file was loaded. */
  readonly output: readonly PrintedText[];
  /** Set when output was cut: the limit in bytes. */
  readonly outputLimitBytes?: number;
}

/** A check that has not ended. */
export interface GradeInProgress extends CheckRecord {
  readonly outcome: 'in-progress';
}

/** Why there is no verdict. */
export type ObstacleCause =
  | 'no-tests'
  | 'all-skipped'
  | 'check-error'
  | 'unfinished-test'
  | 'stopped'
  | 'timed-out'
  | 'crashed';

/** What kept a check from a verdict, in the learner's words. */
export interface Obstacle {
  readonly cause: ObstacleCause;
  /** What happened, a sentence. */
  readonly reason: string;
  /** What to do, a sentence or two. */
  readonly hint: string;
  /** The error behind a `check-error`: where it happened, its stack. */
  readonly failure?: TestFailure;
}

/** The verdict. Zero tests run is `could-not-run`, never `passed`. */
export type Grade =
  | (CheckRecord & { readonly outcome: 'passed' | 'failed'; readonly ms: number })
  | (CheckRecord & { readonly outcome: 'could-not-run'; readonly ms: number; readonly obstacle: Obstacle });
