/** The facts of a picture as a table. Where it has little room a row becomes a block that names its facts: nothing scrolls sideways. */
import type { ComponentChildren } from 'preact';
import { attachStyleSheet } from '../attach-style-sheet.ts';
import sheet from './fact-table.css?inline';

attachStyleSheet('fact-table-styles', sheet);

export interface FactColumn {
  readonly term: string;
  /**
   * Where its cells stand in a block: at its `head` or on a `line` of their own, both without the term; or with it,
   * `beside` other facts or `below` them.
   */
  readonly place: 'head' | 'line' | 'beside' | 'below';
  readonly kind?: 'number';
}

export interface FactRow {
  readonly key: number;
  /** One for each column; undefined where there is nothing to say. */
  readonly cells: readonly ComponentChildren[];
  /** Where the rows are a part of all: which one it is, from 1. */
  readonly index?: number;
  readonly isCurrent?: boolean;
  /** For the mouse; whoever gives it has a way for the keyboard, too. */
  readonly onClick?: () => void;
}

export interface FactTableProps {
  readonly className: string;
  readonly caption: string;
  readonly columns: readonly FactColumn[];
  readonly rows: readonly FactRow[];
  /** How many rows there are, when those on screen are a part of them. */
  readonly rowCount?: number;
}

/** A table says it is one by itself, but not in every browser once its rows are blocks. */
const ROLES = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  header: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;

export function FactTable({ className, caption, columns, rows, rowCount }: FactTableProps) {
  return (
    <div class="ws-facts-place">
      <table
        class={`ws-facts ${className}`}
        aria-rowcount={rowCount === undefined ? undefined : rowCount + 1}
        {...ROLES.table}
      >
        <caption>{caption}</caption>
        <thead {...ROLES.group}>
          <tr {...ROLES.row}>
            {columns.map(({ term, kind }) => (
              <th key={term} scope="col" data-kind={kind} {...ROLES.header}>
                {term}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...ROLES.group}>
          {rows.map((row) => (
            <Row key={row.key} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, columns }: { readonly row: FactRow; readonly columns: readonly FactColumn[] }) {
  const { cells, index, isCurrent, onClick } = row;
  return (
    <tr
      aria-current={isCurrent ? 'step' : undefined}
      aria-rowindex={index === undefined ? undefined : index + 1}
      onClick={onClick}
      {...ROLES.row}
    >
      {columns.map(({ term, place, kind }, column) => (
        <td
          key={term}
          data-term={term}
          data-place={place}
          data-kind={kind}
          data-empty={cells[column] === undefined}
          {...ROLES.cell}
        >
          {cells[column] ?? '–'}
        </td>
      ))}
    </tr>
  );
}
