/** From the lines that a test reporter writes, one JSON object each, to the test events of one test process. */
import { parseTestEvent } from './parse-test-event.ts';
import type { TestEvent, TestFailure } from './runtime.ts';

/**
 * Besides test events a reporter writes `output` for what was printed, `uncaught` for each error that no test awaited
 * (it may have ended the process) and `completed` when the test runner came to its end.
 */
export class ReporterEvents {
  readonly #onEvent: (event: TestEvent) => void;
  #isExplained = false;
  #uncaught: TestFailure | undefined;

  /** `fileNumber` tells the tests of one file from those of others: a reporter's ids count within its process. */
  constructor(onEvent: (event: TestEvent) => void, fileNumber: number) {
    this.#onEvent = (event) => {
      const hasId = 'id' in event && event.id !== undefined;
      onEvent(hasId ? ({ ...event, id: `${fileNumber}.${event.id}` } as TestEvent) : event);
    };
  }

  /** Takes one line. Returns whether it was one of a reporter; others are left to the caller. */
  receive(line: unknown): boolean {
    if (typeof line !== 'object' || line === null || !('type' in line)) return false;
    if (line.type === 'completed') {
      this.#isExplained = true;
      return true;
    }
    const event = parseTestEvent({ ...line, type: EVENT_TYPES[String(line.type)] ?? line.type });
    if (!event) return false;
    if (line.type === 'uncaught' && event.type === 'check-error') this.#uncaught = event.failure;
    else this.#pass(event);
    return true;
  }

  /** The process has ended by itself. When nothing has said why it ended early, this does. */
  finish(exitCode: number | null): void {
    if (!this.#isExplained) this.#onEvent({ type: 'check-error', failure: this.#uncaught ?? describeEnd(exitCode) });
  }

  #pass(event: TestEvent): void {
    this.#isExplained ||= event.type === 'check-error';
    this.#onEvent(event);
  }
}

/** Lines that have the fields of a test event of another name. */
const EVENT_TYPES: Readonly<Record<string, TestEvent['type']>> = { output: 'test-output', uncaught: 'check-error' };

function describeEnd(exitCode: number | null): TestFailure {
  const message = `The program ended with exit code ${exitCode ?? 'unknown'} before the tests were through.`;
  return { kind: 'error', message, stack: message };
}
