import { describe, expect, it } from 'vitest';
import { formatSql, shortenSql } from '../../../src/workspace/requests/format-sql.ts';
import { ONE_AUTHOR } from './traces.ts';

describe('formatSql', () => {
  it('begins a line with each clause', () => {
    expect(
      formatSql(
        'SELECT "a"."id" FROM "a" LEFT OUTER JOIN "b" ON ("a"."b" = "b"."id") WHERE "a"."x" = %s ORDER BY "a"."x" ASC LIMIT 21',
      ),
    ).toBe(
      'SELECT "a"."id"\nFROM "a"\nLEFT OUTER JOIN "b" ON ("a"."b" = "b"."id")\nWHERE "a"."x" = %s\nORDER BY "a"."x" ASC\nLIMIT 21',
    );
  });

  it('leaves names, texts and parentheses alone', () => {
    const sql = `SELECT "from"."where" , 'it''s FROM here', (SELECT 1 FROM "b")`;
    expect(formatSql(`${sql} FROM "from"`)).toBe(`${sql}\nFROM "from"`);
  });
});

describe('shortenSql', () => {
  it('leaves a list of columns out, and the quotes', () => {
    expect(shortenSql(ONE_AUTHOR)).toBe('SELECT … FROM shop_author WHERE shop_author.id = %s LIMIT 21');
    expect(shortenSql('SELECT COUNT(*) AS "__count" FROM "a"')).toBe('SELECT COUNT(*) AS __count FROM a');
  });
});
