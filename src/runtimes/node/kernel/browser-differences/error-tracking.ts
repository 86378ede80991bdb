/**
 * Where a browser's errors are not V8's, the program's text is edited. Each `catch` has its error translated first:
 * `catch (e) {` becomes `catch (e) {$v8.caught(e);`. Each `throw` is noted, as such a browser tells only where an error was
 * made: `throw e` becomes `throw $v8.thrown(e)`.
 */
import type { AnyNode, CatchClause, Program, ThrowStatement } from 'acorn';
import { childrenOf } from '../modules/scope-analysis.ts';
import { freshName, type SourceEdits } from '../modules/source-edits.ts';

/** The functions behind the edits: a global that no enumeration shows, and that only such a browser has. */
export const TRANSLATION_GLOBAL = '$v8';

/** Whether a text is worth parsing for `trackErrors`. */
export function mayMeetErrors(source: string): boolean {
  return /\bcatch\s*\(|\bthrow\b/.test(source);
}

/** Adds the edits for a program. */
export function trackErrors(program: Program, source: string, edits: SourceEdits): void {
  if (mayMeetErrors(source)) visit(program, source, edits);
}

function visit(node: AnyNode, source: string, edits: SourceEdits): void {
  if (node.type === 'CatchClause') editClause(node, source, edits);
  if (node.type === 'ThrowStatement') editThrow(node, edits);
  for (const child of childrenOf(node)) visit(child, source, edits);
}

function editThrow({ argument }: ThrowStatement, edits: SourceEdits): void {
  // Parentheses of its own: those of the text are not part of `a, b`.
  const isList = argument.type === 'SequenceExpression';
  edits.insert(argument.start, `${TRANSLATION_GLOBAL}.thrown(${isList ? '(' : ''}`);
  edits.insert(argument.end, isList ? '))' : ')');
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
