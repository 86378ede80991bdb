import { describe, expect, it } from 'vitest';
import { filesOf, mapFiles, tablesOf } from '../../../src/workspace/requests/map-files.ts';
import { loopOver, traceOf } from './traces.ts';

const TEXTS = {
  'config/urls.py': 'urlpatterns = []\n',
  'shop/models.py':
    'from django.db import models\n\n\nclass Author(models.Model):\n    pass\n\n\nclass Book(models.Model):\n    pass\n',
  'shop/views.py': 'def other(request):\n    pass\n\n\ndef books(request):\n    pass\n',
  'shop/templates/shop/books.html': '<ul></ul>\n',
};

describe('mapFiles', () => {
  const parts = mapFiles(
    traceOf([
      { kind: 'middleware', label: 'django.middleware.security.SecurityMiddleware' },
      {
        kind: 'resolve',
        label: '/',
        source: { file: 'shop/urls.py', line: 3 },
        details: { urlconfs: ['config/urls.py', 'shop/urls.py'] },
      },
      {
        kind: 'middleware',
        label: 'django.middleware.security.SecurityMiddleware.process_view',
        details: { hook: 'process_view' },
      },
      { kind: 'view', label: 'shop.views.books' },
      ...loopOver(2),
      { kind: 'template', label: 'shop/books.html' },
      { kind: 'template', label: 'django/forms/widgets/text.html' },
    ]),
    TEXTS,
  );

  it('finds the line of the view, the models of the tables, and the templates of the project', () => {
    const places = Object.fromEntries(
      parts.map(({ name, source }) => [name, source && `${source.file}:${source.line}`]),
    );
    expect(places).toEqual({
      'django.middleware.security.SecurityMiddleware': undefined,
      'config/urls.py': 'config/urls.py:1',
      'shop/urls.py': 'shop/urls.py:3',
      'shop.views.books': 'shop/views.py:5',
      shop_book: 'shop/models.py:8',
      shop_author: 'shop/models.py:4',
      'shop/books.html': 'shop/templates/shop/books.html:1',
      'django/forms/widgets/text.html': undefined,
    });
  });

  it('counts and sums what each of them did', () => {
    expect(parts.find(({ name }) => name === 'shop_author')).toMatchObject({ part: 'model', ms: 2 });
    expect(parts.find(({ name }) => name === 'shop_author')?.spans).toHaveLength(2);
  });

  it('lights the files that took part, each once', () => {
    expect([...filesOf(parts)]).toEqual([
      'config/urls.py',
      'shop/urls.py',
      'shop/views.py',
      'shop/models.py',
      'shop/templates/shop/books.html',
    ]);
  });
});

describe('tablesOf', () => {
  it.each([
    ['SELECT "a"."id" FROM "a" INNER JOIN "b" ON ("a"."b_id" = "b"."id")', ['a', 'b']],
    ['INSERT INTO "a" ("id") VALUES (%s)', ['a']],
    ['UPDATE "a" SET "x" = %s', ['a']],
    ['DELETE FROM "a" WHERE "a"."id" IN (%s)', ['a']],
    ['PRAGMA foreign_keys', []],
  ])('%s', (sql, tables) => {
    expect(tablesOf(sql)).toEqual(tables);
  });
});
