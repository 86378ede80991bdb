/** The event loop of a recorded run. What draws it is loaded when there is something to draw. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Workspace } from '../model/workspace.ts';
import { Pane } from './Pane.tsx';

type View = ComponentType<{ readonly workspace: Workspace }>;

export function TracePane({ workspace }: { readonly workspace: Workspace }) {
  const [view, setView] = useState<{ readonly View: View }>();
  const [hasFailed, setHasFailed] = useState(false);
  const isWanted = workspace.trace.isComplete.value;
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
        <view.View workspace={workspace} />
      ) : (
        <p class="ws-empty">Press Trace to record a run and see its event loop here.</p>
      )}
    </Pane>
  );
}
