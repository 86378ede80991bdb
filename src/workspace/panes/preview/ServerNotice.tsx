/** Says when there is no server any more, and starts it again. */
import { Icon } from '../../layout/Icon.tsx';
import { describeRunEnd } from '../../model/describe-run.ts';
import type { Workspace } from '../../model/workspace.ts';

export function ServerNotice({ workspace }: { readonly workspace: Workspace }) {
  const run = workspace.program.run.value;
  if (workspace.preview.served.value) return null;
  const isBusy = workspace.work.activity.value !== undefined;
  const isComing = isBusy && !run?.end;
  return (
    <div class="ws-notice" data-tone={isComing ? undefined : 'warn'} role="status">
      <p>
        {isComing
          ? 'The program is running. No server of it is listening yet.'
          : `There is no server any more. ${run?.end ? describeRunEnd(run.end).sentence : ''}`}
      </p>
      {!isBusy && (
        <button type="button" class="ts-button" onClick={() => void workspace.serveAgain()}>
          <Icon name="run" /> Start it again
        </button>
      )}
    </div>
  );
}
