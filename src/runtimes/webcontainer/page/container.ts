/** What the adapter uses of `@webcontainer/api`: the published types, without the private fields of its class. */
import type { BootOptions, FileSystemTree, WebContainer } from '@webcontainer/api';
import type { Project } from '../../runtime.ts';

export type Container = Pick<WebContainer, 'fs' | 'mount' | 'on' | 'spawn' | 'teardown' | 'workdir'>;

/** The class `WebContainer`, or what stands in for it in tests. */
export interface ContainerFactory {
  boot(options: BootOptions): Promise<Container>;
}

/** A project as the tree of files that `mount` takes. */
export function toFileTree(project: Project): FileSystemTree {
  const tree: FileSystemTree = {};
  for (const [path, contents] of Object.entries(project)) {
    const folders = path.split('/');
    const name = folders.pop() ?? '';
    const folder = folders.reduce((inside, part) => {
      const entry = inside[part];
      if (entry && 'directory' in entry) return entry.directory;
      const directory: FileSystemTree = {};
      inside[part] = { directory };
      return directory;
    }, tree);
    folder[name] = { file: { contents } };
  }
  return tree;
}
