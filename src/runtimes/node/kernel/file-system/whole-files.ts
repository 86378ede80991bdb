/** Operations on whole files and trees, for the kernel itself and for the calls of `fs` that work on them. */

import { makeDirectories, removeDirectory, unlink } from './directory-operations.ts';
import type { FileSystem } from './file-system.ts';
import { FileSystemError } from './file-system-error.ts';
import { Directory, type Inode, RegularFile } from './inode.ts';
import { O_CREAT, O_EXCL, O_TRUNC, O_WRONLY } from './open-file.ts';

/** Writes a file, with the directories it needs: how a project gets into the file system. */
export function placeFile(fileSystem: FileSystem, path: string, content: string | Uint8Array, mode = 0o644): void {
  const slash = path.lastIndexOf('/');
  if (slash > 0) makeDirectories(fileSystem, path.slice(0, slash), 0o755);
  const file = fileSystem.open(path, O_CREAT | O_WRONLY | O_TRUNC, mode);
  file.write(typeof content === 'string' ? new TextEncoder().encode(content) : content, undefined);
}

/** The content of a regular file as text, or undefined when there is none at `path`. */
export function readTextAt(fileSystem: FileSystem, path: string): string | undefined {
  const inode = fileSystem.inodeAt(path);
  return inode instanceof RegularFile ? new TextDecoder().decode(inode.content) : undefined;
}

/** Whether an existing target of a copy is replaced. */
export type OnExisting = 'replace' | 'fail';

/** Copies a regular file's content and permissions, as `uv_fs_copyfile` does. */
export function copyFile(fileSystem: FileSystem, from: string, to: string, onExisting: OnExisting): void {
  const source = fileSystem.lookup(from, 'follow');
  if (source instanceof Directory) throw new FileSystemError('EISDIR');
  fileSystem.requireAccess(source, 4);
  const exclusive = onExisting === 'fail' ? O_EXCL : 0;
  // Copying a file onto itself must not empty it first.
  if (onExisting === 'replace' && fileSystem.inodeAt(to) === source) return;
  const target = fileSystem.open(to, O_CREAT | O_WRONLY | O_TRUNC | exclusive, source.permissions);
  if (source instanceof RegularFile) target.write(source.content.slice(), undefined);
}

/** Removes what is at `path`, with all that it contains. */
export function removeTree(fileSystem: FileSystem, path: string): void {
  const inode: Inode = fileSystem.lookup(path, 'keep');
  if (!(inode instanceof Directory)) {
    unlink(fileSystem, path);
    return;
  }
  for (const name of [...inode.entries.keys()]) removeTree(fileSystem, `${path}/${name}`);
  removeDirectory(fileSystem, path);
}
