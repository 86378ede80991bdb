/** The files one package of Django's tests needs: its own, those of packages it names, and what all share. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { FileContent } from '../../../src/runtimes/runtime.ts';

/** What `runtests.py` puts around every package. */
const SHARED = ['runtests.py', 'test_sqlite.py', 'urls.py'];
const SHARED_FOLDERS = ['templates'];

export class PackageCollector {
  readonly #root: string;
  readonly #folders: ReadonlySet<string>;
  readonly #files = new Map<string, Record<string, FileContent>>();

  /** `root`: the folder that holds `runtests.py`. */
  constructor(root: string) {
    this.#root = root;
    this.#folders = new Set(readdirSync(root).filter((name) => statSync(join(root, name)).isDirectory()));
  }

  collect(name: string): Record<string, FileContent> {
    const needed = new Set([name, ...SHARED_FOLDERS]);
    // A set's iteration goes on with what is added meanwhile.
    for (const folder of needed) for (const other of this.#namedIn(folder)) needed.add(other);
    const shared = SHARED.map((file) => [file, readFileSync(join(this.#root, file))]);
    return Object.assign(Object.fromEntries(shared), ...[...needed].map((folder) => this.#read(folder)));
  }

  /** Packages that the Python files of `folder` import or name in a string, as `"auth_tests.urls"`. */
  #namedIn(folder: string): string[] {
    const sources = Object.entries(this.#read(folder)).filter(([path]) => path.endsWith('.py'));
    const found = sources.flatMap(([, source]) => [
      ...Buffer.from(source as Uint8Array)
        .toString('utf8')
        .matchAll(/(?:\bfrom |\bimport |["'])(\w+)\b/g),
    ]);
    return [...new Set(found.map(([, name]) => name as string))].filter((name) => this.#folders.has(name));
  }

  #read(folder: string): Record<string, FileContent> {
    const known = this.#files.get(folder);
    if (known) return known;
    // Not by a glob: some tests are about files whose names begin with a dot.
    const entries = readdirSync(join(this.#root, folder), { recursive: true, withFileTypes: true });
    const files = Object.fromEntries(
      entries
        .filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'))
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(this.#root, path).split(sep).join('/'), new Uint8Array(readFileSync(path))]),
    );
    this.#files.set(folder, files);
    return files;
  }
}
