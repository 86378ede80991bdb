/** Key presses in the workspace to actions. */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { findShortcut, type ShortcutAction } from '../model/shortcuts.ts';
import type { Workspace } from '../model/workspace.ts';

export function useShortcuts(root: RefObject<HTMLElement>, workspace: Workspace): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isForWorkspace(event.target, element)) return;
      const action = findShortcut(event, { isTyping: isTextField(event.target) });
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      perform(action, workspace, element);
    };
    // Captured: the editor has commands of its own on some of these keys.
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [root, workspace]);
}

type Actions = Readonly<Record<ShortcutAction, () => unknown>>;

function perform(action: ShortcutAction, workspace: Workspace, root: HTMLElement): void {
  const actions: Actions = {
    run: () => workspace.run(),
    'run-and-trace': () => workspace.runAndTrace(),
    check: () => workspace.check(),
    stop: () => workspace.stop(),
    'next-hint': () => workspace.openNextHint(),
    'next-pane': () => focusPane(root, 1),
    'previous-pane': () => focusPane(root, -1),
    'show-shortcuts': () => workspace.panes.openDialog('shortcuts'),
  };
  actions[action]();
}

/** Moves the focus to the next (or the previous) pane on screen, around the corner at the end. */
function focusPane(root: HTMLElement, step: 1 | -1): void {
  const panes = [...root.querySelectorAll<HTMLElement>('[data-pane]:not([hidden])')];
  const present = document.activeElement ?? root;
  const ahead = step === 1 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const inOrder = step === 1 ? panes : panes.reverse();
  const isAhead = (pane: HTMLElement) => (present.compareDocumentPosition(pane) & ahead) !== 0;
  const next = inOrder.find((pane) => isAhead(pane) && !pane.contains(present)) ?? inOrder[0];
  const editor = next?.querySelector<HTMLElement>('.cm-content');
  (editor ?? next)?.focus();
}

/** On a page of its own, a workspace hears keys too while nothing has the focus. */
function isForWorkspace(target: EventTarget | null, root: HTMLElement): boolean {
  if (!(target instanceof Node)) return false;
  return root.contains(target) || (target === document.body && root.dataset.layout === 'page');
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
