/** What something is made of, as one hash: two equal hashes mean that it need not be made again. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const PROJECT_ROOT = join(import.meta.dirname, '..');

interface HashOptions {
  /** Leaves files out by their path relative to the root, `/`-separated. */
  readonly isInput?: (path: string) => boolean;
  /** The folder that paths are relative to. */
  readonly root?: string;
}

/**
 * SHA-256 over names and contents of the files that match.
 * @param globs relative to the root, the project's folder unless `root` names another
 */
export function hashInputs(
  globs: readonly string[],
  { isInput = () => true, root = PROJECT_ROOT }: HashOptions = {},
): string {
  const hash = createHash('sha256');
  const paths = globSync([...globs], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.includes('__pycache__') && isInput(path))
    .sort();
  for (const path of paths)
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}
