/** Values of SQLite as JavaScript's, and back. */
import { outOfRange } from './errors.ts';
import { BLOB, FLOAT, INTEGER, TEXT, TRANSIENT } from './result-codes.ts';
import type { SqliteModule } from './sqlite-module.ts';

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

export type SqliteValue = number | bigint | string | Uint8Array | null;

/** How integers are shown to the program. */
export type Integers = 'numbers' | 'bigints';

export function fitsInt64(value: bigint): boolean {
  return value >= MIN_INT64 && value <= MAX_INT64;
}

/** The value in a column of the row that a statement is at. */
export function columnValue(sqlite: SqliteModule, statement: number, column: number, integers: Integers): SqliteValue {
  const { calls } = sqlite;
  switch (calls.sqlite3_column_type(statement, column)) {
    case INTEGER:
      return integerValue(calls.sqlite3_column_int64(statement, column), integers);
    case FLOAT:
      return calls.sqlite3_column_double(statement, column);
    case TEXT: {
      const address = calls.sqlite3_column_text(statement, column);
      return sqlite.text(address, calls.sqlite3_column_bytes(statement, column)) ?? '';
    }
    case BLOB: {
      const address = calls.sqlite3_column_blob(statement, column);
      return sqlite.copyOut(address, calls.sqlite3_column_bytes(statement, column));
    }
    default:
      return null;
  }
}

/** An argument of a user-defined function. */
export function argumentValue(sqlite: SqliteModule, value: number, integers: Integers): SqliteValue {
  const { calls } = sqlite;
  switch (calls.sqlite3_value_type(value)) {
    case INTEGER:
      return integerValue(calls.sqlite3_value_int64(value), integers);
    case FLOAT:
      return calls.sqlite3_value_double(value);
    case TEXT: {
      const address = calls.sqlite3_value_text(value);
      return sqlite.text(address, calls.sqlite3_value_bytes(value)) ?? '';
    }
    case BLOB: {
      const address = calls.sqlite3_value_blob(value);
      return sqlite.copyOut(address, calls.sqlite3_value_bytes(value));
    }
    default:
      return null;
  }
}

function integerValue(value: bigint, integers: Integers): number | bigint {
  if (integers === 'bigints') return value;
  if (value > MAX_SAFE || value < -MAX_SAFE) {
    throw outOfRange(`Value is too large to be represented as a JavaScript number: ${value}`);
  }
  return Number(value);
}

/** Makes what a user-defined function returned the result of its call. */
export function setResult(sqlite: SqliteModule, context: number, value: unknown): void {
  const { calls } = sqlite;
  if (value === undefined || value === null) calls.sqlite3_result_null(context);
  else if (typeof value === 'number') calls.sqlite3_result_double(context, value);
  else if (typeof value === 'string') {
    sqlite.withText(value, (address, length) => calls.sqlite3_result_text(context, address, length, TRANSIENT));
  } else if (value instanceof Uint8Array) {
    sqlite.withBytes(value, (address, length) => calls.sqlite3_result_blob(context, address, length, TRANSIENT));
  } else if (typeof value === 'bigint') {
    if (fitsInt64(value)) calls.sqlite3_result_int64(context, value);
    else setError(sqlite, context, 'BigInt value is too large for SQLite');
  } else if (value instanceof sqlite.natives.Promise) {
    setError(sqlite, context, 'Asynchronous user-defined functions are not supported');
  } else setError(sqlite, context, 'Returned JavaScript value cannot be converted to a SQLite value');
}

export function setError(sqlite: SqliteModule, context: number, message: string): void {
  sqlite.withText(message, (address, length) => sqlite.calls.sqlite3_result_error(context, address, length));
}
