/** Collects the events of one check: a picture of it at any time, and the grade at its end. */
import type { CheckEnd, TestEvent, TestFailure } from '../runtimes/runtime.ts';
import type { Grade, GradeInProgress, PrintedText, TestCounts, TestOutcome, TestResult } from './grade.ts';
import { findObstacle } from './obstacle.ts';

/**
 * Feed it each `TestEvent`; read `progress` as often as a pane is drawn (it is cheap: only what changed is built anew),
 * call `finish` with the check's end. Events that contradict each other do not throw: a test may end without having
 * started, and a test that failed once stays failed.
 */
export class CheckRecorder {
  #tests = new Map<string, TestResult>();
  #output: readonly PrintedText[] = [];
  #outputLimitBytes: number | undefined;
  #checkError: TestFailure | undefined;
  #progress: GradeInProgress | undefined;

  /** Takes in one event. */
  add(event: TestEvent): void {
    this.#progress = undefined;
    switch (event.type) {
      case 'test-started':
        if (!this.#tests.has(event.id)) this.#put({ id: event.id, path: event.path, outcome: 'running', output: [] });
        break;
      case 'test-ended':
        this.#end(event);
        break;
      case 'test-output':
        this.#print(event);
        break;
      case 'output-cut':
        this.#outputLimitBytes = event.limitBytes;
        break;
      case 'check-error':
        // The first error is the cause; later ones follow from it.
        this.#checkError ??= event.failure;
        break;
    }
  }

  /** The check as far as it is known. The same object until the next event. */
  get progress(): GradeInProgress {
    this.#progress ??= { outcome: 'in-progress', ...this.#record() };
    return this.#progress;
  }

  /** The grade, given how the check ended. */
  finish(end: CheckEnd): Grade {
    for (const test of this.#tests.values()) {
      if (test.outcome === 'running') this.#put({ ...test, outcome: 'unfinished' });
    }
    this.#progress = undefined;
    const record = this.#record();
    const obstacle = findObstacle(record, end, this.#checkError);
    if (obstacle) return { ...record, outcome: 'could-not-run', ms: end.ms, obstacle };
    return { ...record, outcome: record.counts.failed > 0 ? 'failed' : 'passed', ms: end.ms };
  }

  #put(test: TestResult): void {
    this.#tests.set(test.id, test);
  }

  #end({ id, path, outcome, ms, failure, skipReason }: Extract<TestEvent, { type: 'test-ended' }>): void {
    const before = this.#tests.get(id);
    if (before?.outcome === 'failed') return;
    const details = { ...(failure && { failure }), ...(skipReason && { skipReason }) };
    this.#put({ id, path, outcome, ms, output: before?.output ?? [], ...details });
  }

  #print({ id, stream, text }: Extract<TestEvent, { type: 'test-output' }>): void {
    const test = id === undefined ? undefined : this.#tests.get(id);
    if (test) this.#put({ ...test, output: joinPrinted(test.output, { stream, text }) });
    else this.#output = joinPrinted(this.#output, { stream, text });
  }

  #record() {
    const tests = [...this.#tests.values()];
    return {
      tests,
      counts: countOutcomes(tests),
      output: this.#output,
      ...(this.#outputLimitBytes !== undefined && { outputLimitBytes: this.#outputLimitBytes }),
    };
  }
}

/** The grade of a check whose events are all there. */
export function gradeCheck(events: Iterable<TestEvent>, end: CheckEnd): Grade {
  const recorder = new CheckRecorder();
  for (const event of events) recorder.add(event);
  return recorder.finish(end);
}

function joinPrinted(printed: readonly PrintedText[], piece: PrintedText): readonly PrintedText[] {
  const last = printed.at(-1);
  if (last?.stream !== piece.stream) return [...printed, piece];
  return [...printed.slice(0, -1), { stream: piece.stream, text: last.text + piece.text }];
}

function countOutcomes(tests: readonly TestResult[]): TestCounts {
  const count = (outcome: TestOutcome) => tests.filter((test) => test.outcome === outcome).length;
  return {
    total: tests.length,
    running: count('running'),
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    unfinished: count('unfinished'),
  };
}
