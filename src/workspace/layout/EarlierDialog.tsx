/** The learner's earlier versions of the exercise, each to be had back. */
import type { EarlierDraft, KeepReason } from '../../progress/record-kinds.ts';
import type { Workspace } from '../model/workspace.ts';
import { Dialog } from './Dialog.tsx';

const REASONS: Readonly<Record<KeepReason, string>> = {
  reset: 'before you went back',
  solution: 'before you took the solution',
  import: 'before you imported progress',
  'other-tab': 'from another tab',
};

export function EarlierDialog({ workspace }: { readonly workspace: Workspace }) {
  const { panes, files } = workspace;
  if (panes.dialog.value !== 'earlier') return null;
  return (
    <Dialog title="Earlier versions" onClose={() => panes.closeDialog()}>
      <p>What you wrote before something else took its place. Bringing one back can be undone.</p>
      <ol class="ws-earlier">
        {files.earlier.value.map((draft) => (
          <li key={draft.savedAt}>
            <span>
              <time dateTime={draft.savedAt}>{describeTime(draft)}</time>, {REASONS[draft.reason]}
            </span>
            <form method="dialog">
              <button type="submit" class="ts-button" onClick={() => workspace.restore(draft)}>
                Bring back
              </button>
            </form>
          </li>
        ))}
      </ol>
      <form method="dialog" class="ws-dialog-actions">
        <button type="submit" class="ts-button ts-button-main">
          Close
        </button>
      </form>
    </Dialog>
  );
}

function describeTime({ savedAt }: EarlierDraft): string {
  return new Date(savedAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}
