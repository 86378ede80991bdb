/**
 * Queries that a request sent more than once, and what that means. N+1 is said only where the trace shows it: a query that
 * fetched N rows, and after it the same statement about N times, each time with another parameter.
 */
import type { SourceLocation } from '../../runtimes/runtime.ts';
import type { RequestSpan, RequestTrace } from '../../runtimes/trace.ts';
import { isBookkeeping } from '../model/group-queries.ts';
import { durationOf, numberOf, sqlOf, textsOf } from './read-spans.ts';

/**
 * `one-row`: each asks for the row that a foreign key points to. `related-rows`: each asks for the rows that point to one.
 * `count`, `exists`: each asks how many, or whether there are any.
 */
export type RepeatShape = 'one-row' | 'related-rows' | 'count' | 'exists' | 'other';

export interface Repeat {
  readonly spans: readonly RequestSpan[];
  readonly sql: string;
  readonly ms: number;
  /** The line, when all of them come from the same one. */
  readonly source?: SourceLocation;
  /** `n-plus-one`: once for each row of `first`. `same-question`: the same parameters too. */
  readonly kind: 'n-plus-one' | 'same-question' | 'repeated';
  readonly shape: RepeatShape;
  /** The query whose rows were gone through. */
  readonly first?: RequestSpan;
}

/** The largest first. */
export function findRepeats({ spans }: RequestTrace): readonly Repeat[] {
  const queries = spans.filter((span) => span.kind === 'sql' && !isBookkeeping({ sql: sqlOf(span) }));
  const groups = [...Map.groupBy(queries, sqlOf)].filter(([, group]) => group.length > 1);
  return groups.map(([sql, group]) => describeRepeat(sql, group, queries)).toSorted(byCount);
}

function byCount(a: Repeat, b: Repeat): number {
  return b.spans.length - a.spans.length;
}

function describeRepeat(sql: string, spans: readonly RequestSpan[], queries: readonly RequestSpan[]): Repeat {
  const source = commonSource(spans);
  const repeat = {
    spans,
    sql,
    ms: spans.reduce((sum, span) => sum + durationOf(span), 0),
    ...(source && { source }),
    shape: shapeOf(sql),
  };
  const params = spans.map((span) => JSON.stringify(textsOf(span, 'params')));
  const differing = new Set(params).size;
  if (differing === 1) return { ...repeat, kind: 'same-question' };
  const first = isRead(sql) ? findFirst(spans, sql, queries) : undefined;
  return first ? { ...repeat, kind: 'n-plus-one', first } : { ...repeat, kind: 'repeated' };
}

/**
 * The last query before them that fetched at least as many rows as they are. Not far more: a page of 10 out of a list of
 * 1,000 is no row by row; half is allowed for, because rows without a foreign key ask nothing.
 */
function findFirst(
  spans: readonly RequestSpan[],
  sql: string,
  queries: readonly RequestSpan[],
): RequestSpan | undefined {
  const began = spans[0]?.startMs ?? 0;
  return queries.findLast((query) => {
    const rows = numberOf(query, 'rows') ?? 0;
    const isBefore = query.startMs < began && sqlOf(query) !== sql && isRead(sqlOf(query));
    return isBefore && rows >= spans.length && rows <= spans.length * 2;
  });
}

function isRead(sql: string): boolean {
  return /^\s*SELECT\b/i.test(sql);
}

/** By the SQL that Django's ORM writes: `.get()` of a foreign key asks with `LIMIT 21`, `.exists()` selects 1 with `LIMIT 1`. */
function shapeOf(sql: string): RepeatShape {
  if (/^\s*SELECT COUNT\(/i.test(sql)) return 'count';
  if (/^\s*SELECT 1 AS "a"/i.test(sql)) return 'exists';
  if (/WHERE "\w+"\."id" = (%s|\?) LIMIT 21\s*$/i.test(sql)) return 'one-row';
  if (/WHERE "\w+"\."\w+_id" = (%s|\?)/i.test(sql)) return 'related-rows';
  return 'other';
}

function commonSource(spans: readonly RequestSpan[]): SourceLocation | undefined {
  const [first, ...others] = spans.map(({ source }) => source);
  const isCommon = others.every((source) => source?.file === first?.file && source?.line === first?.line);
  return isCommon ? first : undefined;
}
