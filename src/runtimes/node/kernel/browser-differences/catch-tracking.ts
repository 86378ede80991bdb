/**
 * Where a browser's messages are not V8's, each `catch` of a program has its error translated first: the program's text
 * is edited, `catch (e) {` becomes `catch (e) {$v8.caught(e);`.
 */
import type { AnyNode, CatchClause, Program } from 'acorn';
import { childrenOf } from '../modules/scope-analysis.ts';
import { freshName, type SourceEdits } from '../modules/source-edits.ts';

/** The function behind the edits: a global that no enumeration shows, and that only such a browser has. */
export const TRANSLATION_GLOBAL = '$v8';

/** Whether a text is worth parsing for `trackCatches`. */
export function mayCatch(source: string): boolean {
  return /\bcatch\s*\(/.test(source);
}

/** Adds the edits for a program. */
export function trackCatches(program: Program, source: string, edits: SourceEdits): void {
  if (mayCatch(source)) visit(program, source, edits);
}

function visit(node: AnyNode, source: string, edits: SourceEdits): void {
  if (node.type === 'CatchClause') editClause(node, source, edits);
  for (const child of childrenOf(node)) visit(child, source, edits);
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
