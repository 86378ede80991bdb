/** A package of this repository's own node_modules as files of a project. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Project } from '../../../src/runtimes/runtime.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** The package with everything it depends on; what programs do not read is left out. */
export function readInstalledPackage(name: string): Project {
  const files: Record<string, Uint8Array> = {};
  for (const installed of closureOf([name])) {
    const folder = join(root, 'node_modules', installed);
    for (const entry of globSync('**/*.{js,cjs,mjs,json}', { cwd: folder, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && !/[\\/](?:test|benchmarks?)[\\/]/.test(path)) {
        files[relative(root, path).split(sep).join('/')] = readFileSync(path);
      }
    }
  }
  return files;
}

function closureOf(names: readonly string[], known: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const found = new Set([...known, ...names]);
  const needed = names.flatMap((name) => {
    const manifest = join(root, 'node_modules', name, 'package.json');
    if (!existsSync(manifest)) return [];
    const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: object };
    return Object.keys(dependencies).filter((dependency) => !found.has(dependency));
  });
  return needed.length === 0 ? found : closureOf(needed, found);
}
