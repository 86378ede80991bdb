/** Sessions and changesets (sqlite.org/sessionintro.html). */

import { isInt32 } from './arguments.ts';
import type { Connection, Dependent } from './connection.ts';
import { codeError, invalidState } from './errors.ts';
import { exposeMethods, requireInternal } from './native-class.ts';
import { ABORT, MISUSE, OK } from './result-codes.ts';
import type { SqliteModule } from './sqlite-module.ts';

/** A session under way (`sqlite3_session*`). */
export class SessionRecord implements Dependent {
  readonly connection: Connection;
  #pointer: number;

  /** Records changes of one table, or of all when none is named, in the database of that name. */
  constructor(connection: Connection, database: string, table: string | undefined) {
    const { sqlite } = connection;
    this.connection = connection;
    this.#pointer = sqlite.withText(database, (name) =>
      sqlite.withOutputs(1, (output) => {
        connection.check(sqlite.calls.sqlite3session_create(connection.require(), name, output));
        return sqlite.pointerAt(output);
      }),
    );
    connection.dependents.add(this);
    const attach = (name: number) => sqlite.calls.sqlite3session_attach(this.#pointer, name);
    connection.check(table === undefined ? attach(0) : sqlite.withText(table, attach));
  }

  require(): number {
    this.connection.require();
    if (this.#pointer === 0) throw invalidState('session is not open');
    return this.#pointer;
  }

  finalize(): void {
    if (this.#pointer === 0) return;
    this.connection.dependents.delete(this);
    this.connection.sqlite.calls.sqlite3session_delete(this.#pointer);
    this.#pointer = 0;
  }
}

/** What `createSession` returns. */
export class Session {
  readonly #record: SessionRecord;

  constructor(key: symbol, record: SessionRecord) {
    requireInternal(key);
    this.#record = record;
  }

  changeset(): Uint8Array {
    return collect(this.#record, 'sqlite3session_changeset');
  }

  patchset(): Uint8Array {
    return collect(this.#record, 'sqlite3session_patchset');
  }

  close(): void {
    this.#record.require();
    this.#record.finalize();
  }

  [Symbol.dispose](): void {
    this.#record.finalize();
  }
}

exposeMethods(Session);

function collect(record: SessionRecord, call: 'sqlite3session_changeset' | 'sqlite3session_patchset'): Uint8Array {
  const session = record.require();
  const { sqlite } = record.connection;
  return sqlite.withOutputs(2, (output) => {
    record.connection.check(sqlite.calls[call](session, output, output + 4));
    const address = sqlite.pointerAt(output + 4);
    const changes = sqlite.copyOut(address, sqlite.pointerAt(output));
    sqlite.calls.sqlite3_free(address);
    return changes;
  });
}

/** What a program decides while a changeset is applied. */
export interface ChangesetHandlers {
  readonly filter: ((table: string | null) => unknown) | undefined;
  readonly onConflict: ((kind: number) => unknown) | undefined;
}

/** Applies changesets; one at a time calls back, so one set of C functions is enough. */
export class Changesets {
  readonly #sqlite: SqliteModule;
  #pointers: { readonly filter: number; readonly conflict: number } | undefined;
  #current: { readonly connection: Connection; readonly handlers: ChangesetHandlers } | undefined;

  constructor(sqlite: SqliteModule) {
    this.#sqlite = sqlite;
  }

  /** Whether all was applied: false when a conflict ended it. */
  apply(connection: Connection, changes: Uint8Array, handlers: ChangesetHandlers): boolean {
    const database = connection.require();
    const { filter, conflict } = this.#callbacks();
    const outer = this.#current;
    this.#current = { connection, handlers };
    try {
      const result = this.#sqlite.withBytes(changes, (address, length) =>
        this.#sqlite.calls.sqlite3changeset_apply(database, length, address, handlers.filter ? filter : 0, conflict, 0),
      );
      connection.throwPending();
      if (result === OK) return true;
      if (result === ABORT) return false;
      throw codeError(this.#sqlite, result);
    } finally {
      this.#current = outer;
    }
  }

  #callbacks(): { readonly filter: number; readonly conflict: number } {
    this.#pointers ??= {
      filter: this.#sqlite.addCallback('ii:i', (_context: number, table: number) =>
        this.#call(({ filter }) => (filter?.(this.#sqlite.text(table)) ? 1 : 0), 0),
      ),
      conflict: this.#sqlite.addCallback('iii:i', (_context: number, kind: number) =>
        this.#call(({ onConflict }) => decision(onConflict, kind), MISUSE),
      ),
    };
    return this.#pointers;
  }

  #call(work: (handlers: ChangesetHandlers) => number, onThrow: number): number {
    const current = this.#current;
    if (!current) throw new Error('SQLite asked about a changeset that nobody applies.');
    return current.connection.callBack(
      () => work(current.handlers),
      () => onThrow,
    );
  }
}

const CHANGESET_ABORT = 2;

/** What is no number makes SQLite complain of misuse. */
function decision(onConflict: ChangesetHandlers['onConflict'], kind: number): number {
  if (!onConflict) return CHANGESET_ABORT;
  const answer = onConflict(kind);
  return isInt32(answer) ? answer : -1;
}
