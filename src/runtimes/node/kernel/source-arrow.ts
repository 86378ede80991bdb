/** The lines above an uncaught error: where it was thrown, that line of code, and an arrow. */
import { currentDialect } from './browser-differences/error-dialect.ts';
import { findJsonError } from './browser-differences/json-messages.ts';
import type { Kernel } from './kernel.ts';
import { linesFrom, type Place } from './source-lines.ts';
import type { Uncaught } from './uncaught.ts';

const LINE_BREAK = /\r\n|[\n\r]/;
const FRAME = /(?:^|\n)\s+at (?:.*?\()?([^\s()]+?):(\d+):(\d+)\)?(?=\n|$)/;

/** How far from where an error is made it may be thrown, to be found. */
const LINES_TO_THROW = 30;

/**
 * `file:line`, the line and a caret, as V8's message has them; undefined when the place is not known. The caret points
 * at the statement that threw; for a rejected promise at what made the error or else at who reports it.
 */
export function sourceArrow(kernel: Kernel, uncaught: Uncaught): string | undefined {
  try {
    return arrowOf(kernel, uncaught);
  } catch {
    // A proxy whose traps throw: nothing can be asked of it.
    return undefined;
  }
}

function arrowOf(kernel: Kernel, uncaught: Uncaught): string | undefined {
  const { error, fromPromise } = uncaught;
  // Before anything here reads its stack.
  const isForgotten = error instanceof Error && kernel.errorPlaces.isFormatted(error);
  const json = jsonArrow(kernel, uncaught);
  if (fromPromise) return json ?? arrowTo(kernel, (isForgotten ? undefined : placeMade(error)) ?? placeOfReport());
  // Of a replaced stack Node shows no place when it was thrown synchronously.
  if (isStrippingError(error)) return undefined;
  const made = placeMade(error);
  const told = placeByDialect(kernel, error);
  if (told) return arrowTo(kernel, told);
  const thrown = placeThrown(kernel, uncaught, made);
  if (thrown) return arrowTo(kernel, thrown);
  return (
    json ??
    arrowTo(kernel, placeInLibrary(kernel, error) ?? placeNoted(kernel, error, made) ?? placeNearby(kernel, made))
  );
}

/** Where a browser tells only where an error was made, its dialect knows more. */
function placeByDialect(kernel: Kernel, error: unknown): Place | undefined {
  const dialect = currentDialect();
  const thrown = dialect.placeThrown(error);
  if (thrown) return placeInLibrary(kernel, error) ?? thrown;
  const hidden = dialect.placeHidden(error);
  return hidden && placeInLibrary(kernel, error) === undefined ? placeNearby(kernel, hidden) : undefined;
}

/** V8 takes what `JSON.parse` reads for a script of its own. */
function jsonArrow(kernel: Kernel, { error }: Uncaught): string | undefined {
  const text = error instanceof Error ? kernel.errorPlaces.jsonTextOf(error) : undefined;
  if (text === undefined) return undefined;
  const { offset } = findJsonError(text) ?? { offset: text.length };
  const before = text.slice(0, offset).split(LINE_BREAK);
  const column = (before.at(-1)?.length ?? 0) + 1;
  return arrowAt('<anonymous_script>', before.length, column, text.split(LINE_BREAK)[before.length - 1]);
}

/** Lines of the library that throw what was made elsewhere in it. */
const EMIT = "throw er; // Unhandled 'error' event";
const HIDE_FRAMES = 'rethrown(error);';

function placeInLibrary(kernel: Kernel, error: unknown): Place | undefined {
  if (!(error instanceof Error)) return undefined;
  if (wasEmitted(kernel, error)) return placeOfLine(kernel, 'events', EMIT, 0);
  return kernel.errorPlaces.isRethrown(error) ? placeOfLine(kernel, 'internal/errors', HIDE_FRAMES, 1) : undefined;
}

/** `emit()` leaves a note on an `error` event that nobody listens to. */
function wasEmitted(kernel: Kernel, error: Error): boolean {
  const { kEnhanceStackBeforeInspector } = kernel.requireBuiltin('internal/errors');
  return Object.hasOwn(error, kEnhanceStackBeforeInspector as symbol);
}

/** The `throw` of a line of the library: the one with `text`, or so many lines `below`. */
function placeOfLine(kernel: Kernel, id: string, text: string, below: number): Place | undefined {
  const lines = kernel.library.modules[id]?.toString().split('\n') ?? [];
  const line = lines.findIndex((each) => each.includes(text)) + below;
  const column = lines[line]?.indexOf('throw ') ?? -1;
  return column < 0 ? undefined : { file: `node:${id}`, line, column: column + 1 };
}

function isStrippingError(error: unknown): boolean {
  return error instanceof Error && String((error as { code?: unknown }).code).endsWith('_TYPESCRIPT_SYNTAX');
}

/** The library puts hints into some stacks: V8 then does not know the error's place any more. */
function hasReplacedStack(error: Error): boolean {
  const { code } = error as { code?: unknown };
  const hasHint = code === 'ERR_UNSUPPORTED_DIR_IMPORT' || String(error.stack).includes('\nDid you mean to import ');
  return hasHint || isStrippingError(error);
}

/** As the browser tells it: of an error that was made in the same script it knows only where that was. */
function placeThrown({ stackTraces }: Kernel, { at }: Uncaught, made: Place | undefined): Place | undefined {
  const text = at && stackTraces.frameText(`at (${at.file}:${at.line}:${at.column})`);
  const place = text === undefined ? undefined : placeIn(`    ${text}`);
  const isMade = place?.file === made?.file && place?.line === made?.line && place?.column === made?.column;
  return isMade ? undefined : place;
}

/** The last `throw` of the program that threw what was made elsewhere: here, of the script that made the error. */
function placeNoted({ errorPlaces }: Kernel, error: unknown, made: Place | undefined): Place | undefined {
  const noted = error instanceof Error ? errorPlaces.thrownAt(error) : undefined;
  return made && noted && { ...made, ...noted };
}

/** The `throw` of the line where the error was made, or of the variable that it was given to. */
function placeNearby(kernel: Kernel, made: Place | undefined): Place | undefined {
  const lines = made && linesFrom(kernel, made, LINES_TO_THROW);
  const [first = ''] = lines ?? [];
  const before = first.slice(0, made?.column);
  const thrown = before.lastIndexOf('throw ');
  if (!made || !lines || thrown >= 0) return made && thrown >= 0 ? { ...made, column: thrown + 1 } : made;
  const variable = /(\w+) = $/.exec(before.slice(0, -1))?.[1];
  if (variable === undefined) return made;
  const statement = new RegExp(`(?<![\\w.])throw ${variable}\\b`);
  const later = lines.findIndex((line) => statement.test(line));
  return later < 0 ? made : { ...made, line: made.line + later, column: (lines[later]?.search(statement) ?? 0) + 1 };
}

/** Where the first frame of an error's stack is. */
function placeMade(error: unknown): Place | undefined {
  try {
    return error instanceof Error && !hasReplacedStack(error) ? placeIn(String(error.stack)) : undefined;
  } catch {
    // A getter of the program's own.
    return undefined;
  }
}

/** Of what has no stack V8 knows no place: it shows the call of the library that reports the error. */
function placeOfReport(): Place | undefined {
  return placeIn(String(new Error('to see who called').stack));
}

function placeIn(stack: string): Place | undefined {
  const [, file, line, column] = FRAME.exec(stack) ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}

function arrowTo(kernel: Kernel, place: Place | undefined): string | undefined {
  if (!place) return undefined;
  return arrowAt(place.file, place.line, place.column, linesFrom(kernel, place, 1)?.[0]);
}

/** `column` is from 1. */
function arrowAt(file: string, line: number, column: number, text: string | undefined): string {
  const where = `${file}:${line}\n`;
  return text === undefined ? where : `${where}${text}\n${text.slice(0, column - 1).replace(/[^\t]/g, ' ')}^\n`;
}
