/**
 * Keeps the async context over `await`. V8 does that natively for Node; a browser does not, so the program's text is
 * edited: `await x` becomes `$ctx.back($ctx.here(), await x)`, which takes the context before and puts it back after,
 * without another tick. What an exception or an asynchronous loop resumes starts with the function's own context.
 */
import type { AnyNode, ArrowFunctionExpression, FunctionDeclaration, FunctionExpression, Program } from 'acorn';
import type { AsyncContext } from '../async-state.ts';
import type { Kernel } from '../kernel.ts';
import type { SiteNumbers } from '../trace/trace-sites.ts';
import { childrenOf, isFunction } from './scope-analysis.ts';
import { freshName, type SourceEdits } from './source-edits.ts';

type FunctionNode = ArrowFunctionExpression | FunctionDeclaration | FunctionExpression;

/** The functions behind the edits: a global that no enumeration shows. */
export const CONTEXT_GLOBAL = '$ctx';

/** Whether a text is worth parsing for `trackAwaits`. */
export function mayAwait(source: string): boolean {
  return /\bawait\b/.test(source);
}

/** Defines the global that edited programs call. */
export function installAwaitTracking({ asyncState }: Pick<Kernel, 'asyncState'>): void {
  const value = Object.freeze({
    here(site?: number, own?: AsyncContext) {
      const context = asyncState.captureForAwait();
      asyncState.tracer?.awaits.note(context, site, own);
      return context;
    },
    back(context: AsyncContext, result: unknown) {
      asyncState.enter(context);
      asyncState.tracer?.awaits.resume(context);
      return result;
    },
    // Only in programs that are traced.
    at(own: AsyncContext, awaited: unknown) {
      asyncState.tracer?.awaits.suspend(own);
      return awaited;
    },
    step(own: AsyncContext, site: number) {
      asyncState.tracer?.awaits.step(own, site);
    },
  });
  Object.defineProperty(globalThis, CONTEXT_GLOBAL, { value, enumerable: false });
}

/**
 * Adds the edits for a program. A top-level `await` counts only in a module. `sites` numbers the places of a program that
 * is traced: its edits say where each `await` is, and when it suspends.
 */
export function trackAwaits(program: Program, source: string, edits: SourceEdits, sites?: SiteNumbers): void {
  if (!mayAwait(source)) return;
  new AwaitEdits(source, edits, sites).visit(program, undefined);
}

class AwaitEdits {
  readonly #source: string;
  readonly #edits: SourceEdits;
  readonly #ownContext: string;
  readonly #sites: SiteNumbers | undefined;

  constructor(source: string, edits: SourceEdits, sites: SiteNumbers | undefined) {
    this.#source = source;
    this.#edits = edits;
    this.#sites = sites;
    this.#ownContext = freshName('$own', source);
  }

  /** `asyncBody` is the block of the async function that `node` is directly in. */
  visit(node: AnyNode, asyncBody: AnyNode | undefined): void {
    if (isFunction(node)) {
      const { async: isAsync, body: block } = node as FunctionNode;
      const body = isAsync && block.type === 'BlockStatement' && containsAwait(block) ? block : undefined;
      if (body) this.#edits.insert(afterDirectives(body), `const ${this.#ownContext}=${CONTEXT_GLOBAL}.here();`);
      for (const child of childrenOf(node)) this.visit(child, body);
      return;
    }
    if (node.type === 'AwaitExpression') {
      this.#edits.insert(node.start, `${CONTEXT_GLOBAL}.back(${CONTEXT_GLOBAL}.here(${this.#place(node, asyncBody)}),`);
      if (this.#sites && asyncBody) {
        this.#edits.insert(node.argument.start, `${CONTEXT_GLOBAL}.at(${this.#ownContext},`);
        this.#edits.insert(node.argument.end, ')');
      }
      this.#edits.insert(node.end, ')');
    } else if (asyncBody) {
      this.#restoreIn(resumedBlock(node), node);
    }
    for (const child of childrenOf(node)) this.visit(child, asyncBody);
  }

  /** The arguments of `here`. */
  #place(node: AnyNode, asyncBody: AnyNode | undefined): string {
    if (!this.#sites) return '';
    const site = this.#sites(node.start);
    return asyncBody ? `${site},${this.#ownContext}` : `${site}`;
  }

  #restoreIn(block: AnyNode | undefined, statement: AnyNode): void {
    if (block?.type !== 'BlockStatement') return;
    const position = block.start + 1;
    if (this.#source[block.start] !== '{') return;
    if (this.#sites && statement.type === 'ForOfStatement') {
      this.#edits.insert(position, `${CONTEXT_GLOBAL}.step(${this.#ownContext},${this.#sites(statement.start)});`);
    }
    this.#edits.insert(position, `${CONTEXT_GLOBAL}.back(${this.#ownContext});`);
  }
}

/** A block that an exception or an asynchronous iterator may resume. */
function resumedBlock(node: AnyNode): AnyNode | undefined {
  if (node.type === 'CatchClause') return node.body;
  if (node.type === 'TryStatement') return node.finalizer ?? undefined;
  return node.type === 'ForOfStatement' && node.await ? node.body : undefined;
}

function afterDirectives(block: AnyNode): number {
  const statements = block.type === 'BlockStatement' ? block.body : [];
  const directives = statements.filter((statement) => 'directive' in statement && statement.directive);
  return directives.at(-1)?.end ?? block.start + 1;
}

function containsAwait(node: AnyNode): boolean {
  if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) return true;
  return childrenOf(node).some((child) => !isFunction(child) && containsAwait(child));
}
