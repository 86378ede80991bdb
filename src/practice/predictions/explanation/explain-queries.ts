/** Which statements a recorded program of Django's sent, each with how often and the lines that caused it. */
import type { QueryLog } from '../../../runtimes/database.ts';
import { groupQueries, isBookkeeping } from '../../../workspace/model/group-queries.ts';

export interface SentStatement {
  readonly sql: string;
  readonly count: number;
  /** For instance `loop.py, line 12`. */
  readonly places: readonly string[];
}

/** Django's bookkeeping, and what no line of the program caused, is left out. */
export function explainQueries(log: QueryLog | undefined): SentStatement[] {
  return groupQueries(log?.queries ?? [])
    .filter((group) => !isBookkeeping(group) && group.locations.length > 0)
    .map(({ sql, count, locations }) => ({
      sql,
      count,
      places: locations.map(({ file, line }) => `${file}, line ${line}`),
    }));
}
