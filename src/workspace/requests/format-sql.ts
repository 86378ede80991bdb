/** SQL as it is read: a line for each clause. Statements come on one line, as Django's ORM writes them. */

/** Where a new line begins, when the word stands outside of quotes and parentheses. */
const CLAUSES =
  /^(FROM|WHERE|(?:(?:INNER|LEFT|CROSS)(?: OUTER)? )?JOIN|GROUP BY|HAVING|ORDER BY|LIMIT|VALUES|SET|RETURNING|UNION|ON CONFLICT)\b/i;

/** Quoted names, texts, parentheses, words, and everything else a character at a time. */
const PIECES = /"(?:[^"]|"")*"|'(?:[^']|'')*'|\w+|[\s\S]/g;

export function formatSql(sql: string): string {
  const pieces = sql.trim().replace(/\s+/g, ' ');
  let depth = 0;
  let formatted = '';
  for (const { 0: piece, index } of pieces.matchAll(PIECES)) {
    if (piece === '(') depth += 1;
    if (piece === ')') depth -= 1;
    // The rest of a clause of two words is not a clause of its own.
    const isClause =
      depth === 0 && CLAUSES.test(pieces.slice(index)) && !/\b(INNER|LEFT|OUTER|CROSS) $/i.test(formatted);
    formatted = isClause ? `${formatted.trimEnd()}\n${piece}` : formatted + piece;
  }
  return formatted;
}

/** `"shop_book"."title", "shop_book"."price", …` is the table's name and a star to who reads a list of steps. */
export function shortenSql(sql: string): string {
  const line = sql.trim().replace(/\s+/g, ' ');
  const [, columns = ''] = /^SELECT (?:DISTINCT )?(("\w+"\."\w+"(?: AS "\w+")?(?:, )?)+) FROM /i.exec(line) ?? [];
  const short = columns.includes(', ') ? line.replace(columns, '…') : line;
  return short.replaceAll(/"(\w+)"/g, '$1');
}
