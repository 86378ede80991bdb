import { expect, test } from 'vitest';
import { findShortcut, type KeyPress } from '../../src/workspace/model/shortcuts.ts';

const NO_KEYS: KeyPress = { key: '', code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

function find(press: Partial<KeyPress>, isTyping = true) {
  return findShortcut({ ...NO_KEYS, ...press }, { isTyping });
}

test.each([
  [{ key: 'Enter', ctrlKey: true }, 'run'],
  [{ key: 'Enter', metaKey: true }, 'run'],
  [{ key: 'Enter', ctrlKey: true, shiftKey: true }, 'check'],
  [{ key: '.', ctrlKey: true }, 'stop'],
  [{ key: '˙', code: 'KeyH', altKey: true }, 'next-hint'],
  [{ key: 'F6' }, 'next-pane'],
  [{ key: 'F6', shiftKey: true }, 'previous-pane'],
] as const)('%j asks for %s, also from the editor', (press, action) => {
  expect(find(press)).toBe(action);
});

test('a question mark is text in the editor and the list of keys elsewhere', () => {
  expect(find({ key: '?', shiftKey: true }, true)).toBeUndefined();
  expect(find({ key: '?', shiftKey: true }, false)).toBe('show-shortcuts');
});

test('Enter, Tab and Escape are left to the editor', () => {
  for (const key of ['Enter', 'Tab', 'Escape']) expect(find({ key })).toBeUndefined();
});
