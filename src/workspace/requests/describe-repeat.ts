/** Repeated queries in words: what the trace shows, and the cure that fits the statement. */

import type { Repeat, RepeatShape } from './find-repeats.ts';
import { numberOf, shortenPath } from './read-spans.ts';

export interface RepeatWords {
  readonly headline: string;
  readonly explanation: string;
}

/** What loads it once. Only for the shapes that Django's ORM gives away; nothing is advised where the SQL does not tell. */
const CURES: Readonly<Record<RepeatShape, string>> = {
  'one-row':
    'Each asks for the row that a foreign key points to: select_related() on the first query loads them with it.',
  'related-rows':
    'Each asks for the rows that point to one row: prefetch_related() on the first query loads all of them with one more.',
  count: 'Each only counts: annotate() with Count() on the first query counts all of them in the database.',
  exists: 'Each only asks whether there is a row: annotate() with Exists() on the first query answers for all of them.',
  other: '',
};

export function describeRepeat(repeat: Repeat): RepeatWords {
  const { spans, source, kind, first, shape } = repeat;
  const from = source ? `, from ${shortenPath(source.file)}:${source.line}` : '';
  const headline = `${kind === 'n-plus-one' ? 'N+1: the' : 'The'} same query ${spans.length} times${from}`;
  if (kind === 'same-question') {
    return { headline, explanation: 'With the same parameters each time: ask once and keep the answer in a variable.' };
  }
  if (kind === 'repeated' || !first) {
    return { headline, explanation: 'With other parameters each time.' };
  }
  const rows = numberOf(first, 'rows') ?? 0;
  const explanation = `One query fetched ${rows} rows, and then this one was sent ${spans.length} times. ${CURES[shape]}`;
  return { headline, explanation: explanation.trim() };
}
