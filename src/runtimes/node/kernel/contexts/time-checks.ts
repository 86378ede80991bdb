/**
 * The `timeout` of a `vm` script. Nothing can interrupt JavaScript from within its own thread, so the script's own
 * loops and functions look at the clock, and so do its `catch` and `finally` blocks: it cannot swallow the error.
 */
import type { AnyNode, Program } from 'acorn';
import { codedError } from '../coded-error.ts';
import { childrenOf, isFunction } from '../modules/scope-analysis.ts';
import type { SourceEdits } from '../modules/source-edits.ts';
import type { Natives } from '../natives.ts';

/** The clock is read once in so many checks. */
const CHECKS_PER_LOOK = 64;

/** Adds a call of `hooks.check()` to whatever a script may repeat. */
export function addTimeChecks(node: AnyNode | Program, hooksName: string, edits: SourceEdits): void {
  const check = `${hooksName}.check();`;
  const body = repeatedBody(node);
  if (body?.type === 'BlockStatement') {
    edits.insert(startInside(body), check);
  } else if (body) {
    edits.insert(body.start, `{${check}`);
    edits.insert(body.end, '}');
  }
  for (const child of childrenOf(node)) addTimeChecks(child, hooksName, edits);
}

function startInside(block: Extract<AnyNode, { type: 'BlockStatement' }>): number {
  const directives = block.body.filter((statement) => 'directive' in statement && statement.directive);
  return directives.at(-1)?.end ?? block.start + 1;
}

function repeatedBody(node: AnyNode): AnyNode | undefined {
  switch (node.type) {
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'CatchClause':
      return node.body;
    case 'TryStatement':
      return node.finalizer ?? undefined;
    default:
      return isFunction(node) &&
        'body' in node &&
        node.body &&
        !Array.isArray(node.body) &&
        node.body.type === 'BlockStatement'
        ? node.body
        : undefined;
  }
}

interface TimeLimit {
  readonly end: number;
  readonly ms: number;
}

/** Unwinds a script whose time is up; never an error that the script could show. */
class TimeIsUp {
  readonly limit: TimeLimit;

  constructor(limit: TimeLimit) {
    this.limit = limit;
  }
}

/** The time limits of the scripts that run now, each within the one before. */
export class TimeLimits {
  readonly #natives: Natives;
  readonly #limits: TimeLimit[] = [];
  #checks = 0;

  constructor(natives: Natives) {
    this.#natives = natives;
  }

  /** Runs `work`, whose checks throw once it has taken `ms`. */
  within<Result>(ms: number, work: () => Result): Result {
    const limit = { end: this.#natives.now() + ms, ms };
    this.#limits.push(limit);
    try {
      return work();
    } catch (error) {
      if (!(error instanceof TimeIsUp) || error.limit !== limit) throw error;
      // The error is made here: the place where the script was has no part in it.
      throw codedError(Error, 'ERR_SCRIPT_EXECUTION_TIMEOUT', `Script execution timed out after ${ms}ms`);
    } finally {
      this.#limits.pop();
    }
  }

  /** Throws when a time limit has passed. */
  check(): void {
    this.#checks += 1;
    if (this.#checks % CHECKS_PER_LOOK !== 0 || this.#limits.length === 0) return;
    const now = this.#natives.now();
    const passed = this.#limits.find(({ end }) => now > end);
    if (!passed) return;
    // The next check, perhaps in a `catch` block, looks at once.
    this.#checks = CHECKS_PER_LOOK - 1;
    throw new TimeIsUp(passed);
  }
}
