/** The programs that the preview is tried with. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServedProject } from '../preview.ts';

export const NODE_SERVER: ServedProject = { stack: 'node', files: readFolder('node'), command: ['node', 'main.js'] };

/** Pages that open others and speak with them. */
export const POP_UPS: ServedProject = { stack: 'node', files: readFolder('pop-ups'), command: ['node', 'main.js'] };

/** A server that does whatever servers should not, and pages that do what a browser's dialogs are for. */
export const BAD_SERVER: ServedProject = { stack: 'node', files: readFolder('bad'), command: ['node', 'main.js'] };

/** With the admin, fifty books, and the user `ada` whose password is `lovelace`. */
export const DJANGO_SITE: ServedProject = {
  stack: 'django',
  files: readFolder('django'),
  command: ['python', 'manage.py', 'runserver'],
};

/** Text by path. */
function readFolder(name: string): Readonly<Record<string, string>> {
  const root = join(import.meta.dirname, name);
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}
