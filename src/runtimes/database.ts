/** The part of the runtime contract about databases: what a database file holds, and what a program asked of it. */
import type { SourceLocation } from './runtime.ts';

/** A question about the content of an SQLite database file. */
export type DatabaseQuestion =
  | { readonly type: 'tables' }
  /** Rows `offset` to `offset + limit` of a table or view, in the order SQLite keeps them. */
  | { readonly type: 'rows'; readonly table: string; readonly offset: number; readonly limit: number };

/** The answer to a question, or why there is none. */
export type DatabaseAnswer =
  | { readonly type: 'tables'; readonly tables: readonly DatabaseTable[] }
  | { readonly type: 'rows'; readonly columns: readonly string[]; readonly rows: readonly (readonly DatabaseCell[])[] }
  | { readonly type: 'unreadable'; readonly message: string };

export interface DatabaseTable {
  readonly name: string;
  readonly kind: 'table' | 'view';
  /** Absent for a view: counting it may run for long. */
  readonly rows?: number;
  readonly columns: readonly DatabaseColumn[];
  readonly foreignKeys: readonly { readonly column: string; readonly toTable: string; readonly toColumn: string }[];
  readonly indexes: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly isUnique: boolean;
  }[];
  /** The statement that made it. */
  readonly sql: string;
}

export interface DatabaseColumn {
  readonly name: string;
  /** As declared, for instance `varchar(100)`; empty where nothing is declared. */
  readonly type: string;
  readonly isNullable: boolean;
  readonly isPrimaryKey: boolean;
  /** SQL of the default value. */
  readonly default?: string;
}

/** A value: NULL, a number as SQLite prints it, text (cut when long), or a blob by its size. */
export type DatabaseCell =
  | null
  | { readonly number: string }
  /** `length`: of the whole text, when it was cut. */
  | { readonly text: string; readonly length?: number }
  | { readonly blobBytes: number };

/** One statement that a program sent to its database. */
export interface DatabaseQuery {
  /** With placeholders, as it was sent. */
  readonly sql: string;
  readonly ms: number;
  /** Rows fetched or changed; absent where the database does not tell. */
  readonly rows?: number;
  /** The learner's line that caused it. */
  readonly location?: SourceLocation;
  /** The database refused it. */
  readonly error?: string;
}

/** The statements of one run, or of one request to its server. */
export interface QueryLog {
  readonly of: { readonly type: 'run' } | { readonly type: 'request'; readonly method: string; readonly path: string };
  /** In order, the first `QUERY_LOG_LIMIT` of them. */
  readonly queries: readonly DatabaseQuery[];
  /** How many there were. */
  readonly total: number;
}

/** More statements than this are counted, and not told one by one. */
export const QUERY_LOG_LIMIT = 500;
