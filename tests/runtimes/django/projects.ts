/** Projects for the tests of the Django engine, and the native Python they are compared with. */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Project } from '../../../src/runtimes/runtime.ts';

export const LIBRARY_FOLDER = join(import.meta.dirname, 'library-project');

const venv = join(import.meta.dirname, '..', '..', '..', 'build', 'venv');

/** CPython with the wheels of the bundle; set-up makes it. */
export const NATIVE_PYTHON = join(
  venv,
  ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
);

/** A Django project with models, a migration, views, templates and tests that pass, fail and break. */
export function libraryProject(): Project {
  const paths = globSync('**/*.{py,html}', { cwd: LIBRARY_FOLDER });
  return Object.fromEntries(
    paths.map((path) => [path.split(sep).join('/'), readFileSync(join(LIBRARY_FOLDER, path), 'utf8')]),
  );
}

/** The library project with these tests instead of its own, and other files over its own. */
export function libraryWith(tests: string, files: Project = {}): Project {
  return { ...libraryProject(), 'tests/test_library.py': tests, ...files };
}
