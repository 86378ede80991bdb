/** What the database holds and what was asked of it, as two tabs. */
import { useState } from 'preact/hooks';
import { Icon } from '../../layout/Icon.tsx';
import { TabList } from '../../layout/TabList.tsx';
import type { Database } from '../../model/database.ts';
import type { Workspace } from '../../model/workspace.ts';
import { QueryLogs } from './QueryLogs.tsx';
import { Tables } from './Tables.tsx';

export interface DatabaseViewProps {
  readonly workspace: Workspace;
  readonly database: Database;
  readonly isInFront: boolean;
}

type Part = 'tables' | 'sql';

export function DatabaseView({ workspace, database, isInFront }: DatabaseViewProps) {
  const [part, setPart] = useState<Part>('tables');
  const panelId = `ws-${workspace.exercise.id}-database-part`;
  const content = database.content.value;
  const isKept = workspace.exercise.keep?.includes(database.path) === true;
  return (
    <>
      <div class="ws-pane-head">
        <TabList
          className="ws-file-tabs"
          label="Parts of the database"
          present={part}
          onChoose={setPart}
          tabs={[
            { id: 'tables', panelId, content: 'Tables' },
            { id: 'sql', panelId, content: 'SQL' },
          ]}
        />
        {isKept && content && (
          <div class="ws-file-actions">
            <button type="button" class="ts-button ts-button-quiet" onClick={() => workspace.dropRunFiles()}>
              <Icon name="undo" />
              Start afresh
            </button>
          </div>
        )}
      </div>
      <div id={panelId} class="ws-database" role="tabpanel" aria-label={part === 'tables' ? 'Tables' : 'SQL'}>
        {part === 'sql' && <QueryLogs workspace={workspace} database={database} />}
        {part === 'tables' && !content && <NoDatabase database={database} />}
        {/* Behind another pane nothing is read: a server may change the database with each request. */}
        {part === 'tables' && content && isInFront && <Tables database={database} content={content} />}
      </div>
    </>
  );
}

function NoDatabase({ database }: { readonly database: Database }) {
  return (
    <div class="ws-empty">
      <Icon name="table" />
      <p>
        No database yet. Run something that makes <code>{database.path}</code>: <code>manage.py migrate</code>, or a
        program that calls it.
      </p>
    </div>
  );
}
