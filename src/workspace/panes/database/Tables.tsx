/** The tables, and of the chosen one its rows and its schema. */
import { useState } from 'preact/hooks';
import type { DatabaseTable } from '../../../runtimes/database.ts';
import { Icon } from '../../layout/Icon.tsx';
import type { Database } from '../../model/database.ts';
import { TableRows } from './TableRows.tsx';
import { TableSchema } from './TableSchema.tsx';
import { useAnswer } from './use-answer.ts';

/** Tables that Django makes for itself come after the learner's. */
const DJANGOS_OWN = /^(django|auth)_/;

export interface TablesProps {
  readonly database: Database;
  readonly content: Uint8Array;
}

export function Tables({ database, content }: TablesProps) {
  const [chosenName, choose] = useState<string>();
  const answer = useAnswer(database, content, { type: 'tables' });
  if (!answer) return <Reading />;
  if (answer.type !== 'tables') return <Unreadable message={answer.type === 'unreadable' ? answer.message : ''} />;
  const tables = sortTables(answer.tables);
  const chosen = tables.find(({ name }) => name === chosenName) ?? tables[0];
  if (!chosen) {
    return (
      <div class="ws-empty">
        <Icon name="table" />
        <p>The database has no tables yet. Run the migrations to make them.</p>
      </div>
    );
  }
  return (
    <>
      <ul class="ws-table-list" aria-label="Tables">
        {tables.map(({ name, kind, rows }) => (
          <li key={name}>
            <button
              type="button"
              class="ws-table-name"
              aria-pressed={name === chosen.name}
              onClick={() => choose(name)}
            >
              {name} <span class="ws-table-count">{kind === 'view' ? 'view' : countRows(rows)}</span>
            </button>
          </li>
        ))}
      </ul>
      <TableRows key={chosen.name} database={database} content={content} table={chosen} />
      <TableSchema table={chosen} />
    </>
  );
}

/** `3 rows`, with thousands apart. */
export function countRows(rows = 0): string {
  return `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
}

export function Reading() {
  return (
    <p class="ws-database-note" role="status">
      Reading the database …
    </p>
  );
}

export function Unreadable({ message }: { readonly message: string }) {
  return (
    <p class="ws-database-note" data-tone="bad" role="alert">
      This could not be read: {message}
    </p>
  );
}

function sortTables(tables: readonly DatabaseTable[]): readonly DatabaseTable[] {
  const isDjangos = ({ name }: DatabaseTable) => Number(DJANGOS_OWN.test(name));
  return [...tables].sort((a, b) => isDjangos(a) - isDjangos(b));
}
