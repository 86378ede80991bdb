/** Where programs run, and the way to choose another place. Absent where there is nothing to choose. */
import { RUNTIME_NAMES, type RuntimeId } from '../model/runtime-choice.ts';
import type { Workspace } from '../model/workspace.ts';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';

const DESCRIPTIONS: Readonly<Record<RuntimeId, readonly [title: string, text: string]>> = {
  embedded: [
    'Embedded Node.js',
    'Starts at once, works offline, and nothing leaves this tab. It has the packages of this course and no other programs.',
  ],
  webcontainer: [
    'WebContainer',
    'Node.js with npm, real processes and a terminal. It is a service of StackBlitz: this tab loads it from stackblitz.com, which takes some ten seconds and the internet.',
  ],
};

export function RuntimeMenu({ workspace }: { readonly workspace: Workspace }) {
  const { runtimes, panes, work } = workspace;
  if (runtimes.offered.length < 2) return null;
  const isBusy = work.activity.value !== undefined;
  return (
    <button
      type="button"
      class="ts-button ts-button-quiet ws-runtime"
      aria-haspopup="dialog"
      aria-disabled={isBusy}
      title={isBusy ? 'Stop the program to choose another runtime' : 'Choose where programs run'}
      onClick={() => !isBusy && panes.openDialog('runtime')}
    >
      <span class="ts-visually-hidden">Runtime: </span>
      {RUNTIME_NAMES[runtimes.active.value]}
      <Icon name="down" />
    </button>
  );
}

/** Gives up a start of WebContainer that goes on. */
export function CancelStart({ workspace }: { readonly workspace: Workspace }) {
  const { runtimes, engine } = workspace;
  if (runtimes.active.value !== 'webcontainer' || engine.status.value.state !== 'loading') return null;
  return (
    <button type="button" class="ts-button ts-button-quiet ws-runtime" onClick={() => runtimes.cancelStart()}>
      Cancel<span class="ts-visually-hidden"> the start of WebContainer</span>
    </button>
  );
}

export function RuntimeDialog({ workspace }: { readonly workspace: Workspace }) {
  const { panes, runtimes } = workspace;
  if (panes.dialog.value !== 'runtime') return null;
  const choose = (event: SubmitEvent) => {
    const form = new FormData(event.currentTarget as HTMLFormElement, event.submitter);
    const chosen = runtimes.offered.find((runtime) => runtime === form.get('runtime'));
    if (chosen && form.has('use')) workspace.chooseRuntime(chosen);
  };
  return (
    <Dialog title="Where your programs run" onClose={() => panes.closeDialog()}>
      <form method="dialog" class="ws-runtimes" onSubmit={choose}>
        {runtimes.offered.map((runtime) => (
          <label key={runtime} class="ws-runtime-option">
            <input type="radio" name="runtime" value={runtime} defaultChecked={runtime === runtimes.chosen.value} />
            <span>
              <strong>{DESCRIPTIONS[runtime][0]}</strong>
              <span>{DESCRIPTIONS[runtime][1]}</span>
            </span>
          </label>
        ))}
        <p class="ws-dialog-actions">
          <button type="submit" name="use" class="ts-button ts-button-main">
            Use it
          </button>
          <button type="submit" class="ts-button">
            Cancel
          </button>
        </p>
      </form>
    </Dialog>
  );
}
