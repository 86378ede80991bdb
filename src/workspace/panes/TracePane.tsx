/** The event loop of a recorded run. What draws it is loaded when there is something to draw. */
import type { ComponentType } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Workspace } from '../model/workspace.ts';
import type { TraceStage } from '../trace/trace-stage.ts';
import { JumpButton } from './JumpButton.tsx';
import { Pane } from './Pane.tsx';

type View = ComponentType<{ readonly stage: TraceStage }>;

export function TracePane({ workspace }: { readonly workspace: Workspace }) {
  const [view, setView] = useState<{ readonly View: View }>();
  const [hasFailed, setHasFailed] = useState(false);
  const isWanted = workspace.trace.isComplete.value;
  const stage = useMemo(() => stageOf(workspace), [workspace]);
  useEffect(() => {
    if (!isWanted || view) return;
    import('../trace/TraceView.tsx').then(
      ({ TraceView }) => setView({ View: TraceView }),
      () => setHasFailed(true),
    );
  }, [isWanted, view]);
  return (
    <Pane workspace={workspace} pane="trace">
      {hasFailed && (
        <p class="ws-empty" role="alert">
          The picture could not be loaded. See whether you are online and trace again.
        </p>
      )}
      {isWanted && view ? (
        <view.View stage={stage} />
      ) : (
        <p class="ws-empty">Press Trace to record a run and see its event loop here.</p>
      )}
    </Pane>
  );
}

function stageOf(workspace: Workspace): TraceStage {
  return {
    player: workspace.trace,
    announcer: workspace.announcer,
    drawPlace: (location) => (
      <JumpButton workspace={workspace} location={location} label={`${location.file}, line ${location.line}`} />
    ),
  };
}
