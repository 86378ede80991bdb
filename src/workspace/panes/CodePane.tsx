/** The code: tabs of files, and the editor or the comparison with the solution under them. */
import { Icon } from '../layout/Icon.tsx';
import { TabList } from '../layout/TabList.tsx';
import type { FileTab } from '../model/open-files.ts';
import type { Workspace } from '../model/workspace.ts';
import { EditorHost } from './EditorHost.tsx';
import { Pane } from './Pane.tsx';
import { SolutionComparison } from './SolutionComparison.tsx';

export function CodePane({ workspace }: { readonly workspace: Workspace }) {
  const { openFiles, help } = workspace;
  const isComparing = help.solution.value === 'open';
  const panelId = `ws-${workspace.exercise.id}-file`;
  return (
    <Pane workspace={workspace} pane="code">
      <div class="ws-pane-head">
        <TabList
          className="ws-file-tabs"
          label="Files"
          present={openFiles.openPath.value}
          onChoose={(path) => openFiles.open(path)}
          tabs={openFiles.tabs.value.map((tab) => ({
            id: tab.path,
            panelId,
            content: <FileTabContent tab={tab} workspace={workspace} />,
          }))}
        />
        <FileActions workspace={workspace} />
      </div>
      <div id={panelId} class="ws-file" role="tabpanel" aria-label={openFiles.openPath.value}>
        {/* The editor stays behind the comparison: its undo history and its place are kept. */}
        <EditorHost workspace={workspace} isBehind={isComparing} />
        {isComparing && <SolutionComparison workspace={workspace} />}
      </div>
    </Pane>
  );
}

interface FileTabContentProps {
  readonly tab: FileTab;
  readonly workspace: Workspace;
}

function FileTabContent({ tab: { path, kind }, workspace }: FileTabContentProps) {
  const { tookPart, chosen } = workspace.requests;
  const folderEnd = path.lastIndexOf('/') + 1;
  return (
    <>
      {kind !== 'yours' && <Icon name="lock" />}
      <span>
        {folderEnd > 0 && <span class="ws-folder">{path.slice(0, folderEnd)}</span>}
        {path.slice(folderEnd)}
      </span>
      {kind !== 'yours' && <span class="ts-visually-hidden">, read-only</span>}
      {tookPart.value.has(path) && (
        <span class="ws-took-part" title={`Took part in ${chosen.value?.trace.method} ${chosen.value?.trace.path}`}>
          <span class="ts-visually-hidden">, took part in the request</span>
        </span>
      )}
    </>
  );
}

function FileActions({ workspace }: { readonly workspace: Workspace }) {
  const { files, openFiles, panes } = workspace;
  const present = openFiles.tabs.value.find(({ path }) => path === openFiles.openPath.value);
  return (
    <div class="ws-file-actions">
      {present?.kind === 'test' && (
        <button type="button" class="ts-button ts-button-quiet" onClick={() => openFiles.closeTest(present.path)}>
          <Icon name="cross" />
          Close test
        </button>
      )}
      {files.earlier.value.length > 0 && (
        <button type="button" class="ts-button ts-button-quiet" onClick={() => panes.openDialog('earlier')}>
          Earlier
        </button>
      )}
      <button
        type="button"
        class="ts-button ts-button-quiet"
        aria-disabled={!workspace.canReset.value}
        onClick={() => workspace.reset()}
      >
        <Icon name="undo" />
        Reset
      </button>
    </div>
  );
}
