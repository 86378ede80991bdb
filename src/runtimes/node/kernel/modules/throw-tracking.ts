/**
 * Says where errors are thrown. A browser knows of an uncaught error that was made in the same script only where that
 * was, so the program's text is edited: `throw error;` becomes `throw $thrown.at(8,2,( error));`, with line and column
 * of the statement. What is made and thrown at once (`throw new Error()`) is left alone: there, both are one place.
 * This is V8's way; what another browser needs is in `browser-differences/error-tracking.ts`.
 */
import type { AnyNode, Program, ThrowStatement } from 'acorn';
import type { ErrorPlaces } from '../error-places.ts';
import { childrenOf } from './scope-analysis.ts';
import type { SourceEdits } from './source-edits.ts';

/** The function behind the edits: a global that no enumeration shows. */
export const THROW_GLOBAL = '$thrown';

/** What is thrown where it is made, or is no error at all. */
const MADE_HERE: ReadonlySet<AnyNode['type']> = new Set(['NewExpression', 'Literal', 'TemplateLiteral']);

const KEYWORD_LENGTH = 'throw'.length;

/** Whether a text is worth parsing for `trackThrows`. */
export function mayThrow(source: string): boolean {
  return /\bthrow\b(?!\s+new\b)/.test(source);
}

/** Defines the global that edited programs call. */
export function installThrowTracking({ errorPlaces }: { readonly errorPlaces: ErrorPlaces }): void {
  const value = Object.freeze({
    at(line: number, column: number, error: unknown) {
      errorPlaces.noteThrown(error, { line, column });
      return error;
    },
  });
  Object.defineProperty(globalThis, THROW_GLOBAL, { value, enumerable: false });
}

/** Adds the edits for a program. */
export function trackThrows(program: Program, source: string, edits: SourceEdits): void {
  if (mayThrow(source)) new ThrowEdits(source, edits).visit(program);
}

class ThrowEdits {
  readonly #source: string;
  readonly #edits: SourceEdits;
  /** The line of the last statement found, from 1, and its beginning: statements come in the order of the text. */
  #line = 1;
  #lineStart = 0;

  constructor(source: string, edits: SourceEdits) {
    this.#source = source;
    this.#edits = edits;
  }

  visit(node: AnyNode): void {
    if (node.type === 'ThrowStatement' && !MADE_HERE.has(node.argument.type)) this.#note(node);
    for (const child of childrenOf(node)) this.visit(child);
  }

  #note({ start, argument }: ThrowStatement): void {
    this.#moveTo(start);
    const place = `${this.#line},${start - this.#lineStart + 1}`;
    // Parentheses of its own: those of the text are not part of `a, b`.
    this.#edits.wrap(start + KEYWORD_LENGTH, argument.end, ` ${THROW_GLOBAL}.at(${place},(`, '))');
  }

  #moveTo(offset: number): void {
    for (let at = this.#source.indexOf('\n', this.#lineStart); at >= 0 && at < offset; ) {
      this.#line += 1;
      this.#lineStart = at + 1;
      at = this.#source.indexOf('\n', this.#lineStart);
    }
  }
}
