/** Syntax errors of the program's files, with V8's words and the line they are on. */

import { currentDialect } from '../browser-differences/error-dialect.ts';
import type { Kernel } from '../kernel.ts';
import { findParseError, type Grammar, type ParseError } from './parser.ts';

/**
 * The browser's error for a text that does not parse, with what Node prints above it: the line where it is. `name` is
 * the file as it stands in messages.
 */
export function locateSyntaxError(
  kernel: Kernel,
  error: unknown,
  name: string,
  source: string,
  grammar: Grammar,
): unknown {
  if (!(error instanceof SyntaxError)) return error;
  const found = findParseError(kernel, source, grammar);
  if (found === undefined) return error;
  const isAtEnd = found.pos >= source.trimEnd().length;
  // A new error: the stack of the browser's begins with a frame of `eval`.
  const located = new SyntaxError(
    isAtEnd ? 'Unexpected end of input' : currentDialect().syntaxMessage(error.message, source, found),
  );
  decorateStack(kernel, located, setArrow(kernel, located, name, source, ...markOf(located.message, source, found)));
  return located;
}

/** Throws the SyntaxError of a text that does not parse. Nothing of it is run, whatever brackets it closes. */
export function requireParsable(kernel: Kernel, source: string, name: string, grammar: Grammar): void {
  const found = kernel.loop.offTheClock(() => findParseError(kernel, source, grammar));
  if (found !== undefined) throw locateSyntaxError(kernel, browserError(source, found), name, source, grammar);
}

const NativeFunction = Function;
/** What V8 says of a function's text that is more than one function. */
const MORE_THAN_ONE = 'Single function literal required';

function browserError(source: string, { pos }: ParseError): SyntaxError {
  try {
    NativeFunction(source.replace(/^#!/, '//'));
  } catch (error) {
    if (error instanceof SyntaxError && error.message !== MORE_THAN_ONE) return error;
    return new SyntaxError(`Unexpected token '${source[pos]}'`);
  }
  return new SyntaxError('Invalid or unexpected token');
}

/** Puts the place above the stack, where everybody sees it, not only who prints uncaught errors. */
function decorateStack(kernel: Kernel, error: Error, arrow: string): void {
  const { decorated_private_symbol: decoratedSymbol } = kernel.symbols.private;
  error.stack = `${arrow}\n${error.stack}`;
  if (decoratedSymbol) Object.defineProperty(error, decoratedSymbol, { value: true, enumerable: false });
}

/** The error that Node throws for an ES module that acorn could not parse. */
export function moduleSyntaxError(kernel: Kernel, parseError: ParseError, url: string, source: string): SyntaxError {
  const ownWords = parseError.message.replace(/ \(\d+:\d+\)$/, '');
  const error = new SyntaxError(
    currentDialect().syntaxMessage(v8Message(kernel, source) ?? ownWords, source, parseError),
  );
  if (parseError.pos >= source.trimEnd().length) error.message = 'Unexpected end of input';
  setArrow(kernel, error, url, source, ...markOf(error.message, source, parseError));
  return error;
}

/** Marks characters `start` to `end` of the source as what the error is about. */
export function markSource(
  kernel: Kernel,
  error: Error,
  name: string,
  source: string,
  range: { start: number; end: number },
): void {
  const before = source.slice(0, range.start).split('\n');
  const place = { line: before.length, column: before.at(-1)?.length ?? 0 };
  setArrow(kernel, error, name, source, place, range.end - range.start);
}

/** What V8 underlines: nothing at the end of a file, a whole regular expression, the word `await`. */
function markOf(
  message: string,
  source: string,
  { pos, loc }: ParseError,
): [place: { readonly line: number; readonly column: number }, width: number] {
  if (message === 'Unexpected end of input') return [loc, 0];
  const lineStart = pos - loc.column;
  const before = source.slice(lineStart, pos);
  const mark = message.startsWith('await is only valid')
    ? /\bawait\s*$/.exec(before)
    : message.startsWith('Invalid regular expression') && /\/[^/]*$/.exec(before);
  if (!mark) return [loc, 1];
  const rest = message.startsWith('await')
    ? mark[0].trimEnd()
    : /^\/[^/\n]*\/?\w*/.exec(source.slice(lineStart + mark.index))?.[0];
  return [{ line: loc.line, column: mark.index }, rest?.length ?? 1];
}

function setArrow(
  kernel: Kernel,
  error: Error,
  name: string,
  source: string,
  place: { readonly line: number; readonly column: number },
  width = 1,
): string {
  const { arrow_message_private_symbol: arrowSymbol } = kernel.symbols.private;
  const line = source.split('\n')[place.line - 1] ?? '';
  const indent = line.slice(0, place.column).replace(/[^\t]/g, ' ');
  const arrow = `${name}:${place.line}\n${line}\n${indent}${'^'.repeat(width)}\n`;
  if (arrowSymbol) Object.defineProperty(error, arrowSymbol, { value: arrow, writable: true, configurable: true });
  return arrow;
}

/** What the browser says to the module's text once the module syntax is taken away; undefined when it says nothing. */
function v8Message(kernel: Kernel, source: string): string | undefined {
  const body = source
    .replace(/^#!/, '//')
    .replace(/^(\s*)import\b[^;'"(]*(['"])[^'"\n]*\2/gm, '$1')
    .replace(/^(\s*)export\s+default\b/gm, '$1void')
    .replace(/^(\s*)export\b/gm, '$1');
  try {
    kernel.natives.evaluate(`(async function(){"use strict";${body}\n})`);
    return undefined;
  } catch (error) {
    return error instanceof SyntaxError ? error.message : undefined;
  }
}
