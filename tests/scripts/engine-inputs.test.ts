/** What makes the set-up build an engine's bundle again. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashEngineInputs } from '../../scripts/engine-inputs.ts';

const FILES = {
  'requirements.txt': 'django==5.2.17 --hash=sha256:aa',
  'package-lock.json': '{"pyodide":"314.0.7"}',
  'build/wheels/django-5.2.17-py3-none-any.whl': 'wheel',
  'src/runtimes/runtime.ts': 'contract',
  'src/runtimes/django/python/twinstack_engine/session.py': 'harness',
  'src/runtimes/django/bundle/versions.ts': 'versions',
  'src/runtimes/django/page/django-runtime.ts': 'page',
};

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'twinstack-inputs-'));
  for (const [path, text] of Object.entries(FILES)) write(path, text);
});
afterAll(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Whether the bundle is built again after a change of this file. */
function isRebuiltBy(path: keyof typeof FILES | (string & {}), stack: 'node' | 'django' = 'django'): boolean {
  const before = hashEngineInputs(stack, root);
  write(path, 'changed');
  const isRebuilt = hashEngineInputs(stack, root) !== before;
  if (path in FILES) write(path, FILES[path as keyof typeof FILES]);
  else rmSync(join(root, path));
  return isRebuilt;
}

test('nothing changed, nothing is built', () => {
  expect(hashEngineInputs('django', root)).toBe(hashEngineInputs('django', root));
});

test.each([
  ['another version in requirements.txt', 'requirements.txt'],
  ['a wheel with other content', 'build/wheels/django-5.2.17-py3-none-any.whl'],
  ['a further wheel', 'build/wheels/django-6.0-py3-none-any.whl'],
  ['another Pyodide, and with it another Python', 'package-lock.json'],
  ['the harness', 'src/runtimes/django/python/twinstack_engine/session.py'],
  ['the contract', 'src/runtimes/runtime.ts'],
])('the Django engine is built again after a change of %s', (_what, path) => {
  expect(isRebuiltBy(path)).toBe(true);
});

test('the page side and another engine’s wheels are no part of a bundle', () => {
  expect(isRebuiltBy('src/runtimes/django/page/django-runtime.ts')).toBe(false);
  expect(isRebuiltBy('build/wheels/django-5.2.17-py3-none-any.whl', 'node')).toBe(false);
});
