/**
 * Where a browser's errors are not V8's, the program's text is edited. Each `catch` has its error translated first:
 * `catch (e) {` becomes `catch (e) {$v8.caught(e);`. Each `throw` is noted, as such a browser tells only where an error was
 * made: `throw e` becomes `throw $v8.thrown(e)`. So is who awaits what: `await x` becomes `await $v8.awaits(site,(x))`.
 */
import type { AnyNode, AwaitExpression, CatchClause, Program, ThrowStatement } from 'acorn';
import { mayAwait } from '../modules/await-edits.ts';
import { childrenOf } from '../modules/scope-analysis.ts';
import { freshName, type SourceEdits } from '../modules/source-edits.ts';

/** The functions behind the edits: a global that no enumeration shows, and that only such a browser has. */
export const TRANSLATION_GLOBAL = '$v8';

/** An `await` of a program. */
export interface AwaitSite {
  /** The whole text that it stands in, and where there. */
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

/** An `await` that an error has come through. */
export interface Wait {
  readonly site: AwaitSite;
  /** It began when the error was made already. */
  readonly isLate: boolean;
}

/** Whether a text is worth parsing for `ErrorTracking`. */
export function mayMeetErrors(source: string): boolean {
  return /\bcatch\s*\(|\bthrow\b/.test(source) || mayAwait(source);
}

export class ErrorTracking {
  readonly #sites: AwaitSite[] = [];

  /** What the edits call by its number. */
  site(number: number): AwaitSite | undefined {
    return this.#sites[number];
  }

  /** Adds the edits for a program. */
  track(program: Program, source: string, edits: SourceEdits): void {
    if (mayMeetErrors(source)) this.#visit(program, source, edits);
  }

  #visit(node: AnyNode, source: string, edits: SourceEdits): void {
    if (node.type === 'CatchClause') editClause(node, source, edits);
    if (node.type === 'ThrowStatement') editThrow(node, edits);
    if (node.type === 'AwaitExpression') this.#editAwait(node, source, edits);
    for (const child of childrenOf(node)) this.#visit(child, source, edits);
  }

  #editAwait({ argument, start, end }: AwaitExpression, source: string, edits: SourceEdits): void {
    const site = this.#sites.push({ source, start, end }) - 1;
    // Parentheses of its own: those of the text are not part of `a, b`.
    edits.wrap(argument.start, argument.end, `${TRANSLATION_GLOBAL}.awaits(${site},(`, '))');
  }
}

function editThrow({ argument }: ThrowStatement, edits: SourceEdits): void {
  const isList = argument.type === 'SequenceExpression';
  edits.wrap(argument.start, argument.end, `${TRANSLATION_GLOBAL}.thrown(${isList ? '(' : ''}`, isList ? '))' : ')');
}

function editClause({ param, body }: CatchClause, source: string, edits: SourceEdits): void {
  if (!param) return;
  const start = body.start + 1;
  if (param.type === 'Identifier') {
    edits.insert(start, `${TRANSLATION_GLOBAL}.caught(${param.name});`);
    return;
  }
  const name = freshName('$caught', source);
  const pattern = source.slice(param.start, param.end);
  // A pattern over several lines would move what follows.
  if (pattern.includes('\n')) return;
  edits.replace(param.start, param.end, name);
  edits.insert(start, `let ${pattern}=${TRANSLATION_GLOBAL}.caught(${name});`);
}
