import { describe, expect, it } from 'vitest';
import { describeRepeat } from '../../../src/workspace/requests/describe-repeat.ts';
import { findRepeats } from '../../../src/workspace/requests/find-repeats.ts';
import { ALL_BOOKS, loopOver, ONE_AUTHOR, query, traceOf } from './traces.ts';

describe('findRepeats', () => {
  it('says N+1 of a query for each row of an earlier one, with its line and its cure', () => {
    const [repeat, ...others] = findRepeats(traceOf(loopOver(12)));
    expect(others).toEqual([]);
    expect(repeat).toMatchObject({ kind: 'n-plus-one', shape: 'one-row', source: { file: 'shop/views.py', line: 14 } });
    const { headline, explanation } = describeRepeat(repeat as NonNullable<typeof repeat>);
    expect(headline).toBe('N+1: the same query 12 times, from shop/views.py:14');
    expect(explanation).toMatch(/^One query fetched 12 rows.*select_related\(\)/);
  });

  it('says no N+1 when no earlier query fetched as many rows', () => {
    const [, ...authors] = loopOver(12);
    expect(findRepeats(traceOf(authors))).toMatchObject([{ kind: 'repeated' }]);
    expect(findRepeats(traceOf([query(ALL_BOOKS, { rows: 3, params: [] }), ...authors]))).toMatchObject([
      { kind: 'repeated' },
    ]);
    expect(findRepeats(traceOf([query(ALL_BOOKS, { rows: 500, params: [] }), ...authors]))).toMatchObject([
      { kind: 'repeated' },
    ]);
    expect(findRepeats(traceOf([...authors, query(ALL_BOOKS, { rows: 12, params: [] })]))).toMatchObject([
      { kind: 'repeated' },
    ]);
  });

  it('tells the same question asked again from one with other parameters', () => {
    const same = Array.from({ length: 3 }, () => query(ONE_AUTHOR, { rows: 1, params: ['7'] }));
    const [repeat] = findRepeats(traceOf([query(ALL_BOOKS, { rows: 3 }), ...same]));
    expect(repeat?.kind).toBe('same-question');
  });

  it('says nothing of queries that differ, of a single one, and of transactions', () => {
    const savepoints = ['SAVEPOINT "s1"', 'SAVEPOINT "s1"', 'RELEASE SAVEPOINT "s1"'].map((sql) => query(sql, {}));
    expect(findRepeats(traceOf([...loopOver(1), ...savepoints]))).toEqual([]);
  });

  it.each([
    ['SELECT "shop_review"."id" FROM "shop_review" WHERE "shop_review"."book_id" = %s', 'prefetch_related'],
    ['SELECT COUNT(*) AS "__count" FROM "shop_review" WHERE "shop_review"."book_id" = %s', 'Count()'],
    ['SELECT 1 AS "a" FROM "shop_review" WHERE "shop_review"."book_id" = %s LIMIT 1', 'Exists()'],
  ])('advises what fits %s', (sql, cure) => {
    const loop = ['1', '2', '3'].map((id) => query(sql, { rows: 1, params: [id] }));
    const [repeat] = findRepeats(traceOf([query(ALL_BOOKS, { rows: 3 }), ...loop]));
    expect(describeRepeat(repeat as NonNullable<typeof repeat>).explanation).toContain(cure);
  });

  it('advises nothing where the statement does not tell', () => {
    const loop = ['a', 'b'].map((name) =>
      query('SELECT "shop_tag"."id" FROM "shop_tag" WHERE "shop_tag"."name" LIKE %s', { rows: 1, params: [name] }),
    );
    const [repeat] = findRepeats(traceOf([query(ALL_BOOKS, { rows: 2 }), ...loop]));
    expect(describeRepeat(repeat as NonNullable<typeof repeat>).explanation).toBe(
      'One query fetched 2 rows, and then this one was sent 2 times.',
    );
  });
});
