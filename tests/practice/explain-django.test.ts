import { expect, test } from 'vitest';
import { explainQueries } from '../../src/practice/predictions/explanation/explain-queries.ts';
import { explainRequest } from '../../src/practice/predictions/explanation/explain-request.ts';
import type { QueryLog } from '../../src/runtimes/database.ts';
import type { RequestSpan, RequestTrace } from '../../src/runtimes/trace.ts';

const span = (more: Partial<RequestSpan>): RequestSpan => ({
  id: 1,
  parent: 0,
  kind: 'request',
  label: '',
  startMs: 0,
  endMs: 1,
  ...more,
});

const request = (more: Partial<RequestTrace>): RequestTrace => ({
  id: 'request-1',
  stack: 'django',
  method: 'GET',
  path: '/nowhere',
  status: 404,
  ms: 2,
  spans: [],
  ...more,
});

test('queries are counted by statement, with the lines that sent them; bookkeeping is left out', () => {
  const location = { file: 'loop.py', line: 12 };
  const log: QueryLog = {
    of: { type: 'run' },
    queries: [
      { sql: 'BEGIN', ms: 1, location },
      { sql: 'SELECT of books', ms: 1, location },
      { sql: 'SELECT of an author', ms: 1, location: { ...location, line: 13 } },
      { sql: 'SELECT of an author', ms: 1, location: { ...location, line: 13 } },
      { sql: 'SELECT of nobody', ms: 1 },
    ],
    total: 5,
  };
  expect(explainQueries(log)).toEqual([
    { sql: 'SELECT of books', count: 1, places: ['loop.py, line 12'] },
    { sql: 'SELECT of an author', count: 2, places: ['loop.py, line 13'] },
  ]);
  expect(explainQueries(undefined)).toEqual([]);
});

test('a request that no pattern matched is explained by the patterns that were tried', () => {
  const resolve = span({ kind: 'resolve', details: { patternsTried: ["''", 'admin/'] } });
  expect(explainRequest([{ kind: 'request', trace: request({ spans: [resolve] }) }])).toEqual({
    patternsTried: ["''", 'admin/'],
    sentences: ['No URL pattern matched: no view was called.', 'GET /nowhere was answered with 404.'],
  });
});

test('a view that failed is named with the line of its error', () => {
  const spans = [
    span({ kind: 'resolve', details: { patternsTried: ['books/'], route: 'books/', view: 'shop.views.books' } }),
    span({ kind: 'view', error: 'KeyError: 1' }),
    span({ kind: 'error', error: 'KeyError: 1', source: { file: 'shop/views.py', line: 4 } }),
  ];
  const trace = request({ path: '/books/', status: 500, spans });
  expect(explainRequest([{ kind: 'request', trace }])?.sentences).toEqual([
    'The URL pattern “books/” matched: Django called the view shop.views.books.',
    'shop/views.py, line 4: KeyError: 1',
    'GET /books/ was answered with 500.',
  ]);
  expect(explainRequest([])).toBeUndefined();
});
