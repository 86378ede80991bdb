/** Projects on this machine's disk, for the real Node and Python. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Project } from '../../runtimes/runtime.ts';

/** Writes a project into a new temporary folder, gives it to `work` and removes it afterwards. */
export async function withProjectFolder<Result>(
  project: Project,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  // The real path: stack traces name it, also where the temporary folder is a link.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinstack-')));
  try {
    for (const [path, content] of Object.entries(project)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
