/** The same statement sent many times is one line with a count: a loop that asks for each row shows at once. */
import type { DatabaseQuery } from '../../runtimes/database.ts';
import type { SourceLocation } from '../../runtimes/runtime.ts';

export interface QueryGroup {
  readonly sql: string;
  readonly count: number;
  /** Of all together. */
  readonly ms: number;
  readonly rows?: number;
  /** The learner's lines that caused it, each once. */
  readonly locations: readonly SourceLocation[];
  readonly error?: string;
}

/** Groups in the order in which each statement was first sent. Parameters do not count: only placeholders are in it. */
export function groupQueries(queries: readonly DatabaseQuery[]): readonly QueryGroup[] {
  const groups = new Map<string, QueryGroup>();
  for (const query of queries) groups.set(query.sql, addToGroup(groups.get(query.sql), query));
  return [...groups.values()];
}

/** What Django sends for itself: transactions, settings of the connection, and which migrations have run. */
const BOOKKEEPING = /^\s*(PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b|\bsqlite_master\b|"django_migrations"/;

/** Whether a statement says nothing about the learner's tables. */
export function isBookkeeping({ sql }: Pick<QueryGroup, 'sql'>): boolean {
  return BOOKKEEPING.test(sql);
}

function addToGroup(group: QueryGroup | undefined, { sql, ms, rows, location, error }: DatabaseQuery): QueryGroup {
  const { count = 0, locations = [] } = group ?? {};
  const isKnown = locations.some(({ file, line }) => file === location?.file && line === location?.line);
  const allRows = rows === undefined ? group?.rows : rows + (group?.rows ?? 0);
  const anyError = error ?? group?.error;
  return {
    sql,
    count: count + 1,
    ms: ms + (group?.ms ?? 0),
    ...(allRows !== undefined && { rows: allRows }),
    locations: location && !isKnown ? [...locations, location] : locations,
    ...(anyError !== undefined && { error: anyError }),
  };
}
