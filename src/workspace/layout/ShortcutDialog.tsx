/** The list of keys. */
import { EDITOR_KEYS, hasAppleKeyboard, SHORTCUTS } from '../model/shortcuts.ts';
import type { Workspace } from '../model/workspace.ts';
import { Dialog } from './Dialog.tsx';

export function ShortcutDialog({ workspace: { panes } }: { readonly workspace: Workspace }) {
  if (panes.dialog.value !== 'shortcuts') return null;
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => panes.closeDialog()}>
      <KeyList title="In the workspace" list={SHORTCUTS} />
      <KeyList title="In the editor" list={EDITOR_KEYS} />
      <form method="dialog" class="ws-dialog-actions">
        <button type="submit" class="ts-button ts-button-main">
          Close
        </button>
      </form>
    </Dialog>
  );
}

interface KeyListProps {
  readonly title: string;
  readonly list: typeof EDITOR_KEYS;
}

function KeyList({ title, list }: KeyListProps) {
  const isApple = hasAppleKeyboard(navigator.platform);
  return (
    <section>
      <h3 class="ts-label">{title}</h3>
      <dl class="ws-keys">
        {list.map((entry) => (
          <div key={entry.title}>
            <dt>{entry.title}</dt>
            <dd>
              {(isApple ? entry.appleKeys : entry.keys).map((key) => (
                <kbd key={key} class="ts-key">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
