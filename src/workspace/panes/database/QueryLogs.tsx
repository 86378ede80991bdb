/** The SQL of the last request and of the run: each statement with its time, its rows, and the line that caused it. */
import type { QueryLog } from '../../../runtimes/database.ts';
import { Icon } from '../../layout/Icon.tsx';
import type { Database } from '../../model/database.ts';
import { groupQueries, isBookkeeping, type QueryGroup } from '../../model/group-queries.ts';
import type { Workspace } from '../../model/workspace.ts';
import { JumpButton } from '../JumpButton.tsx';
import { countRows } from './Tables.tsx';

export interface QueryLogsProps {
  readonly workspace: Workspace;
  readonly database: Database;
}

export function QueryLogs({ workspace, database }: QueryLogsProps) {
  const logs = [database.requestLog.value, database.runLog.value].filter((log) => log !== undefined);
  if (logs.length === 0) {
    return (
      <div class="ws-empty">
        <Icon name="table" />
        <p>No SQL yet. Run something that asks the database.</p>
      </div>
    );
  }
  return (
    <section
      class="ws-scroll ws-queries"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      aria-label="SQL"
    >
      {logs.map((log) => (
        <OneLog key={log.of.type} log={log} workspace={workspace} />
      ))}
    </section>
  );
}

function OneLog({ log, workspace }: { readonly log: QueryLog; readonly workspace: Workspace }) {
  const { of, queries, total } = log;
  const groups = groupQueries(queries);
  const bookkeeping = groups.filter(isBookkeeping);
  const ms = queries.reduce((sum, query) => sum + query.ms, 0);
  return (
    <section>
      <h2>{of.type === 'run' ? 'The run' : `${of.method} ${of.path}`}</h2>
      <p class="ws-query-facts">
        {total.toLocaleString('en')} {total === 1 ? 'statement' : 'statements'}, {describeShortMs(ms)}
        {total > queries.length && ` (the first ${queries.length} are shown)`}
      </p>
      <QueryList groups={groups.filter((group) => !isBookkeeping(group))} workspace={workspace} />
      {bookkeeping.length > 0 && (
        <details>
          <summary>Django’s own bookkeeping: transactions and migrations</summary>
          <QueryList groups={bookkeeping} workspace={workspace} />
        </details>
      )}
    </section>
  );
}

interface QueryListProps {
  readonly groups: readonly QueryGroup[];
  readonly workspace: Workspace;
}

function QueryList({ groups, workspace }: QueryListProps) {
  return (
    <ol>
      {groups.map((group) => (
        <Query key={group.sql} group={group} workspace={workspace} />
      ))}
    </ol>
  );
}

function Query({ group, workspace }: { readonly group: QueryGroup; readonly workspace: Workspace }) {
  const { sql, count, ms, rows, locations, error } = group;
  return (
    <li class="ws-query" data-repeated={count > 1}>
      <pre class="ws-sql">{sql.trim().replace(/\n\s*/g, '\n')}</pre>
      <p class="ws-query-facts">
        {count > 1 && <strong>{count} times</strong>}
        <span>{describeShortMs(ms)}</span>
        {rows !== undefined && <span>{countRows(rows)}</span>}
        {locations.map((location) => (
          <JumpButton
            key={`${location.file}:${location.line}`}
            location={location}
            workspace={workspace}
            label={`${location.file}, line ${location.line}`}
          />
        ))}
      </p>
      {error !== undefined && <p class="ws-query-error">{error}</p>}
    </li>
  );
}

/** Most statements take less than a millisecond: `0.4 ms`. */
function describeShortMs(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
