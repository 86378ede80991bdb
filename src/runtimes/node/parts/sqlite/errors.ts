/** Errors as Node's C++ throws them for SQLite (src/node_sqlite.cc). */
import { codedError } from '../../kernel/coded-error.ts';
import type { SqliteModule } from './sqlite-module.ts';

export const invalidState = (message: string): Error => codedError(Error, 'ERR_INVALID_STATE', message);

export const invalidType = (message: string): Error => codedError(TypeError, 'ERR_INVALID_ARG_TYPE', message);

export const invalidValue = (message: string): Error => codedError(TypeError, 'ERR_INVALID_ARG_VALUE', message);

export const outOfRange = (message: string): Error => codedError(RangeError, 'ERR_OUT_OF_RANGE', message);

/** Tells what is wrong with an argument that must be of one type. */
export function mustBe(argument: string, what: string): Error {
  return invalidType(`The "${argument}" argument must be ${what}.`);
}

/** The last failure of a connection. */
export function connectionError(sqlite: SqliteModule, database: number): Error {
  const errcode = sqlite.calls.sqlite3_extended_errcode(database);
  const message = sqlite.text(sqlite.calls.sqlite3_errmsg(database)) ?? '';
  const errstr = sqlite.text(sqlite.calls.sqlite3_errstr(errcode));
  return Object.assign(codedError(Error, 'ERR_SQLITE_ERROR', message), { errcode, errstr });
}

/** A failure that SQLite tells by its code alone. */
export function codeError(sqlite: SqliteModule, errcode: number): Error {
  const message = sqlite.text(sqlite.calls.sqlite3_errstr(errcode)) ?? '';
  return Object.assign(codedError(Error, 'ERR_SQLITE_ERROR', message), { errcode });
}
