/**
 * Node's programs read the messages and stacks of V8. Where the browser is another, what translates them is loaded as an
 * engine part (`foreign-dialect.ts`); in V8 none of it is there.
 */
import type { Program } from 'acorn';
import type { Kernel } from '../kernel.ts';
import type { SourceEdits } from '../modules/source-edits.ts';
import { mayThrow, trackThrows } from '../modules/throw-tracking.ts';
import type { Place } from './source-trees.ts';

/** Where the parser of Node's library stopped. */
export interface FoundError {
  readonly pos: number;
  readonly message: string;
}

/** What depends on whose the browser's errors are. */
export interface Dialect {
  /** Gives an error of the browser's engine V8's message and stack; leaves everything else as it is. */
  translateError(error: unknown): void;
  /** A syntax error's message in V8's words; `found` undefined when the place is not known. */
  syntaxMessage(message: string, source: string, found: FoundError | undefined): string;
  /** Whether a text is worth parsing for `trackErrors`. */
  mayMeetErrors(source: string): boolean;
  /** Adds the edits by which a program's `throw`s are noted and, not in V8, its `catch` clauses translate what they caught. */
  trackErrors(program: Program, source: string, edits: SourceEdits): void;
  /** The program's `throw` that threw this value last; where V8's arrow would not point, it is in `ErrorPlaces` instead. */
  placeThrown(value: unknown): Place | undefined;
  /** Where Node's library made an error whose stack begins further out. */
  placeHidden(error: unknown): Place | undefined;
}

/** What V8 needs. A worker has one engine and one kernel. */
let dialect: Dialect = {
  translateError: () => undefined,
  syntaxMessage: (message) => message,
  mayMeetErrors: mayThrow,
  trackErrors: trackThrows,
  placeThrown: () => undefined,
  placeHidden: () => undefined,
};

/** The dialect of this worker's browser. */
export function currentDialect(): Dialect {
  return dialect;
}

/** To be called before Node's library takes the global errors. */
export function installErrorDialect(kernel: Kernel, scope: object): void {
  if (hasV8Stacks()) return;
  const part = kernel.loadPart<typeof import('../../parts/foreign-dialect.ts')>('foreign-dialect');
  dialect = part.createDialect(kernel, scope);
}

/** Only V8 asks `Error.prepareStackTrace`. */
function hasV8Stacks(): boolean {
  const { prepareStackTrace } = Error;
  let isAsked = false;
  Error.prepareStackTrace = () => {
    isAsked = true;
    return '';
  };
  String(new Error('Who asks?').stack);
  if (prepareStackTrace) Error.prepareStackTrace = prepareStackTrace;
  else Reflect.deleteProperty(Error, 'prepareStackTrace');
  return isAsked;
}
