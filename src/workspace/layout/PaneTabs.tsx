/** The tabs of panes that share a place. */
import type { PaneId } from '../model/panes.ts';
import type { Workspace } from '../model/workspace.ts';
import { TabList } from './TabList.tsx';

const TITLES: Readonly<Record<PaneId, string>> = {
  task: 'Task',
  code: 'Code',
  output: 'Output',
  tests: 'Tests',
  database: 'Database',
  preview: 'Preview',
  trace: 'Event loop',
  request: 'Request trace',
};

export interface PaneTabsProps {
  readonly workspace: Workspace;
  readonly group: readonly PaneId[];
}

export function PaneTabs({ workspace, group }: PaneTabsProps) {
  const { panes } = workspace;
  const present = group.find((pane) => panes.inFront.value.has(pane)) ?? group[0] ?? 'code';
  return (
    <TabList
      className="ws-pane-tabs"
      label="Panes"
      present={present}
      onChoose={(pane) => panes.reveal(pane)}
      tabs={group
        .filter((pane) => isOffered(workspace, pane))
        .map((pane) => ({
          id: pane,
          panelId: paneElementId(workspace, pane),
          content: (
            <>
              {titlePane(workspace, pane)}
              <PaneNews workspace={workspace} pane={pane} />
            </>
          ),
        }))}
    />
  );
}

/** The event loop has a tab once a run was recorded, and the requests once there is one. */
function isOffered({ trace, requests }: Workspace, pane: PaneId): boolean {
  if (pane === 'request') return requests.requests.value.length > 0;
  return pane !== 'trace' || trace.isComplete.value;
}

/** The name of a pane. Where the task stands in the text around the workspace, its pane has the hints only. */
export function titlePane(workspace: Workspace, pane: PaneId): string {
  return pane === 'task' && workspace.taskId === undefined ? 'Hints' : TITLES[pane];
}

/** The id of a pane's element; several workspaces may be on one page. */
export function paneElementId({ exercise }: Workspace, pane: PaneId): string {
  return `ws-${exercise.id}-${pane}`;
}

/** What a pane that is behind another one has to tell. */
function PaneNews({ workspace, pane }: { readonly workspace: Workspace; readonly pane: PaneId }) {
  if (pane === 'output' && workspace.work.activity.value === 'run') return <span class="ws-tab-news">running</span>;
  if (pane !== 'tests') return null;
  const grade = workspace.checker.grade.value;
  if (!grade || grade.counts.total === 0) return null;
  const { passed, total, skipped } = grade.counts;
  return (
    <span class="ws-tab-news" data-outcome={grade.outcome}>
      {passed}/{total - skipped}
      <span class="ts-visually-hidden"> passed</span>
    </span>
  );
}
