import { expect, test } from 'vitest';
import { groupQueries, isBookkeeping } from '../../src/workspace/model/group-queries.ts';

const at = (line: number) => ({ file: 'views.py', line });

test('the same statement is one group with its count, its time and its lines', () => {
  const groups = groupQueries([
    { sql: 'SELECT books', ms: 1, rows: 2, location: at(3) },
    { sql: 'SELECT author', ms: 2, rows: 1, location: at(4) },
    { sql: 'SELECT author', ms: 3, rows: 1, location: at(4) },
    { sql: 'SELECT author', ms: 4, location: at(9), error: 'locked' },
  ]);
  expect(groups).toEqual([
    { sql: 'SELECT books', count: 1, ms: 1, rows: 2, locations: [at(3)] },
    { sql: 'SELECT author', count: 3, ms: 9, rows: 2, locations: [at(4), at(9)], error: 'locked' },
  ]);
});

test.each([
  ['PRAGMA foreign_keys', true],
  ['BEGIN', true],
  ['\n  SELECT name FROM sqlite_master', true],
  ['INSERT INTO "django_migrations" ("app")', true],
  ['SELECT "shelf_book"."begin" FROM "shelf_book"', false],
  ['CREATE TABLE "shelf_book" ("id" integer)', false],
])('%j is bookkeeping: %j', (sql, expected) => {
  expect(isBookkeeping({ sql })).toBe(expected);
});
