/** The database after a run. What draws it is loaded when the pane first comes to the front. */
import { useEffect, useState } from 'preact/hooks';
import type { Workspace } from '../model/workspace.ts';
import type { DatabaseView } from './database/DatabaseView.tsx';
import { Pane } from './Pane.tsx';

export function DatabasePane({ workspace }: { readonly workspace: Workspace }) {
  const [View, setView] = useState<typeof DatabaseView>();
  const [hasFailed, setHasFailed] = useState(false);
  const isInFront = workspace.panes.inFront.value.has('database');
  useEffect(() => {
    if (!isInFront || View) return;
    setHasFailed(false);
    import('./database/DatabaseView.tsx').then(
      (loaded) => setView(() => loaded.DatabaseView),
      () => setHasFailed(true),
    );
  }, [isInFront, View]);
  if (!workspace.database) return null;
  return (
    <Pane workspace={workspace} pane="database">
      {View && <View workspace={workspace} database={workspace.database} isInFront={isInFront} />}
      {hasFailed && (
        <p class="ws-empty" role="alert">
          The viewer could not be loaded. See whether you are online, then open this pane again.
        </p>
      )}
    </Pane>
  );
}
