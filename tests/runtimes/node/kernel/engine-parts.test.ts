import { expect, test, vi } from 'vitest';
import { createPartLoader, PART_GLOBAL } from '../../../../src/runtimes/node/kernel/engine-parts.ts';
import { captureNatives } from '../../../../src/runtimes/node/kernel/natives.ts';

const scope = globalThis as unknown as Record<string, unknown>;

function loaderWith(importScripts: (url: string) => void) {
  return createPartLoader({ ...captureNatives(), importScripts }, { zlib: 'part-zlib-1.js' });
}

test('a part is loaded once and leaves no global', () => {
  const importScripts = vi.fn(() => {
    scope[PART_GLOBAL] = { inflate: 1 };
  });
  const loadPart = loaderWith(importScripts);
  expect(loadPart('zlib')).toEqual({ inflate: 1 });
  expect(loadPart('zlib')).toBe(loadPart('zlib'));
  expect(importScripts.mock.calls).toEqual([['part-zlib-1.js']]);
  expect(PART_GLOBAL in scope).toBe(false);
});

test('a part that cannot be loaded says what to do, and can be tried again', () => {
  let isOnline = false;
  const loadPart = loaderWith(() => {
    if (!isOnline) throw new Error('NetworkError');
    scope[PART_GLOBAL] = {};
  });
  expect(() => loadPart('zlib')).toThrow('Check the connection and run again.');
  isOnline = true;
  expect(loadPart('zlib')).toEqual({});
});

test('a part that does not exist is named', () => {
  const loadPart = loaderWith(() => expect.unreachable());
  expect(() => loadPart('zip')).toThrow('"zip"');
});
