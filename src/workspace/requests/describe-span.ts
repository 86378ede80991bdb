/** A step in words. */
import type { RequestSpan, RequestTrace } from '../../runtimes/trace.ts';
import { isBookkeeping } from '../model/group-queries.ts';
import { shortenSql } from './format-sql.ts';
import { describeSpanMs, durationOf, numberOf, sqlOf, textOf, textsOf } from './read-spans.ts';

/** What stands in the row of a step. */
export function labelSpan(span: RequestSpan): string {
  if (span.kind === 'sql') return shortenSql(sqlOf(span));
  if (span.kind === 'middleware') return shortenMiddleware(span);
  return span.label;
}

/** `SessionMiddleware`, `CsrfViewMiddleware.process_view`: what stands before it is the same for most. */
function shortenMiddleware(span: RequestSpan): string {
  const parts = textOf(span, 'hook') === undefined ? 1 : 2;
  return span.label.split('.').slice(-parts).join('.');
}

/** What the row of a step shows by its place and its colour: for who does not see the picture. */
export function describeRest({ source, error }: RequestSpan): string {
  const where = source ? `, ${source.file} line ${source.line}` : '';
  return error === undefined ? where : `${where}, error: ${error}`;
}

/** Terms for what recorders tell by name, in the order in which they are shown. What is not listed here is not shown. */
const FACTS: readonly (readonly [name: string, term: string])[] = [
  ['route', 'Route'],
  ['view', 'View'],
  ['urlName', 'Name of the URL'],
  ['arguments', 'Taken from the path'],
  ['urlconfs', 'URL lists'],
  ['status', 'Status'],
  ['rows', 'Rows'],
  ['database', 'Database'],
  ['extends', 'Extends'],
  ['bytes', 'Bytes'],
  ['includes', 'Includes'],
  ['includedAt', 'Included at'],
  ['pieces', 'Pieces'],
  ['parameterSets', 'Sets of parameters'],
  ['messagesReceived', 'Messages received'],
  ['messagesSent', 'Messages sent'],
  ['hook', 'Hook'],
  ['event', 'Event'],
  ['phase', 'Phase of the event loop'],
];

/** What a middleware took for itself, before and after it called the next one. */
const TIMES: typeof FACTS = [
  ['inMs', 'On the way in'],
  ['outMs', 'On the way out'],
];

export interface SpanFact {
  readonly term: string;
  readonly value: string;
}

export function listFacts(span: RequestSpan): readonly SpanFact[] {
  const { startMs } = span;
  const time = { term: 'Time', value: `${describeSpanMs(durationOf(span))}, began at ${describeSpanMs(startMs)}` };
  const passage = TIMES.flatMap(([name, term]) => {
    const ms = numberOf(span, name);
    return ms === undefined ? [] : [{ term, value: describeSpanMs(ms) }];
  });
  const facts = FACTS.flatMap(([name, term]) => {
    const value = numberOf(span, name)?.toLocaleString('en') ?? textsOf(span, name).join(', ');
    return value === '' ? [] : [{ term, value }];
  });
  return [time, ...passage, ...facts];
}

/** Of a query: how many rows, `1 row`. */
export function describeRows(span: RequestSpan): string | undefined {
  const rows = numberOf(span, 'rows');
  return rows === undefined ? undefined : `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
}

/** `GET /books/` with its status, or what became of it. */
export function describeAnswer({ status, spans }: RequestTrace): string {
  if (status !== undefined) return String(status);
  return spans.some(({ error }) => error !== undefined) ? 'failed' : 'no answer';
}

/** Of a request that failed: the last step that raised or threw, where it can be one with a line. */
export function findError({ status = 500, spans }: RequestTrace): RequestSpan | undefined {
  if (status < 500) return undefined;
  const failed = spans.filter(({ error }) => error !== undefined);
  return failed.findLast(({ source }) => source) ?? failed.at(-1);
}

/** Transactions are no queries. */
export function countQueries({ spans }: RequestTrace): number {
  return spans.filter((span) => span.kind === 'sql' && !isBookkeeping({ sql: sqlOf(span) })).length;
}
