/**
 * Watches Node's test runner from within and reports test events. The runner works as in a process that `node --test`
 * started for one file; only its own output is silenced.
 */
import type { TestEvent } from '../../../runtime.ts';
import type { NodeKernel } from '../../kernel/node-kernel.ts';
import { describeFailure } from './describe-failure.ts';
import { projectLocation } from './project-frames.ts';
import { RunningTests } from './running-tests.ts';

/** What the events of Node's TestsStream carry (documentation of `node:test`: Class TestsStream). */
interface RunnerEvent {
  readonly name: string;
  readonly type?: 'suite' | 'test';
  readonly testId: number;
  readonly parentId?: number;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message?: string;
  readonly skip?: unknown;
  readonly todo?: unknown;
  readonly details?: {
    readonly passed?: boolean;
    readonly duration_ms?: number;
    readonly type?: 'suite' | 'test';
    readonly error?: unknown;
  };
}

type TestEndedEvent = Extract<TestEvent, { type: 'test-ended' }>;

const SILENT_REPORTER = 'internal/test_runner/reporter/v8-serializer';
/** How the runner announces an error that it could not give to a test. */
const STRAY_ERROR = /^Error: (?:A resource generated|Test (?:hook )?")/;

export class CheckReporter {
  readonly #kernel: NodeKernel;
  readonly #report: (event: TestEvent) => void;
  readonly #tests = new RunningTests();
  readonly #reported = { failures: 0 };
  /** An error that came while no test was running. */
  #unclaimed: { readonly error: unknown } | undefined;

  constructor(kernel: NodeKernel, report: (event: TestEvent) => void) {
    this.#kernel = kernel;
    this.#report = report;
  }

  /** Must run after the library has booted and before the test file. */
  install(): void {
    this.#silenceRunner();
    this.#watchStrayErrors();
    const { TestsStream } = this.#kernel.requireBuiltin('internal/test_runner/tests_stream') as {
      TestsStream: { prototype: { emit(type: string, event: RunnerEvent): boolean } };
    };
    const { emit } = TestsStream.prototype;
    const observe = (type: string, event: RunnerEvent) => this.#observe(type, event);
    TestsStream.prototype.emit = function emitObserved(type, event) {
      observe(type, event);
      return emit.call(this, type, event);
    };
  }

  /** Names the test that runs now, for what is printed now. */
  get currentTestId(): string | undefined {
    const current = this.#tests.current;
    return current && String(current.id);
  }

  /** The program dies of `error`. */
  reportFatal(error: unknown): void {
    this.#reportCheckError(error);
  }

  /** The process ends; `isNatural` when its loop had nothing left to do. */
  reportExit(code: number, isNatural: boolean): void {
    if (this.#reported.failures > 0 || isNatural) return;
    if (!this.#tests.hasUnfinished && !this.#tests.isEmpty) return;
    const { current } = this.#tests;
    const during = current ? `while the test "${current.path.join(' > ')}" was running` : 'before its tests were done';
    this.#reportCheckError(new Error(`process.exit(${code}) ended the test file ${during}.`));
  }

  #silenceRunner(): void {
    const modules = this.#kernel.library.modules as Record<string, (...args: unknown[]) => unknown>;
    modules[SILENT_REPORTER] = (_exports, _require, module) => {
      (module as { exports: unknown }).exports = readAll;
    };
    Object.assign(this.#kernel.process.env as object, { NODE_TEST_CONTEXT: 'child-v8' });
  }

  #observe(type: string, event: RunnerEvent): void {
    switch (type) {
      case 'test:enqueue':
        this.#tests.announce(event.testId, event.name, event.parentId, event.type === 'suite');
        break;
      case 'test:dequeue':
        this.#testStarted(event);
        break;
      case 'test:complete':
        this.#testEnded(event);
        break;
      case 'test:fail':
        // A failed hook of the whole file belongs to no test.
        if (event.testId === undefined) this.#reportCheckError(event.details?.error);
        break;
      case 'test:diagnostic':
        if (STRAY_ERROR.test(event.message ?? '')) this.#reportUnclaimed();
        break;
    }
  }

  #testStarted(event: RunnerEvent): void {
    const test = this.#tests.start(event.testId);
    if (!test || test.isSuite) return;
    this.#report({ type: 'test-started', id: String(test.id), path: test.path });
  }

  #testEnded(event: RunnerEvent): void {
    const test = this.#tests.end(event.testId);
    if (!test) return;
    const { details } = event;
    const error = details?.passed === false ? { error: details.error } : test.strayError;
    if (test.isSuite) {
      if (error && !isFailedSubtests(error.error)) this.#reportCheckError(error.error);
      return;
    }
    const reason = [event.skip, event.todo].find((said): said is string => typeof said === 'string' && said !== '');
    const isLeftOut = event.skip !== undefined || event.todo !== undefined;
    const outcome = isLeftOut ? 'skipped' : error ? 'failed' : 'passed';
    const ended: TestEndedEvent = {
      type: 'test-ended',
      id: String(test.id),
      path: test.path,
      outcome,
      ms: details?.duration_ms ?? 0,
      ...(reason !== undefined && { skipReason: reason }),
    };
    if (outcome !== 'failed' || !error) {
      this.#report(ended);
      return;
    }
    this.#reported.failures += 1;
    const { file = '', line = 1, column = 1 } = event;
    const failure = describeFailure(this.#kernel, error.error, projectLocation(file, line, column));
    this.#report({ ...ended, failure });
  }

  /** The runner said, at the end of the file, that an error belonged to no test. */
  #reportUnclaimed(): void {
    const unclaimed = this.#unclaimed;
    this.#unclaimed = undefined;
    if (unclaimed) this.#reportCheckError(unclaimed.error);
  }

  /**
   * The runner gives an uncaught error to the test whose async context it came from. A browser does not follow that
   * through every promise, so the test that runs is taken to be it when the runner does not know.
   */
  #watchStrayErrors(): void {
    const { process } = this.#kernel;
    const emit = process.emit as (name: unknown, ...args: unknown[]) => unknown;
    const note = (error: unknown) => {
      const { current } = this.#tests;
      if (current) current.strayError ??= { error };
      else this.#unclaimed = { error };
    };
    const emitNoted = (name: unknown, ...args: unknown[]) => {
      if (name === 'unhandledRejection' || name === 'uncaughtException') note(args[0]);
      return emit.call(process, name, ...args);
    };
    Object.defineProperty(process, 'emit', { value: emitNoted, writable: true, configurable: true, enumerable: false });
  }

  #reportCheckError(error: unknown): void {
    this.#reported.failures += 1;
    this.#report({ type: 'check-error', failure: describeFailure(this.#kernel, error) });
  }
}

/** A suite whose tests failed has no failure of its own. */
function isFailedSubtests(error: unknown): boolean {
  return (error as { failureType?: unknown } | undefined)?.failureType === 'subtestsFailed';
}

/** Stands in for the runner's reporter: reads its stream and prints nothing. */
async function* readAll(source: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const _event of source) {
    // Every event was seen when it was emitted.
  }
  yield* [];
}
