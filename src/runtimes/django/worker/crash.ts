/** How an interpreter can break, in words for a learner. */
import type { FromWorker } from '../protocol.ts';

/** How Pyodide begins to report that it broke: on the console, before it dumps Python's stack on standard output. */
const FATAL = 'Pyodide has suffered a fatal error';

/** Calls `onFatal` when the interpreter breaks, and keeps Pyodide's report off the console: the page shows ours. */
export function watchForFatalError(onFatal: () => void): void {
  let broken = false;
  const { error } = console;
  console.error = (...parts: unknown[]) => {
    if (typeof parts[0] === 'string' && parts[0].startsWith(FATAL)) {
      broken = true;
      onFatal();
    }
    if (!broken) error.apply(console, parts);
  };
}

/** The message that ends a run or check whose interpreter threw `error`: a crash, or the exit code of `os._exit`. */
export function explainCrash(error: unknown): Extract<FromWorker, { type: 'crashed' | 'exited' }> {
  if (isExit(error)) return { type: 'exited', exitCode: error.status & 0xff };
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof RangeError || /maximum call stack|stack overflow/i.test(text)) {
    return {
      type: 'crashed',
      message: 'Python ran out of stack and broke down.',
      hint: 'Something nests or calls itself thousands of levels deep; printing such a value is enough. Look for the recursion that never ends.',
    };
  }
  return {
    type: 'crashed',
    message: `The Python interpreter broke down (${lastLine(text)}).`,
    hint: 'Run it again: the next run gets a new interpreter. If it happens each time, take out the last thing you changed.',
  };
}

/** A Python error carries its whole traceback; what happened is in the last line. */
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? text;

/** What Emscripten throws when the process exits, with the exit code. */
function isExit(error: unknown): error is { status: number } {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number';
}
