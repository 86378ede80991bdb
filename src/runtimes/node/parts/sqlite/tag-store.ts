import type { Connection } from './connection.ts';
import { invalidType, invalidValue } from './errors.ts';
import { defineGetters, exposeMethods, requireInternal } from './native-class.ts';
import type { PreparedStatement } from './prepared-statement.ts';
import type { Row, StatementSync } from './statement.ts';
import type { StatementSyncIterator } from './statement-iterator.ts';

/** A statement as the store keeps it. */
export interface StoredStatement {
  readonly statement: StatementSync;
  readonly prepared: PreparedStatement;
}

/** Where a store belongs, and how it prepares what it does not know yet. */
export interface TagStoreOrigin {
  readonly database: object;
  readonly connection: Connection;
  readonly prepare: (sql: string) => StoredStatement;
}

/** Statements written as template literals, prepared once each; the least recently used goes first. */
export class SQLTagStore {
  readonly #origin: TagStoreOrigin;
  readonly #capacity: number;
  readonly #statements = new Map<string, StoredStatement>();

  constructor(key: symbol, origin: TagStoreOrigin, capacity: number) {
    requireInternal(key);
    this.#origin = origin;
    this.#capacity = capacity;
    defineGetters(this, {
      capacity: () => this.#capacity,
      db: () => this.#origin.database,
      size: () => this.#statements.size,
    });
  }

  get(strings: unknown, ...values: unknown[]): Row | undefined {
    return this.#statementOf(strings).get(...values);
  }

  all(strings: unknown, ...values: unknown[]): Row[] {
    return this.#statementOf(strings).all(...values);
  }

  iterate(strings: unknown, ...values: unknown[]): StatementSyncIterator {
    return this.#statementOf(strings).iterate(...values);
  }

  run(strings: unknown, ...values: unknown[]): object {
    return this.#statementOf(strings).run(...values);
  }

  clear(): void {
    this.#statements.clear();
  }

  #statementOf(strings: unknown): StatementSync {
    this.#origin.connection.require();
    if (!Array.isArray(strings)) {
      throw invalidType('First argument must be an array of strings (template literal).');
    }
    if (strings.some((part) => typeof part !== 'string')) throw invalidType('Template literal parts must be strings.');
    const sql = strings.join('?');
    const known = this.#statements.get(sql);
    this.#statements.delete(sql);
    const stored = known && !known.prepared.isFinalized ? known : this.#prepare(sql);
    this.#statements.set(sql, stored);
    return stored.statement;
  }

  #prepare(sql: string): StoredStatement {
    const stored = this.#origin.prepare(sql);
    if (stored.prepared.parameters.haveNames) {
      throw invalidValue('SQLite parameters must be bound using template literal placeholders.');
    }
    const [oldest] = this.#statements.keys();
    if (this.#statements.size >= this.#capacity && oldest !== undefined) this.#statements.delete(oldest);
    return stored;
  }
}

exposeMethods(SQLTagStore);
