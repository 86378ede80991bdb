/**
 * Edits a program's text so that the async context is kept over `await`: `await x` becomes
 * `$ctx.back($own,await $ctx.keep($own,(x)))`, in the simplest case without that last call. `$own` is what a run of the
 * function keeps it in, as it waits for one thing at a time. What an exception or an asynchronous loop resumes goes on with what was kept last.
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
import type { ModuleTrace, SiteNumbers } from '../trace/trace-sites.ts';
import { CONTEXT_GLOBAL } from './await-tracking.ts';
import { childrenOf, isFunction } from './scope-analysis.ts';
import { freshName, type SourceEdits } from './source-edits.ts';

type FunctionNode = ArrowFunctionExpression | FunctionDeclaration | FunctionExpression;

/** Whether a text is worth parsing for `trackAwaits`. */
export function mayAwait(source: string): boolean {
  return /\bawait\b/.test(source);
}

/**
 * Adds the edits for a program, and those of `trace` for one that is traced: its edits also say where each `await` is,
 * and when a function suspends. A top-level `await` counts only in a module.
 */
export function trackAwaits(program: Program, source: string, edits: SourceEdits, trace?: ModuleTrace): void {
  const awaits = mayAwait(source) ? new AwaitEdits(source, edits, trace?.sites) : undefined;
  // Around what a trace puts around their bodies. An `await`, in turn, is within what a trace puts around arguments.
  awaits?.giveArrowsBlocks(program);
  trace?.markCalls(program, edits);
  awaits?.visit(program, undefined);
}

class AwaitEdits {
  readonly #source: string;
  readonly #edits: SourceEdits;
  /** The variable that stands for the run of a function. */
  readonly #own: string;
  /** Of a program that is traced. */
  readonly #sites: SiteNumbers | undefined;

  constructor(source: string, edits: SourceEdits, sites: SiteNumbers | undefined) {
    this.#source = source;
    this.#edits = edits;
    this.#sites = sites;
    this.#own = freshName('$own', source);
  }

  /** `async () => await x` gets a block: it must have the variable too. */
  giveArrowsBlocks(node: AnyNode): void {
    for (const child of childrenOf(node)) this.giveArrowsBlocks(child);
    if (node.type !== 'ArrowFunctionExpression' || !node.async || !node.expression || !containsAwait(node.body)) return;
    ARROW.lastIndex = node.params.at(-1)?.end ?? node.start;
    ARROW.test(this.#source);
    this.#edits.wrap(ARROW.lastIndex, node.end, `{${this.#declaration};return(`, ')}');
  }

  /** `function_` is the async function, or the module, that `node` is directly in; `labels` are those of `node`. */
  visit(node: AnyNode, function_: AnyNode | undefined, labels: readonly string[] = []): void {
    const inner = isFunction(node) || node.type === 'Program' ? this.#rememberContext(node) : function_;
    if (inner) {
      if (node.type === 'AwaitExpression') this.#editAwait(node);
      else if (isAsyncLoop(node)) this.#restoreInLoop(node, labels);
      else this.#restoreInBlock(blockAfterThrow(node));
    }
    const own = node.type === 'LabeledStatement' ? [...labels, node.label.name] : [];
    for (const child of childrenOf(node)) this.visit(child, inner, own);
    if (!inner) return;
    // After the children: where a loop ends, its body ends too.
    if (isAsyncLoop(node) && node.body.type !== 'BlockStatement') this.#edits.insert(node.end, '}');
    this.#restoreAfterLoops(node);
  }

  get #declaration(): string {
    return `let ${this.#own}=${CONTEXT_GLOBAL}.${this.#sites ? 'startRun' : 'start'}()`;
  }

  #editAwait({ start, end, argument }: AwaitExpression): void {
    const back = this.#sites ? 'resume' : 'back';
    this.#edits.wrap(start, end, `${CONTEXT_GLOBAL}.${back}(${this.#own},`, ')');
    if (this.#sites) this.#wrapOperand(argument, 'suspend', start);
    else if (containsAwait(argument)) this.#wrapOperand(argument, 'keep', start);
    else this.#wrapSimpleOperand(argument);
  }

  /**
   * As `keep`, but nothing is called once the operand is there. Where a recursion of async functions runs out of stack,
   * each must still get to await the one that has failed: nobody else handles that.
   */
  #wrapSimpleOperand({ start, end }: AnyNode): void {
    const own = this.#own;
    const after = `),${own}.frame=${CONTEXT_GLOBAL}.current.frame,${own}.isWaiting=true,${own}.awaited)`;
    this.#edits.wrap(start, end, `(${CONTEXT_GLOBAL}.takeIds(${own}),${own}.awaited=(`, after);
  }

  /** Parentheses of its own: those of the text are not part of `a, b`. */
  #wrapOperand({ start, end }: AnyNode, method: string, place: number): void {
    const site = this.#sites ? `,${this.#sites(place)}` : '';
    this.#edits.wrap(start, end, `${CONTEXT_GLOBAL}.${method}(${this.#own},(`, `)${site})`);
  }

  /** Declares the variable that holds the context to go back to; returns the node if it has one. */
  #rememberContext(node: AnyNode): AnyNode | undefined {
    if (node.type === 'ArrowFunctionExpression' && node.expression) {
      return node.async && containsAwait(node.body) ? node : undefined;
    }
    const block = node.type === 'Program' ? node : asyncBlockOf(node as FunctionNode);
    if (!block || !containsAwait(block)) return undefined;
    this.#edits.insert(afterDirectives(block), `${this.#declaration};`);
    return node;
  }

  /** `loop`: the asynchronous loop whose step came before. */
  #restore(loop?: AnyNode): string {
    if (!this.#sites) return `${CONTEXT_GLOBAL}.again(${this.#own});`;
    const step = loop ? `,${this.#sites(loop.start)}` : '';
    return `${CONTEXT_GLOBAL}.goOn(${this.#own}${step});`;
  }

  #restoreInBlock(block: AnyNode | undefined): void {
    if (block) this.#edits.insert(block.start + 1, this.#restore());
  }

  #restoreInLoop(loop: AsyncLoop, labels: readonly string[]): void {
    const { body, right } = loop;
    const [keep, keepAgain] = this.#sites ? ['loop', 'turn'] : ['keep', 'keep'];
    this.#wrapOperand(right, keep, loop.start);
    const isBlock = body.type === 'BlockStatement';
    if (isBlock) this.#edits.insert(body.start + 1, this.#restore(loop));
    else this.#edits.insert(body.start, `{${this.#restore(loop)}`);
    const turn = `${CONTEXT_GLOBAL}.${keepAgain}(${this.#own});`;
    for (const { start, end } of jumpsOf(body, labels)) this.#edits.wrap(start, end, `{${turn}`, '}');
    this.#edits.insert(isBlock ? body.end - 1 : body.end, `;${turn}`);
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

/** The statements by which the body of a loop with these labels goes on with the next step, or ends the loop. */
function jumpsOf(node: AnyNode, labels: readonly string[], inner = ''): AnyNode[] {
  if (isFunction(node)) return [];
  if (node.type === 'ContinueStatement' || node.type === 'BreakStatement') {
    const own = node.type === 'ContinueStatement' ? /loop/ : /loop|switch/;
    return (node.label ? labels.includes(node.label.name) : !own.test(inner)) ? [node] : [];
  }
  const within = LOOP.test(node.type) ? 'loop' : node.type === 'SwitchStatement' && inner === '' ? 'switch' : inner;
  return childrenOf(node).flatMap((child) => jumpsOf(child, labels, within));
}

function withoutLabels(statement: AnyNode): AnyNode {
  return statement.type === 'LabeledStatement' ? withoutLabels(statement.body) : statement;
}

/** The statements of a list: where another one can stand between two. */
function statementsOf(node: AnyNode): readonly AnyNode[] {
  if (node.type === 'BlockStatement' || node.type === 'Program') return node.body;
  return node.type === 'SwitchCase' ? node.consequent : [];
}

const LOOP = /^(?:For|While|DoWhile)/;

/** The rest of an arrow function's head, from the end of its last parameter or from its start. */
const ARROW = /(?:\/\*.*?\*\/|\/\/[^\n\r\u2028\u2029]*|[^/=])*=>/sy;

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
