/** The project's files in the kernel's file system, as `KeptFiles` looks at them. */
import type { ProjectDisk } from '../../kept-files.ts';
import { listDirectory } from '../kernel/file-system/directory-operations.ts';
import { Directory, type Inode, RegularFile } from '../kernel/file-system/inode.ts';
import type { NodeKernel } from '../kernel/node-kernel.ts';
import { PROJECT_ROOT } from './project-root.ts';

export function projectDisk({ fileSystem }: NodeKernel): ProjectDisk {
  const find = (path: string): Inode | undefined => fileSystem.inodeAt(`${PROJECT_ROOT}/${path}`);
  const listFolder = (folder: string): string[] =>
    listDirectory(fileSystem, `${PROJECT_ROOT}/${folder}`).flatMap(([name, inode]) => {
      const path = folder === '' ? name : `${folder}/${name}`;
      return inode instanceof Directory ? listFolder(path) : [path];
    });
  return {
    stat(path) {
      const inode = find(path);
      return inode instanceof RegularFile ? { modified: inode.modified, size: inode.size } : undefined;
    },
    read(path) {
      const inode = find(path);
      return inode instanceof RegularFile ? new Uint8Array(inode.content) : new Uint8Array();
    },
    list: () => listFolder(''),
  };
}
