/** Recorded requests for unit tests, put together step by step. */
import type { RequestSpan, RequestTrace } from '../../../src/runtimes/trace.ts';

type Step = Partial<RequestSpan> & Pick<RequestSpan, 'kind' | 'label'>;

/** Steps get ids from 1; without times each takes 1 ms, one after the other. */
export function traceOf(steps: readonly Step[], change: Partial<RequestTrace> = {}): RequestTrace {
  const spans = steps.map((step, index) => ({ id: index + 1, parent: 0, startMs: index, endMs: index + 1, ...step }));
  return { id: '1', stack: 'django', method: 'GET', path: '/', status: 200, ms: steps.length, spans, ...change };
}

export const ALL_BOOKS = 'SELECT "shop_book"."id", "shop_book"."title", "shop_book"."author_id" FROM "shop_book"';
export const ONE_AUTHOR =
  'SELECT "shop_author"."id", "shop_author"."name" FROM "shop_author" WHERE "shop_author"."id" = %s LIMIT 21';

export function query(sql: string, details: RequestSpan['details'], line = 14): Step {
  return { kind: 'sql', label: sql.slice(0, 400), details, source: { file: 'shop/views.py', line } };
}

/** A list of books, and a query for the author of each. */
export function loopOver(count: number): readonly Step[] {
  const authors = Array.from({ length: count }, (_, index) => query(ONE_AUTHOR, { rows: 1, params: [`${index + 1}`] }));
  return [query(ALL_BOOKS, { rows: count, params: [] }, 12), ...authors];
}
