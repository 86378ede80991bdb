/**
 * Keeps the async context over `await`. V8 does that natively for Node; a browser does not, so the program's text is
 * edited: `await x` becomes `$ctx.back($own=$ctx.here(), await x)`, which takes the context before and puts it back
 * after, without another tick. What an exception or an asynchronous loop resumes starts with the context of the last
 * `await`, or else of the function's start.
 */
import type {
  AnyNode,
  ArrowFunctionExpression,
  AwaitExpression,
  ForOfStatement,
  FunctionDeclaration,
  FunctionExpression,
  Program,
} from 'acorn';
import type { AsyncContext } from '../async-state.ts';
import type { Kernel } from '../kernel.ts';
import type { SiteNumbers } from '../trace/trace-sites.ts';
import type { Activation } from '../trace/traced-awaits.ts';
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
    here: () => asyncState.captureForAwait(),
    back(context: AsyncContext, result: unknown) {
      asyncState.enter(context);
      return result;
    },
    // Only in programs that are traced. Nothing stands for the run of a function that began after the recording's end.
    run: () => asyncState.tracer?.awaits.start(),
    at(run: Activation | undefined, site: number, awaited: unknown) {
      if (run) asyncState.tracer?.awaits.suspend(run, site);
      return awaited;
    },
    on(context: AsyncContext, result: unknown, run: Activation | undefined) {
      asyncState.enter(context);
      if (run) asyncState.tracer?.awaits.resume(run);
      return result;
    },
    from(site: number) {
      const context = asyncState.captureForAwait();
      asyncState.tracer?.awaits.noteAwait(context, site);
      return context;
    },
    onFrom(context: AsyncContext, result: unknown) {
      asyncState.enter(context);
      asyncState.tracer?.awaits.goOnFrom(context);
      return result;
    },
    loop(run: Activation | undefined, site: number, iterable: unknown) {
      if (run) asyncState.tracer?.awaits.noteLoop(run, site);
      return iterable;
    },
    turn(run: Activation | undefined) {
      if (run) asyncState.tracer?.awaits.endTurn(run);
    },
    again(run: Activation | undefined, loopSite?: number) {
      if (run) asyncState.tracer?.awaits.goOn(run, loopSite);
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
  readonly #edits: SourceEdits;
  readonly #lastContext: string;
  /** Of a program that is traced: the variable that stands for the run of a function. */
  readonly #run: string;
  readonly #sites: SiteNumbers | undefined;

  constructor(source: string, edits: SourceEdits, sites: SiteNumbers | undefined) {
    this.#edits = edits;
    this.#sites = sites;
    this.#lastContext = freshName('$own', source);
    this.#run = freshName('$run', source);
  }

  /** `asyncBody` is the block of the async function, or the module, that `node` is directly in. */
  visit(node: AnyNode, asyncBody: AnyNode | undefined): void {
    const body = isFunction(node) || node.type === 'Program' ? this.#rememberContext(node) : asyncBody;
    if (node.type === 'AwaitExpression') {
      if (this.#sites) this.#traceAwait(node, this.#sites(node.start), body);
      else this.#editAwait(node, body);
    } else if (body && isAsyncLoop(node)) {
      this.#restoreInLoop(node);
    } else if (body) {
      this.#restoreInBlock(blockAfterThrow(node));
    }
    for (const child of childrenOf(node)) this.visit(child, body);
    if (!body) return;
    // After the children: where a loop ends, its body ends too.
    if (isAsyncLoop(node) && node.body.type !== 'BlockStatement') this.#edits.insert(node.end, '}');
    this.#restoreAfterLoops(node);
  }

  #editAwait(node: AwaitExpression, body: AnyNode | undefined): void {
    const remember = body ? `${this.#lastContext}=` : '';
    this.#edits.wrap(node.start, node.end, `${CONTEXT_GLOBAL}.back(${remember}${CONTEXT_GLOBAL}.here(),`, ')');
  }

  #traceAwait({ start, end, argument }: AwaitExpression, site: number, body: AnyNode | undefined): void {
    if (!body) {
      this.#edits.wrap(start, end, `${CONTEXT_GLOBAL}.onFrom(${CONTEXT_GLOBAL}.from(${site}),`, ')');
      return;
    }
    const remember = `${this.#lastContext}=${CONTEXT_GLOBAL}.here()`;
    this.#edits.wrap(start, end, `${CONTEXT_GLOBAL}.on(${remember},`, `,${this.#run})`);
    // Parentheses of its own: those of the text are not part of `a, b`.
    this.#edits.wrap(argument.start, argument.end, `${CONTEXT_GLOBAL}.at(${this.#run},${site},(`, '))');
  }

  /** Declares the variable that holds the context to go back to; returns the block that has it. */
  #rememberContext(node: AnyNode): AnyNode | undefined {
    const block = node.type === 'Program' ? node : asyncBlockOf(node as FunctionNode);
    if (!block || !containsAwait(block)) return undefined;
    const run = this.#sites ? `,${this.#run}=${CONTEXT_GLOBAL}.run()` : '';
    this.#edits.insert(afterDirectives(block), `let ${this.#lastContext}=${CONTEXT_GLOBAL}.here()${run};`);
    return block;
  }

  /** `loop`: the asynchronous loop whose step came before. */
  #restore(loop?: AnyNode): string {
    const back = `${CONTEXT_GLOBAL}.back(${this.#lastContext});`;
    if (!this.#sites) return back;
    const step = loop ? `,${this.#sites(loop.start)}` : '';
    return `${CONTEXT_GLOBAL}.again(${this.#run}${step});${back}`;
  }

  #restoreInBlock(block: AnyNode | undefined): void {
    if (block) this.#edits.insert(block.start + 1, this.#restore());
  }

  #restoreInLoop(loop: AsyncLoop): void {
    const { body, right } = loop;
    if (this.#sites) {
      const call = `${CONTEXT_GLOBAL}.loop(${this.#run},${this.#sites(loop.start)},(`;
      this.#edits.wrap(right.start, right.end, call, '))');
      const isBlock = body.type === 'BlockStatement';
      this.#edits.insert(isBlock ? body.end - 1 : body.end, `;${CONTEXT_GLOBAL}.turn(${this.#run});`);
    }
    if (body.type === 'BlockStatement') this.#edits.insert(body.start + 1, this.#restore(loop));
    else this.#edits.insert(body.start, `{${this.#restore(loop)}`);
  }

  /** A loop ends with an `await` too. Not where it is the only statement of an `if` without braces. */
  #restoreAfterLoops(node: AnyNode): void {
    for (const statement of statementsOf(node)) {
      const loop = withoutLabels(statement);
      if (isAsyncLoop(loop)) this.#edits.insert(statement.end, this.#restore(loop));
    }
  }
}

type AsyncLoop = ForOfStatement & { await: true };

function isAsyncLoop(node: AnyNode): node is AsyncLoop {
  return node.type === 'ForOfStatement' && node.await;
}

function withoutLabels(statement: AnyNode): AnyNode {
  return statement.type === 'LabeledStatement' ? withoutLabels(statement.body) : statement;
}

/** The statements of a list: where another one can stand between two. */
function statementsOf(node: AnyNode): readonly AnyNode[] {
  if (node.type === 'BlockStatement' || node.type === 'Program') return node.body;
  return node.type === 'SwitchCase' ? node.consequent : [];
}

function asyncBlockOf({ async: isAsync, body }: FunctionNode): AnyNode | undefined {
  return isAsync && body.type === 'BlockStatement' ? body : undefined;
}

/** A block that an exception may resume. */
function blockAfterThrow(node: AnyNode): AnyNode | undefined {
  if (node.type === 'CatchClause') return node.body;
  return node.type === 'TryStatement' ? (node.finalizer ?? undefined) : undefined;
}

/** Where the first statement of a block or module that is no directive may stand. */
function afterDirectives(block: AnyNode): number {
  const statements = statementsOf(block);
  const directives = statements.filter((statement) => 'directive' in statement && statement.directive);
  const start = block.type === 'Program' ? (statements[0]?.start ?? block.start) : block.start + 1;
  return directives.at(-1)?.end ?? start;
}

function containsAwait(node: AnyNode): boolean {
  if (node.type === 'AwaitExpression' || isAsyncLoop(node)) return true;
  return childrenOf(node).some((child) => !isFunction(child) && containsAwait(child));
}
