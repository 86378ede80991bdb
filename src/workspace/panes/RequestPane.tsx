/** How a server came to its answer. What draws it is loaded when the pane first comes to the front. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Workspace } from '../model/workspace.ts';
import { Pane } from './Pane.tsx';

type View = ComponentType<{ readonly workspace: Workspace }>;

export function RequestPane({ workspace }: { readonly workspace: Workspace }) {
  const [view, setView] = useState<{ readonly View: View }>();
  const [hasFailed, setHasFailed] = useState(false);
  const isInFront = workspace.panes.inFront.value.has('request');
  useEffect(() => {
    if (!isInFront || view) return;
    setHasFailed(false);
    import('../requests/RequestView.tsx').then(
      ({ RequestView }) => setView({ View: RequestView }),
      () => setHasFailed(true),
    );
  }, [isInFront, view]);
  return (
    <Pane workspace={workspace} pane="request">
      {view && <view.View workspace={workspace} />}
      {hasFailed && (
        <p class="ws-empty" role="alert">
          The picture could not be loaded. See whether you are online, then open this pane again.
        </p>
      )}
    </Pane>
  );
}
