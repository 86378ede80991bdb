/** A failed test in words a learner understands. */
import type { SourceLocation, TestFailure } from '../runtimes/runtime.ts';
import { rewordStockMessage } from './stock-messages.ts';

/** A failure as the tests pane tells it. */
export interface FailureExplanation {
  /** What went wrong, one sentence. */
  readonly headline: string;
  /** What the test runner says beyond the headline; empty when nothing. */
  readonly detail: string;
  /** Where to look, for instance `main.js, line 3`; absent when no line of the learner's is known. */
  readonly where?: string;
}

/** Says what went wrong and where to look. */
export function explainFailure(failure: TestFailure): FailureExplanation {
  const where = failure.learnerLocation && { where: describeLocation(failure.learnerLocation) };
  return { ...explainMessage(failure), ...where };
}

/** `main.js, line 3`. */
export function describeLocation({ file, line }: SourceLocation): string {
  return `${file}, line ${line}`;
}

function explainMessage(failure: TestFailure): FailureExplanation {
  const reworded = rewordStockMessage(failure);
  if (reworded !== undefined) return { headline: reworded, detail: '' };
  const { kind, message, expected, actual, learnerLocation } = failure;
  const [first, rest] = splitFirstLine(message);
  if (kind === 'error') {
    const thrower = learnerLocation ? 'Your code threw an error' : 'An error was thrown while the test ran';
    return { headline: `${thrower}: ${first}`, detail: rest };
  }
  if (expected === undefined || actual === undefined) return { headline: first, detail: rest };
  // The author's message. Node adds a comparison of its own after an empty line; there is a better one below.
  return splitParagraph(message);
}

function splitParagraph(message: string): FailureExplanation {
  const [paragraph = ''] = message.trim().split('\n\n', 1);
  const [headline, detail] = splitFirstLine(paragraph);
  return { headline, detail };
}

function splitFirstLine(text: string): [first: string, rest: string] {
  const [first = '', ...rest] = text.trim().split('\n');
  return [first, rest.join('\n').trim()];
}
