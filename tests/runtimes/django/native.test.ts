/** The engine's Python modules, tested by unittest in the native Python that set-up made. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NATIVE_PYTHON } from './projects.ts';

test('python/ passes its own tests', () => {
  const modules = join(import.meta.dirname, '../../../src/runtimes/django/python');
  const run = () =>
    execFileSync(NATIVE_PYTHON, ['-B', '-m', 'unittest', 'discover', '-s', join(import.meta.dirname, 'python')], {
      env: { ...process.env, PYTHONPATH: modules },
      encoding: 'utf8',
      stdio: 'pipe',
    });
  expect(run).not.toThrow();
});
