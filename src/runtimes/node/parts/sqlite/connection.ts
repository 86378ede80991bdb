import type { Kernel } from '../../kernel/kernel.ts';
import { connectionError, invalidState } from './errors.ts';
import { OK } from './result-codes.ts';
import type { SqliteModule } from './sqlite-module.ts';

/** Something that must go before its connection: a statement, a session. */
export interface Dependent {
  finalize(): void;
}

/** An open database (`sqlite3*`) with what depends on it, as `DatabaseSync` and its objects share it. */
export class Connection {
  readonly kernel: Kernel;
  readonly sqlite: SqliteModule;
  readonly dependents = new Set<Dependent>();
  /** Calls of the program's functions that SQLite is waiting for. */
  callbackDepth = 0;
  isAuthorizing = false;
  /** The address; 0 while closed. */
  pointer = 0;
  /** What a function of the program threw while SQLite called it. */
  #thrown: { readonly error: unknown } | undefined;

  constructor(kernel: Kernel, sqlite: SqliteModule) {
    this.kernel = kernel;
    this.sqlite = sqlite;
  }

  get isOpen(): boolean {
    return this.pointer !== 0;
  }

  /** The address; throws when the database may not be used now. */
  require(): number {
    if (!this.isOpen) throw invalidState('database is not open');
    this.requireOutsideAuthorizer();
    return this.pointer;
  }

  requireOutsideAuthorizer(): void {
    if (this.isAuthorizing) throw invalidState('database cannot be accessed from an authorizer callback');
  }

  /** Throws what went wrong when a call did not return what it should have. */
  check(result: number, expected = OK): void {
    if (result === expected) return;
    throw this.failure();
  }

  /** Why the last call failed: what the program's own function threw comes first. */
  failure(): unknown {
    const thrown = this.#thrown;
    this.#thrown = undefined;
    return thrown ? thrown.error : connectionError(this.sqlite, this.pointer);
  }

  /** Throws what a function of the program threw while SQLite called it, if one did. */
  throwPending(): void {
    const thrown = this.#thrown;
    this.#thrown = undefined;
    if (thrown) throw thrown.error;
  }

  /** Runs a function of the program that SQLite calls; what it throws is kept for `failure`. */
  callBack<Result>(callback: () => Result, onThrow: () => Result): Result {
    this.callbackDepth += 1;
    try {
      return callback();
    } catch (error) {
      this.#thrown ??= { error };
      return onThrow();
    } finally {
      this.callbackDepth -= 1;
    }
  }

  /** Finalizes all that depends on the connection, and closes it. */
  close(): number {
    for (const dependent of this.dependents) dependent.finalize();
    this.dependents.clear();
    const result = this.sqlite.calls.sqlite3_close_v2(this.pointer);
    if (result === OK) this.pointer = 0;
    return result;
  }
}
