/** A folder in which an author starts a course, and the two commands they have. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandEnd, waitForEnd } from './site-copy.ts';

const authoring = join(import.meta.dirname, '..', '..', 'src', 'authoring');

export function makeAuthorFolder() {
  const root = mkdtempSync(join(tmpdir(), 'author-'));
  const run = (script: string, args: readonly string[]): Promise<CommandEnd> =>
    waitForEnd(
      spawn(process.execPath, [join(authoring, script), ...args], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, FORCE_COLOR: '0' },
      }),
    );
  return {
    root,
    createNew: (...args: string[]) => run('new.ts', args),
    check: (...args: string[]) => run('check.ts', args),
    read: (path: string) => readFileSync(join(root, path), 'utf8'),
    /** Replaces a piece of a file; the piece must be there. */
    edit(path: string, from: string, to: string): void {
      const text = readFileSync(join(root, path), 'utf8');
      if (!text.includes(from)) throw new Error(`${path} has no "${from}"`);
      writeFileSync(
        join(root, path),
        text.replace(from, () => to),
      );
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}
