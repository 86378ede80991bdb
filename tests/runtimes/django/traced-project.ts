/** A project whose requests go through what a request can go through. */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Project } from '../../../src/runtimes/runtime.ts';
import { libraryProject } from './projects.ts';

/** What it has beside the library project. */
export const TRACED_FOLDER = join(import.meta.dirname, 'traced-project');

/** The library project with middleware, templates that extend and include, and views of many kinds. */
export function tracedProject(files: Project = {}): Project {
  const paths = globSync('**/*.{py,html}', { cwd: TRACED_FOLDER });
  const own = Object.fromEntries(
    paths.map((path) => [path.split(sep).join('/'), readFileSync(join(TRACED_FOLDER, path), 'utf8')]),
  );
  return { ...libraryProject(), ...own, ...files };
}
