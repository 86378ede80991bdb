/** What happens when nothing catches an exception (Node.js src/node_errors.cc: TriggerUncaughtException). */
import type { ThrownAt } from './callback-runner.ts';
import type { Kernel, LibraryFunction } from './kernel.ts';
import { sourceArrow } from './source-arrow.ts';

/** Exit codes of Node.js (documentation of `process`: Exit codes). */
const EXIT_UNCAUGHT = 1;
const EXIT_FATAL_HANDLER_MISSING = 6;
const EXIT_FATAL_HANDLER_THREW = 7;

/** Functions that `internalBinding('errors')` got from the library. */
export interface StackEnhancers {
  /** Adds to an error's stack what belongs to it: where an `error` event was emitted. */
  beforeInspector?: (error: unknown) => unknown;
  /** Adds colours and `[cause]`s to the stack that is printed at the end. */
  afterInspector?: (error: unknown) => unknown;
}

export interface Uncaught {
  readonly error: unknown;
  readonly fromPromise: boolean;
  /** Where it was thrown, if the browser told. */
  readonly at: ThrownAt | undefined;
}

/** Asks the program's handlers, else prints and exits; `onFatal` hears of the error in between. */
export function triggerUncaught(kernel: Kernel, uncaught: Uncaught, onFatal: (error: unknown) => void): void {
  const { error, fromPromise } = uncaught;
  const { _fatalException: onUncaught } = kernel.process as { _fatalException?: LibraryFunction };
  const arrow = sourceArrow(kernel, uncaught);
  if (typeof onUncaught !== 'function') {
    printUncaught(kernel, error, arrow);
    onFatal(error);
    kernel.exitNow(EXIT_FATAL_HANDLER_MISSING);
  }
  let handled = false;
  try {
    handled = onUncaught.call(kernel.process, error, fromPromise) === true;
  } catch (secondError) {
    printUncaught(kernel, secondError, sourceArrow(kernel, { error: secondError, fromPromise: false, at: undefined }));
    onFatal(secondError);
    kernel.exitNow(EXIT_FATAL_HANDLER_THREW);
  }
  if (handled) return;
  printUncaught(kernel, error, arrow);
  onFatal(error);
  // A listener of 'exit' may have chosen another code.
  kernel.exitNow(chosenExitCode(kernel) ?? EXIT_UNCAUGHT);
}

/** `process.exitCode` when the program has set it. */
export function chosenExitCode(kernel: Kernel): number | undefined {
  const { exit_info_private_symbol: key } = kernel.symbols.private;
  const fields = key && (kernel.process[key] as Int32Array | undefined);
  return fields?.[2] ? fields[1] : undefined;
}

function printUncaught(kernel: Kernel, error: unknown, arrow: string | undefined): void {
  let text: string;
  try {
    text = describeUncaught(kernel, error, arrow);
  } catch {
    // Its getters throw, or it is a proxy whose traps do: nothing of it can be shown.
    text = HINT;
  }
  kernel.output(2, kernel.natives.encodeUtf8(`${text}\n\nNode.js ${kernel.facts.version}\n`));
}

function describeUncaught(kernel: Kernel, error: unknown, arrow: string | undefined): string {
  enhanced(kernel.enhancers.beforeInspector, error);
  const stack = enhanced(kernel.enhancers.afterInspector, error) ?? (error as { stack?: unknown } | null)?.stack;
  const isObject = typeof error === 'object' && error !== null;
  if (!(error instanceof Error)) {
    // Node prints the place of what is no error apart, and at once.
    const place = arrow === undefined ? '' : `\n${arrow.trimEnd()}\n`;
    return isObject
      ? `${place}${typeof stack === 'string' ? stack : inspected(kernel, error)}`
      : `${place}${String(error)}\n${HINT}`;
  }
  const { arrow_message_private_symbol: arrowKey, decorated_private_symbol: decoratedKey } = kernel.symbols.private;
  const slots = error as unknown as Record<symbol, unknown>;
  const shown = (arrowKey && slots[arrowKey]) ?? arrow;
  const isDecorated = Boolean(decoratedKey && slots[decoratedKey]);
  const text = typeof stack === 'string' ? stack : inspected(kernel, error);
  return typeof shown === 'string' && !isDecorated ? `${shown.replace(/\n?$/, '\n')}\n${text}` : text;
}

const HINT = '(Use `node --trace-uncaught ...` to show where the exception was thrown)';

function inspected(kernel: Kernel, value: unknown): string {
  return String((kernel.requireBuiltin('internal/util/inspect').inspect as LibraryFunction)(value));
}

function enhanced(enhance: ((error: unknown) => unknown) | undefined, error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  try {
    return enhance?.(error);
  } catch {
    // An error whose getters throw: its stack is the best there is.
    return undefined;
  }
}
