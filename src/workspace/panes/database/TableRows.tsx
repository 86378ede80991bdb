/** The rows of one table, a page at a time. */
import { useState } from 'preact/hooks';
import type { DatabaseCell, DatabaseTable } from '../../../runtimes/database.ts';
import type { Database } from '../../model/database.ts';
import { describeBytes } from '../../model/describe-run.ts';
import { countRows, Reading, Unreadable } from './Tables.tsx';
import { useAnswer } from './use-answer.ts';

const ROWS_PER_PAGE = 50;

export interface TableRowsProps {
  readonly database: Database;
  readonly content: Uint8Array;
  readonly table: DatabaseTable;
}

export function TableRows({ database, content, table }: TableRowsProps) {
  const [wantedOffset, setOffset] = useState(0);
  // A run may have taken rows away.
  const lastOffset =
    Math.floor(Math.max(0, (table.rows ?? Number.POSITIVE_INFINITY) - 1) / ROWS_PER_PAGE) * ROWS_PER_PAGE;
  const offset = Math.min(wantedOffset, lastOffset);
  const answer = useAnswer(database, content, { type: 'rows', table: table.name, offset, limit: ROWS_PER_PAGE });
  if (!answer) return <Reading />;
  if (answer.type !== 'rows') return <Unreadable message={answer.type === 'unreadable' ? answer.message : ''} />;
  const { columns, rows } = answer;
  const isLast = rows.length < ROWS_PER_PAGE || offset === lastOffset;
  return (
    <>
      <section
        class="ws-table-scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        aria-label={`Rows of ${table.name}`}
      >
        <table class="ws-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={offset + index}>
                {row.map((cell, column) => (
                  <Cell key={columns[column]} cell={cell} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p class="ws-database-note">No rows.</p>}
      </section>
      {(offset > 0 || !isLast) && (
        <div class="ws-pager">
          <button
            type="button"
            class="ts-button"
            aria-disabled={offset === 0}
            onClick={() => setOffset(Math.max(0, offset - ROWS_PER_PAGE))}
          >
            Earlier rows
          </button>
          <span role="status">
            {(offset + 1).toLocaleString('en')} to {(offset + rows.length).toLocaleString('en')}
            {table.rows !== undefined && ` of ${countRows(table.rows)}`}
          </span>
          <button
            type="button"
            class="ts-button"
            aria-disabled={isLast}
            onClick={() => !isLast && setOffset(offset + ROWS_PER_PAGE)}
          >
            Later rows
          </button>
        </div>
      )}
    </>
  );
}

function Cell({ cell }: { readonly cell: DatabaseCell }) {
  if (cell === null) return <td class="ws-null">NULL</td>;
  if ('number' in cell) return <td class="ws-number">{cell.number}</td>;
  if ('blobBytes' in cell) return <td class="ws-null">blob, {describeBytes(cell.blobBytes)}</td>;
  return (
    <td>
      {cell.text}
      {cell.length !== undefined && <span class="ws-null"> … {cell.length.toLocaleString('en')} characters</span>}
    </td>
  );
}
