/** From what a test threw to a `TestFailure`. */
import type { SourceLocation, TestFailure } from '../../../runtime.ts';
import type { Kernel, LibraryFunction } from '../../kernel/kernel.ts';
import { isTestFile, projectFrames } from './project-frames.ts';

/** Printing both sides as `assert` does for its own diff, and in full. */
const INSPECT_OPTIONS = {
  compact: false,
  customInspect: false,
  depth: 1000,
  maxArrayLength: Number.POSITIVE_INFINITY,
  maxStringLength: Number.POSITIVE_INFINITY,
  showHidden: false,
  showProxy: false,
  sorted: true,
  getters: true,
};
/** Beyond this many characters a side of a comparison is cut: nobody reads it and it would freeze the page. */
const LONGEST_SIDE = 200_000;

/** Operators of assertions that compare nothing: they have no two sides to show. */
const WITHOUT_SIDES = new Set(['throws', 'doesNotThrow', 'rejects', 'doesNotReject', 'fail', 'ifError']);

interface ThrownError {
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly operator?: unknown;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** `thrown` may be the test runner's wrapper. `declared` is where the test stands, when its stack does not say. */
export function describeFailure(kernel: Kernel, thrown: unknown, declared?: SourceLocation): TestFailure {
  const cause = unwrap(thrown);
  const inspect = kernel.requireBuiltin('internal/util/inspect').inspect as LibraryFunction;
  if (!isErrorLike(cause)) {
    const message = `Thrown: ${inspect(cause)}`;
    return { kind: 'error', message, stack: message, ...(declared && { testLocation: declared }) };
  }
  const isAssertion = cause.code === 'ERR_ASSERTION';
  const frames = projectFrames(placeOf(kernel, cause) + String(cause.stack));
  const learnerLocation = frames.locations.find(({ file }) => !isTestFile(file));
  const testLocation = frames.locations.find(({ file }) => isTestFile(file)) ?? declared;
  return {
    kind: isAssertion ? 'assertion' : 'error',
    message: isAssertion ? String(cause.message) : titleOf(cause),
    ...(isAssertion && sidesOf(cause, inspect)),
    stack: frames.text,
    ...(learnerLocation && { learnerLocation }),
    ...(testLocation && { testLocation }),
  };
}

/** The runner wraps what a test threw: `ERR_TEST_FAILURE` with the thrown value as `cause`. */
function unwrap(thrown: unknown): unknown {
  const isWrapper = isErrorLike(thrown) && thrown.code === 'ERR_TEST_FAILURE' && thrown.cause !== undefined;
  return isWrapper ? unwrap(thrown.cause) : thrown;
}

/** A syntax error is in no frame of its stack: Node keeps the place, and the line of code, apart. */
function placeOf(kernel: Kernel, error: ThrownError): string {
  const { arrow_message_private_symbol: key } = kernel.symbols.private;
  const arrow = key && (error as Record<symbol, unknown>)[key];
  return typeof arrow === 'string' && !String(error.stack).startsWith(arrow) ? `${arrow}\n` : '';
}

function isErrorLike(value: unknown): value is ThrownError {
  return typeof value === 'object' && value !== null && 'message' in value;
}

function titleOf(error: ThrownError & { readonly name?: unknown }): string {
  const name = typeof error.name === 'string' ? error.name : 'Error';
  return error.code === 'ERR_TEST_FAILURE' ? String(error.message) : `${name}: ${String(error.message)}`;
}

function sidesOf(error: ThrownError, inspect: LibraryFunction): { expected?: string; actual?: string } {
  const { operator, expected, actual } = error;
  if (WITHOUT_SIDES.has(String(operator)) || (expected === undefined && actual === undefined)) return {};
  const print = (value: unknown) => String(inspect(value, INSPECT_OPTIONS)).slice(0, LONGEST_SIDE);
  return { expected: print(expected), actual: print(actual) };
}
