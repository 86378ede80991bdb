/** Which stack, how its engine is, and the things to do: run, check, stop. */
import { STACK_NAMES } from '../../course/stack-names.ts';
import { hasAppleKeyboard, SHORTCUTS, type ShortcutAction } from '../model/shortcuts.ts';
import type { Workspace } from '../model/workspace.ts';
import { EngineStatus } from './EngineStatus.tsx';
import { Icon } from './Icon.tsx';
import { CancelStart, RuntimeMenu } from './RuntimeMenu.tsx';

export function Toolbar({ workspace }: { readonly workspace: Workspace }) {
  const { exercise, work } = workspace;
  const activity = work.activity.value;
  const isBusy = activity !== undefined;
  return (
    <div class="ws-toolbar">
      <span class={`ts-stack ts-stack-${exercise.stack}`}>
        <span class="ts-stack-shape" aria-hidden="true" />
        {STACK_NAMES[exercise.stack]}
      </span>
      <span class="ws-where">
        <RuntimeMenu workspace={workspace} />
        <EngineStatus workspace={workspace} />
        <CancelStart workspace={workspace} />
      </span>
      <div class="ws-toolbar-actions">
        <button
          type="button"
          class="ts-button"
          aria-disabled={isBusy}
          title={describeKeys('run')}
          onClick={() => void workspace.run()}
        >
          <Icon name="run" />
          Run
        </button>
        {workspace.canTrace.value && (
          <button
            type="button"
            class="ts-button ws-trace-button"
            aria-disabled={isBusy}
            title={describeKeys('run-and-trace')}
            onClick={() => void workspace.runAndTrace()}
          >
            <Icon name="lanes" />
            <span class="ws-trace-button-text">Trace</span>
          </button>
        )}
        <button
          type="button"
          class="ts-button ts-button-main"
          aria-disabled={isBusy}
          title={describeKeys('check')}
          onClick={() => void workspace.check()}
        >
          <Icon name="check" />
          Check
        </button>
        <button
          type="button"
          class="ts-button ws-stop"
          aria-disabled={!isBusy}
          title={describeKeys('stop')}
          onClick={() => workspace.stop()}
        >
          <Icon name="stop" />
          {work.isStopping.value ? 'Stopping' : 'Stop'}
        </button>
        <button
          type="button"
          class="ts-button ts-button-quiet ws-shortcuts-button"
          title={describeKeys('show-shortcuts')}
          onClick={() => workspace.panes.openDialog('shortcuts')}
        >
          <Icon name="keyboard" />
          <span class="ts-visually-hidden">Keyboard shortcuts</span>
        </button>
      </div>
    </div>
  );
}

function describeKeys(action: ShortcutAction): string {
  const shortcut = SHORTCUTS.find((candidate) => candidate.action === action);
  if (!shortcut) return '';
  const keys = hasAppleKeyboard(navigator.platform) ? shortcut.appleKeys : shortcut.keys;
  return `${shortcut.title} (${keys.join(' + ')})`;
}
