/** The check of test events that come from where a learner's program runs: it may forge them. */
import { isTraceBatch } from './parse-trace-batch.ts';
import type { SourceLocation, TestEvent, TestFailure } from './runtime.ts';

type Fields = Record<string, unknown>;

/** The event when the value has the shape of one, else undefined. Unknown fields are dropped. */
export function parseTestEvent(value: unknown): TestEvent | undefined {
  if (!isFields(value)) return undefined;
  const { type, id, path, outcome, ms, skipReason, stream, text, limitBytes, batch } = value;
  const failure = value.failure === undefined ? undefined : parseFailure(value.failure);
  switch (type) {
    case 'test-started':
      return isText(id) && isTexts(path) ? { type, id, path } : undefined;
    case 'test-ended': {
      const isOutcome = outcome === 'passed' || outcome === 'failed' || outcome === 'skipped';
      if (!isText(id) || !isTexts(path) || !isOutcome || typeof ms !== 'number') return undefined;
      const reason = isText(skipReason) && { skipReason };
      return { type, id, path, outcome, ms, ...(failure && { failure }), ...reason };
    }
    case 'test-output':
      if (!isStream(stream) || !isText(text)) return undefined;
      return { type, stream, text, ...(isText(id) && { id }) };
    case 'output-cut':
      return isCount(limitBytes) ? { type, limitBytes } : undefined;
    case 'trace':
      return isTraceBatch(batch) ? { type, batch, ...(isText(id) && { id }) } : undefined;
    case 'check-error':
      return failure && { type, failure };
    default:
      return undefined;
  }
}

function parseFailure(value: unknown): TestFailure | undefined {
  if (!isFields(value)) return undefined;
  const { kind, message, stack, expected, actual } = value;
  if ((kind !== 'assertion' && kind !== 'error') || !isText(message) || !isText(stack)) return undefined;
  const learnerLocation = parseLocation(value.learnerLocation);
  const testLocation = parseLocation(value.testLocation);
  return {
    kind,
    message,
    stack,
    ...(isText(expected) && { expected }),
    ...(isText(actual) && { actual }),
    ...(learnerLocation && { learnerLocation }),
    ...(testLocation && { testLocation }),
  };
}

function parseLocation(value: unknown): SourceLocation | undefined {
  if (!isFields(value)) return undefined;
  const { file, line, column } = value;
  return isText(file) && isCount(line) ? { file, line, ...(isCount(column) && { column }) } : undefined;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const isStream = (value: unknown): value is 'stdout' | 'stderr' => value === 'stdout' || value === 'stderr';
