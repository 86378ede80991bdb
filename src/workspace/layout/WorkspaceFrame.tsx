/** The frame: toolbar, notices, and the panes in a grid that suits the width. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Workspace } from '../model/workspace.ts';
import { CodePane } from '../panes/CodePane.tsx';
import { DatabasePane } from '../panes/DatabasePane.tsx';
import { OutputPane } from '../panes/OutputPane.tsx';
import { PreviewPane } from '../panes/PreviewPane.tsx';
import { RequestPane } from '../panes/RequestPane.tsx';
import { TaskPane } from '../panes/TaskPane.tsx';
import { TestsPane } from '../panes/TestsPane.tsx';
import { TracePane } from '../panes/TracePane.tsx';
import { EarlierDialog } from './EarlierDialog.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { Notices } from './Notices.tsx';
import { PaneTabs } from './PaneTabs.tsx';
import { RuntimeDialog } from './RuntimeMenu.tsx';
import { Separator } from './Separator.tsx';
import { ShortcutDialog } from './ShortcutDialog.tsx';
import { SolutionDialog } from './SolutionDialog.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useFocusRescue } from './use-focus-rescue.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useWarmUp } from './use-warm-up.ts';

export interface WorkspaceFrameProps {
  readonly workspace: Workspace;
}

export function WorkspaceFrame({ workspace }: WorkspaceFrameProps) {
  const root = useRef<HTMLDivElement>(null);
  const { panes } = workspace;
  useShortcuts(root, workspace);
  useWarmUp(root, workspace);
  useFocusRescue(root);
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    // Before the first painting, so that nothing is seen to jump.
    panes.fit(element.clientWidth);
    const observer = new ResizeObserver(() => panes.fit(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [panes]);

  const arrangement = panes.arrangement.value;
  const hasTaskColumn = arrangement === 'stacked' || arrangement === 'columns';
  return (
    <div
      ref={root}
      class={`ws-root ts-stack-${workspace.exercise.stack}`}
      data-arrangement={arrangement}
      data-layout={workspace.layout}
    >
      <Toolbar workspace={workspace} />
      <Notices workspace={workspace} />
      <div
        class="ws-panes"
        data-comparing={workspace.help.solution.value === 'open'}
        style={{ '--ws-task': `${panes.share('task')}%`, '--ws-code': `${panes.share('code')}%` }}
      >
        {arrangement === 'tabs' && <PaneTabs workspace={workspace} group={panes.groups.value[0] ?? []} />}
        <TaskPane key="task" workspace={workspace} />
        {hasTaskColumn && <Separator key="task-separator" separator="task" panes={panes} />}
        <CodePane key="code" workspace={workspace} />
        {arrangement !== 'tabs' && <Separator key="code-separator" separator="code" panes={panes} />}
        {arrangement !== 'tabs' && (
          <PaneTabs workspace={workspace} group={panes.groups.value.find((group) => group.includes('output')) ?? []} />
        )}
        <OutputPane key="output" workspace={workspace} />
        <TestsPane key="tests" workspace={workspace} />
        <PreviewPane key="preview" workspace={workspace} />
        <RequestPane key="request" workspace={workspace} />
        <DatabasePane key="database" workspace={workspace} />
        <TracePane key="trace" workspace={workspace} />
      </div>
      <LiveRegion announcer={workspace.announcer} />
      <ShortcutDialog workspace={workspace} />
      <SolutionDialog workspace={workspace} />
      <EarlierDialog workspace={workspace} />
      <RuntimeDialog workspace={workspace} />
    </div>
  );
}
