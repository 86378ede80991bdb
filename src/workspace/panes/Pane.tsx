/** One pane: a place of the grid, or a panel behind a tab, as the arrangement has it. */
import type { ComponentChildren } from 'preact';
import { paneElementId, titlePane } from '../layout/PaneTabs.tsx';
import type { PaneId } from '../model/panes.ts';
import type { Workspace } from '../model/workspace.ts';

export interface PaneProps {
  readonly workspace: Workspace;
  readonly pane: PaneId;
  readonly children: ComponentChildren;
}

export function Pane({ workspace, pane, children }: PaneProps) {
  const { groups, inFront } = workspace.panes;
  const isTabbed = groups.value.some((group) => group.length > 1 && group.includes(pane));
  return (
    <section
      id={paneElementId(workspace, pane)}
      class={`ws-pane ws-pane-${pane}`}
      data-pane={pane}
      role={isTabbed ? 'tabpanel' : 'region'}
      aria-label={titlePane(workspace, pane)}
      tabIndex={-1}
      hidden={!inFront.value.has(pane)}
    >
      {children}
    </section>
  );
}
