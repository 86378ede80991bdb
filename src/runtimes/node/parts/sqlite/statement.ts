import { requireBoolean } from './arguments.ts';
import type { Connection } from './connection.ts';
import { codeError, invalidState, invalidValue, mustBe } from './errors.ts';
import { defineGetters, exposeMethods, INTERNAL, requireInternal } from './native-class.ts';
import type { PreparedStatement } from './prepared-statement.ts';
import { DONE, OK, ROW, TOOBIG } from './result-codes.ts';
import { StatementSyncIterator } from './statement-iterator.ts';
import { columnValue, type Integers, type SqliteValue } from './values.ts';

/** What `prepare` and the database's own options say about a statement. */
export interface StatementSettings {
  readBigInts: boolean;
  returnArrays: boolean;
  allowBareNamedParameters: boolean;
  allowUnknownNamedParameters: boolean;
}

export type Row = Record<string, SqliteValue> | SqliteValue[];

/** How often a statement was compiled again. */
const REPREPARES = 5;

/** Counters of `stat` by the numbers of `sqlite3_stmt_status`. */
const COUNTERS: Readonly<Record<string, number>> = {
  fullscanStep: 1,
  sort: 2,
  autoindex: 3,
  vmStep: 4,
  reprepare: REPREPARES,
  run: 6,
  filterMiss: 7,
  filterHit: 8,
  memused: 99,
};

/** A prepared statement (`sqlite3_stmt*`). */
export class StatementSync {
  readonly #connection: Connection;
  readonly #settings: StatementSettings;
  readonly #prepared: PreparedStatement;
  #isExecuting = false;
  /** Counts resets: an iterator that began before the last one is over. */
  #resets = 0;
  #names: readonly string[] = [];
  #namesAreOf = -1;

  constructor(key: symbol, prepared: PreparedStatement, settings: StatementSettings) {
    requireInternal(key);
    this.#connection = prepared.connection;
    this.#prepared = prepared;
    this.#settings = settings;
    defineGetters(this, { sourceSQL: () => this.#sourceSql(), expandedSQL: () => this.#expandedSql() });
  }

  all(...args: unknown[]): Row[] {
    const pointer = this.#begin(args);
    const rows: Row[] = [];
    return this.#finish(() => {
      let result = this.#step(pointer);
      for (; result === ROW; result = this.#step(pointer)) rows.push(this.#row(pointer));
      this.#connection.check(result, DONE);
      return rows;
    });
  }

  get(...args: unknown[]): Row | undefined {
    const pointer = this.#begin(args);
    return this.#finish(() => {
      const result = this.#step(pointer);
      if (result === DONE) return undefined;
      this.#connection.check(result, ROW);
      return this.#connection.sqlite.calls.sqlite3_column_count(pointer) === 0 ? undefined : this.#row(pointer);
    });
  }

  run(...args: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    const pointer = this.#begin(args);
    const { calls } = this.#connection.sqlite;
    this.#step(pointer);
    this.#connection.check(this.#reset());
    const lastInsertRowid = calls.sqlite3_last_insert_rowid(this.#connection.pointer);
    const changes = calls.sqlite3_changes64(this.#connection.pointer);
    if (this.#settings.readBigInts) return { changes, lastInsertRowid };
    return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
  }

  iterate(...args: unknown[]): StatementSyncIterator {
    const pointer = this.#begin(args);
    const begun = this.#resets;
    return new StatementSyncIterator(INTERNAL, {
      step: () => {
        this.#prepared.require();
        if (begun !== this.#resets) throw invalidState('iterator was invalidated');
        const result = this.#step(pointer);
        if (result === ROW) return this.#row(pointer);
        const failure = result === DONE ? undefined : { error: this.#connection.failure() };
        this.#reset();
        if (failure) throw failure.error;
        return undefined;
      },
      stop: () => {
        this.#prepared.require();
        this.#reset();
      },
    });
  }

  columns(): Record<string, string | null>[] {
    const pointer = this.#prepared.require();
    const { sqlite } = this.#connection;
    const { calls } = sqlite;
    return Array.from({ length: calls.sqlite3_column_count(pointer) }, (_, column) =>
      Object.assign(Object.create(null), {
        column: sqlite.text(calls.sqlite3_column_origin_name(pointer, column)),
        database: sqlite.text(calls.sqlite3_column_database_name(pointer, column)),
        name: sqlite.text(calls.sqlite3_column_name(pointer, column)),
        table: sqlite.text(calls.sqlite3_column_table_name(pointer, column)),
        type: sqlite.text(calls.sqlite3_column_decltype(pointer, column)),
      }),
    );
  }

  stat(counter: unknown): number {
    const pointer = this.#prepared.require();
    if (typeof counter !== 'string') throw mustBe('counter', 'a string');
    const number = COUNTERS[counter];
    if (number === undefined) throw invalidValue('The "counter" argument is not a valid statistic name.');
    return this.#connection.sqlite.calls.sqlite3_stmt_status(pointer, number, 0);
  }

  resetStats(): void {
    const pointer = this.#prepared.require();
    this.#namesAreOf = -1;
    for (const number of Object.values(COUNTERS)) {
      this.#connection.sqlite.calls.sqlite3_stmt_status(pointer, number, 1);
    }
  }

  setAllowBareNamedParameters(enabled: unknown): void {
    this.#prepared.require();
    this.#settings.allowBareNamedParameters = requireBoolean('allowBareNamedParameters', enabled);
  }

  setAllowUnknownNamedParameters(enabled: unknown): void {
    this.#prepared.require();
    this.#settings.allowUnknownNamedParameters = requireBoolean('enabled', enabled);
  }

  setReadBigInts(enabled: unknown): void {
    this.#prepared.require();
    this.#settings.readBigInts = requireBoolean('readBigInts', enabled);
  }

  setReturnArrays(enabled: unknown): void {
    this.#prepared.require();
    this.#settings.returnArrays = requireBoolean('returnArrays', enabled);
  }

  close(): void {
    this.#prepared.require();
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#prepared.finalize();
  }

  #sourceSql(): string | null {
    const pointer = this.#prepared.require();
    const { sqlite } = this.#connection;
    return sqlite.text(sqlite.calls.sqlite3_sql(pointer));
  }

  #expandedSql(): string | null {
    const pointer = this.#prepared.require();
    const { sqlite } = this.#connection;
    const address = sqlite.calls.sqlite3_expanded_sql(pointer);
    if (address === 0) throw codeError(sqlite, TOOBIG);
    const expanded = sqlite.text(address);
    sqlite.calls.sqlite3_free(address);
    return expanded;
  }

  #begin(args: readonly unknown[]): number {
    const pointer = this.#prepared.require();
    if (this.#isExecuting) throw invalidState('statement is already being executed');
    this.#connection.check(this.#reset());
    this.#prepared.parameters.bind(args, {
      allowsBareNames: this.#settings.allowBareNamedParameters,
      ignoresUnknownNames: this.#settings.allowUnknownNamedParameters,
    });
    return pointer;
  }

  #finish<Result>(execute: () => Result): Result {
    try {
      return execute();
    } finally {
      this.#reset();
    }
  }

  #step(pointer: number): number {
    this.#isExecuting = true;
    try {
      return this.#connection.sqlite.calls.sqlite3_step(pointer);
    } finally {
      this.#isExecuting = false;
    }
  }

  #reset(): number {
    // A function of the program may have closed the statement that called it.
    if (this.#prepared.isFinalized) return OK;
    this.#resets += 1;
    return this.#connection.sqlite.calls.sqlite3_reset(this.#prepared.require());
  }

  #row(pointer: number): Row {
    const { sqlite } = this.#connection;
    const integers: Integers = this.#settings.readBigInts ? 'bigints' : 'numbers';
    const count = sqlite.calls.sqlite3_column_count(pointer);
    if (this.#settings.returnArrays) {
      return Array.from({ length: count }, (_, column) => columnValue(sqlite, pointer, column, integers));
    }
    const row: Record<string, SqliteValue> = Object.create(null);
    const names = this.#columnNames(pointer, count);
    for (let column = 0; column < count; column += 1) {
      row[names[column] ?? ''] = columnValue(sqlite, pointer, column, integers);
    }
    return row;
  }

  /** Read again only when SQLite has compiled the statement again, because a table had changed. */
  #columnNames(pointer: number, count: number): readonly string[] {
    const { sqlite } = this.#connection;
    const compilations = sqlite.calls.sqlite3_stmt_status(pointer, REPREPARES, 0);
    if (this.#namesAreOf === compilations) return this.#names;
    this.#namesAreOf = compilations;
    this.#names = Array.from(
      { length: count },
      (_, column) => sqlite.text(sqlite.calls.sqlite3_column_name(pointer, column)) ?? '',
    );
    return this.#names;
  }
}

exposeMethods(StatementSync);
