/**
 * Says where a traced program is, by edits of its text: each call notes its place before it happens
 * (`setTimeout(f, 5)` becomes `setTimeout(f, $trc.t(17,5))`), and each function when it is entered. Reading the stack
 * instead would cost several µs each time; this costs a few ns. Lines stay; columns are mapped back.
 */
import type { AnyNode, CallExpression, NewExpression, Program } from 'acorn';
import { childrenOf, isFunction } from '../modules/scope-analysis.ts';
import type { SourceEdits } from '../modules/source-edits.ts';
import type { SiteNumbers } from './trace-sites.ts';

/** The functions behind the edits: a global that no enumeration shows, and only a traced run has. */
export const TRACE_GLOBAL = '$trc';

/** Methods without arguments that ask the loop for something: `server.close()`. Others are left alone, for speed. */
const SCHEDULING_METHODS = new Set(
  'abort cancel close destroy disconnect end next pause read refresh resume start text json bytes arrayBuffer terminate'.split(
    ' ',
  ),
);

/** Functions that keep the thread for as long as their work takes: `readFileSync`. */
const BLOCKING = /Sync$/;

export function markCalls(node: AnyNode | Program, edits: SourceEdits, sites: SiteNumbers): void {
  if (isFunction(node)) markEntry(node, edits, sites);
  else if (node.type === 'CallExpression' || node.type === 'NewExpression') markCall(node, edits, sites);
  else markLoop(node, edits);
  for (const child of childrenOf(node)) markCalls(child, edits, sites);
}

function markEntry(node: AnyNode, edits: SourceEdits, sites: SiteNumbers): void {
  if (!('body' in node) || !node.body || Array.isArray(node.body)) return;
  const body = node.body as AnyNode;
  const enter = `${TRACE_GLOBAL}.f(${sites(node.start, node.end)})`;
  if (body.type !== 'BlockStatement') {
    edits.wrap(body.start, body.end, `(${enter},`, ')');
    return;
  }
  const directives = body.body.filter((statement) => 'directive' in statement && statement.directive);
  const position = directives.at(-1)?.end ?? body.start + 1;
  // A directive may have no semicolon of its own.
  edits.insert(position, directives.length > 0 ? `;${enter};` : `${enter};`);
}

/** Arguments come first: the place is noted when the last one is there, right before the call. */
function markCall(node: CallExpression | NewExpression, edits: SourceEdits, sites: SiteNumbers): void {
  const { callee } = node;
  const last = node.arguments.at(-1);
  const isMethod = callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier';
  const place = isMethod ? callee.property.start : node.start;
  if (last && last.type !== 'SpreadElement') {
    const mark = BLOCKING.test(nameOf(callee)) ? 's' : 't';
    edits.wrap(last.start, last.end, `${TRACE_GLOBAL}.${mark}(${sites(place)},`, ')');
  } else if (!last && isMethod && SCHEDULING_METHODS.has((callee.property as { name: string }).name)) {
    const isCall = node.type === 'CallExpression' && node.end > callee.end;
    if (isCall) edits.insert(node.end - 1, `...${TRACE_GLOBAL}.z(${sites(place)})`);
  }
}

function nameOf(callee: AnyNode): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}

/** A loop may take long: it says that it begins, in its head, where no braces are needed. */
function markLoop(node: AnyNode, edits: SourceEdits): void {
  const mark = `${TRACE_GLOBAL}.l(),`;
  switch (node.type) {
    case 'ForInStatement':
      edits.insert(node.right.start, mark);
      break;
    case 'ForOfStatement':
      // Each turn of an asynchronous loop is a callback of its own.
      if (!node.await) edits.wrap(node.right.start, node.right.end, `(${mark}`, ')');
      break;
    case 'WhileStatement':
    case 'DoWhileStatement':
      edits.insert(node.test.start, mark);
      break;
    case 'ForStatement': {
      const first = node.init?.type === 'VariableDeclaration' ? node.init.declarations[0]?.init : node.init;
      if (first) edits.wrap(first.start, first.end, `(${mark}`, ')');
      else if (node.test) edits.insert(node.test.start, mark);
      break;
    }
  }
}
