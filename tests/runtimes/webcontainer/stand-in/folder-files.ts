/** The container's files in a folder of this machine. As there, every path counts from the working directory. */
import { mkdirSync, symlinkSync, watch, writeFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { join } from 'node:path';
import type { FileSystemTree } from '@webcontainer/api';
import type { Container } from '../../../../src/runtimes/webcontainer/page/container.ts';

type Rest<Name extends 'readdir' | 'readFile' | 'writeFile' | 'mkdir' | 'rm'> = unknown[] & { readonly of?: Name };

export class FolderFiles {
  readonly #root: string;
  readonly api: Container['fs'];

  constructor(root: string) {
    this.#root = root;
    mkdirSync(root, { recursive: true });
    const at = (path: string) => join(root, path);
    const call =
      <Name extends 'readdir' | 'readFile' | 'writeFile' | 'mkdir' | 'rm'>(name: Name) =>
      (path: string, ...rest: Rest<Name>) =>
        (promises[name] as (path: string, ...rest: unknown[]) => Promise<unknown>)(at(path), ...rest);
    this.api = {
      readdir: call('readdir'),
      readFile: call('readFile'),
      writeFile: call('writeFile'),
      mkdir: call('mkdir'),
      rm: call('rm'),
      rename: (from: string, to: string) => promises.rename(at(from), at(to)),
      watch: (path: string, options: object, listener: (event: 'rename' | 'change', name: string) => void) =>
        watch(at(path), options, (event, name) => listener(event, name ?? '')),
    } as unknown as Container['fs'];
  }

  mount(tree: FileSystemTree, under: string): void {
    for (const [name, node] of Object.entries(tree)) {
      const path = join(under, name);
      if ('directory' in node) {
        mkdirSync(join(this.#root, path), { recursive: true });
        this.mount(node.directory, path);
      } else if ('contents' in node.file) {
        writeFileSync(join(this.#root, path), node.file.contents);
      } else {
        symlinkSync(node.file.symlink, join(this.#root, path));
      }
    }
  }
}
