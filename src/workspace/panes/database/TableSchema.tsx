/** How a table is made: columns, keys, indexes, and the statement itself. */
import type { DatabaseColumn, DatabaseTable } from '../../../runtimes/database.ts';

export function TableSchema({ table }: { readonly table: DatabaseTable }) {
  return (
    <details class="ws-schema">
      <summary>Schema of {table.name}</summary>
      <table class="ws-table">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Type</th>
            <th scope="col">Rules</th>
          </tr>
        </thead>
        <tbody>
          {table.columns.map((column) => (
            <tr key={column.name}>
              <th scope="row">{column.name}</th>
              <td>{column.type || 'any'}</td>
              <td>{describeRules(column, table)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {table.indexes.length > 0 && (
        <>
          <h2>Indexes</h2>
          <ul>
            {table.indexes.map(({ name, columns, isUnique }) => (
              <li key={name}>
                <code>{name}</code> on {columns.join(', ')}
                {isUnique && ', unique'}
              </li>
            ))}
          </ul>
        </>
      )}
      {table.sql !== '' && (
        <pre
          class="ws-sql"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
          tabIndex={0}
        >
          {table.sql}
        </pre>
      )}
    </details>
  );
}

function describeRules(column: DatabaseColumn, { foreignKeys }: DatabaseTable): string {
  const key = foreignKeys.find((foreign) => foreign.column === column.name);
  return [
    column.isPrimaryKey && 'primary key',
    !column.isNullable && 'NOT NULL',
    column.default !== undefined && `default ${column.default}`,
    key && `references ${key.toTable}${key.toColumn && ` (${key.toColumn})`}`,
  ]
    .filter(Boolean)
    .join(', ');
}
