/** What the program's servers answer. Its parts are loaded when the first server listens. */
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../layout/Icon.tsx';
import type { Workspace } from '../model/workspace.ts';
import { Pane } from './Pane.tsx';
import type { PreviewBodyProps } from './preview/PreviewBody.tsx';

const RUN_SERVER = ['python', 'manage.py', 'runserver'] as const;

export function PreviewPane({ workspace }: { readonly workspace: Workspace }) {
  const [Body, setBody] = useState<FunctionComponent<PreviewBodyProps>>();
  const [hasFailed, setHasFailed] = useState(false);
  const isWanted = workspace.preview.isWanted.value;
  useEffect(() => {
    if (!isWanted) return;
    import('./preview/PreviewBody.tsx').then(
      ({ PreviewBody }) => setBody(() => PreviewBody),
      () => setHasFailed(true),
    );
  }, [isWanted]);
  return (
    <Pane workspace={workspace} pane="preview">
      {hasFailed ? (
        <p class="ws-empty" role="alert">
          The preview could not be loaded. See whether you are online and reload the page: your code is kept.
        </p>
      ) : Body ? (
        <Body workspace={workspace} />
      ) : (
        <NothingYet workspace={workspace} />
      )}
    </Pane>
  );
}

function NothingYet({ workspace }: { readonly workspace: Workspace }) {
  const { exercise, work, program } = workspace;
  const isRunning = work.activity.value === 'run';
  const isDjango = 'manage.py' in exercise.starter.text;
  const isListening = isRunning && (program.run.value?.ports.length ?? 0) > 0;
  return (
    <div class="ws-empty">
      <Icon name="window" />
      {isListening ? (
        <p aria-busy="true">Opening the preview …</p>
      ) : (
        <p>{isDjango ? 'Start the server: its page shows here.' : 'Run a program that serves: its page shows here.'}</p>
      )}
      {isDjango && (
        <button
          type="button"
          class="ts-button"
          aria-disabled={work.activity.value !== undefined}
          onClick={() => void workspace.run(RUN_SERVER)}
        >
          <Icon name="run" /> Start the server
        </button>
      )}
      <code>{(isDjango ? RUN_SERVER : exercise.command).join(' ')}</code>
    </div>
  );
}
