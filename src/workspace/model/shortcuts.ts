/** The workspace's keys: what they do, how they are written, and which one a key press is. */

export type ShortcutAction =
  | 'run'
  | 'run-and-trace'
  | 'check'
  | 'stop'
  | 'next-hint'
  | 'next-pane'
  | 'previous-pane'
  | 'show-shortcuts';

export interface Shortcut {
  readonly action: ShortcutAction;
  readonly title: string;
  /** As on a keyboard with Ctrl. */
  readonly keys: readonly string[];
  readonly appleKeys: readonly string[];
}

export const SHORTCUTS: readonly Shortcut[] = [
  { action: 'run', title: 'Run', keys: ['Ctrl', 'Enter'], appleKeys: ['⌘', 'Enter'] },
  { action: 'check', title: 'Check', keys: ['Ctrl', 'Shift', 'Enter'], appleKeys: ['⌘', 'Shift', 'Enter'] },
  { action: 'run-and-trace', title: 'Run and trace', keys: ['Alt', 'T'], appleKeys: ['⌥', 'T'] },
  { action: 'stop', title: 'Stop', keys: ['Ctrl', '.'], appleKeys: ['⌘', '.'] },
  { action: 'next-hint', title: 'Open the next hint', keys: ['Alt', 'H'], appleKeys: ['⌥', 'H'] },
  { action: 'next-pane', title: 'Go to the next pane', keys: ['F6'], appleKeys: ['F6'] },
  { action: 'previous-pane', title: 'Go to the pane before', keys: ['Shift', 'F6'], appleKeys: ['Shift', 'F6'] },
  { action: 'show-shortcuts', title: 'Show this list (outside the editor)', keys: ['?'], appleKeys: ['?'] },
];

/** The editor's own keys that a learner should know of. */
export const EDITOR_KEYS: readonly Omit<Shortcut, 'action'>[] = [
  { title: 'Indent, indent less', keys: ['Tab', 'Shift+Tab'], appleKeys: ['Tab', 'Shift+Tab'] },
  { title: 'Leave the editor', keys: ['Esc', 'then Tab'], appleKeys: ['Esc', 'then Tab'] },
  { title: 'Undo, redo', keys: ['Ctrl+Z', 'Ctrl+Y'], appleKeys: ['⌘Z', '⌘⇧Z'] },
  { title: 'Comment lines in or out', keys: ['Ctrl', '/'], appleKeys: ['⌘', '/'] },
  { title: 'Search in the file', keys: ['Ctrl', 'F'], appleKeys: ['⌘', 'F'] },
];

/** The part of a keyboard event that matters here. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** What a key press asks for; `isTyping`: it happened where text is written, so a plain character is text. */
export function findShortcut(press: KeyPress, where: { readonly isTyping: boolean }): ShortcutAction | undefined {
  const isCommand = (press.ctrlKey || press.metaKey) && !press.altKey;
  if (isCommand && press.key === 'Enter') return press.shiftKey ? 'check' : 'run';
  if (isCommand && !press.shiftKey && press.key === '.') return 'stop';
  // With Alt, `key` is whatever the layout makes of it ("˙" on a Mac).
  const isAlternative = press.altKey && !press.ctrlKey && !press.metaKey;
  if (isAlternative && press.code === 'KeyH') return 'next-hint';
  if (isAlternative && press.code === 'KeyT') return 'run-and-trace';
  if (press.key === 'F6' && !isCommand && !press.altKey) return press.shiftKey ? 'previous-pane' : 'next-pane';
  if (press.key === '?' && !isCommand && !press.altKey && !where.isTyping) return 'show-shortcuts';
  return undefined;
}

/** Whether this keyboard has a command key in place of Ctrl. */
export function hasAppleKeyboard(platform: string): boolean {
  return /mac|iphone|ipad/i.test(platform);
}
