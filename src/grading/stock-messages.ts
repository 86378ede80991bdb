/**
 * What test runners write when the test's author gave no message: in their own terms, often the wrong way round for
 * someone who did not write the test. Sources: Node's `lib/internal/assert/assertion_error.js` and `lib/assert.js`;
 * Python's `unittest/case.py`.
 */
import type { TestFailure } from '../runtimes/runtime.ts';

/** Values up to this long are named in the sentence; longer ones are for the comparison below it. */
const SHORT_VALUE_LENGTH = 60;

/** unittest appends an author's message to its own with this between them (`longMessage`). */
const UNITTEST_SEPARATOR = ' : ';

/** A comparison that failed, both sides printed. */
type Comparison = TestFailure & { readonly expected: string; readonly actual: string };

/** Messages of comparisons: what to say needs both sides. The first that matches counts. */
const COMPARISONS: readonly (readonly [RegExp, (failure: Comparison) => string])[] = [
  [/^Expected "actual" (?:not to be|to be strictly unequal)|^Expected values not to be/, sayUnequal],
  [/^(?:Values identical|Values have same structure) but|^Expected "actual" to be reference-equal/, saySameLook],
  [/^Expected values to be [\w -]*equal/, sayEqual],
  [/^(?:False is not true|True is not false)$/, sayEqual],
  [/^(?:Lists|Tuples|Sequences|Sets|Dictionaries|Strings) differ: /, sayEqual],
  // Node's assert.equal says "1 == 2" when they are not equal, unittest's assertNotEqual "1 == 1" when they are.
  [/^.+ == .+/s, (failure) => (failure.expected === failure.actual ? sayUnequal(failure) : sayEqual(failure))],
  [/^.+ != .+/s, sayEqual],
];

/** Messages that stand alone. */
const STATEMENTS: readonly (readonly [RegExp, (match: RegExpMatchArray) => string])[] = [
  [/^The expression evaluated to a falsy value:\s*(.+)/, ([, expression]) => `This did not hold: ${expression}`],
  [/^Missing expected exception\.?$/, () => 'The test expected an error to be thrown, but none was.'],
  [/^Missing expected rejection\.?$/, () => 'The test expected a promise to be rejected, but it was fulfilled.'],
  [/^(?:Thrown: ')?(\d+) subtests? failed'?$/, ([, count]) => `${count} of its subtests failed.`],
];

/** The failure in our words when the runner's are stock; nothing when the test's author wrote the message. */
export function rewordStockMessage(failure: TestFailure): string | undefined {
  const message = failure.message.trim();
  for (const [pattern, say] of STATEMENTS) {
    const match = message.match(pattern);
    if (match) return say(match);
  }
  if (!isComparison(failure)) return undefined;
  const [, say] = COMPARISONS.find(([pattern]) => pattern.test(message)) ?? [];
  return say && (findAppendedMessage(message) ?? say(failure));
}

/** What an author's message is in unittest: appended to its own. Node's replaces its own. */
function findAppendedMessage(message: string): string | undefined {
  const separator = message.lastIndexOf(UNITTEST_SEPARATOR);
  if (separator === -1 || message.startsWith('Expected ')) return undefined;
  return message.slice(separator + UNITTEST_SEPARATOR.length);
}

function sayEqual({ expected, actual }: Comparison): string {
  if (expected === actual) return saySameLook();
  if (isShort(expected) && isShort(actual)) return `The test expected ${expected}, but got ${actual}.`;
  return 'What the test got differs from what it expected: compare the two below.';
}

function sayUnequal({ actual }: Comparison): string {
  return isShort(actual)
    ? `The test expected anything but ${actual}.`
    : 'The test got what it must not get: see below.';
}

function saySameLook(): string {
  return 'The two look the same when printed, but are not the same: another object, or another type.';
}

function isComparison(failure: TestFailure): failure is Comparison {
  return failure.kind === 'assertion' && failure.expected !== undefined && failure.actual !== undefined;
}

function isShort(value: string): boolean {
  return value.length <= SHORT_VALUE_LENGTH && !value.includes('\n');
}
