/** Operations on names: what `mkdir`, `rmdir`, `unlink`, `rename`, `link`, `symlink` and `readdir` do. */

import type { FileSystem } from './file-system.ts';
import { FileSystemError } from './file-system-error.ts';
import { Directory, type Inode, R_OK, RegularFile, SymbolicLink } from './inode.ts';
import type { Location } from './path-walk.ts';

/** `mkdir(2)`. */
export function makeDirectory(fileSystem: FileSystem, path: string, mode: number): void {
  const location = fileSystem.locate(withoutTrailingSlashes(path), 'keep');
  if (location.inode !== undefined) throw new FileSystemError('EEXIST');
  fileSystem.attach(location, fileSystem.newDirectory(mode));
}

/** `mkdir -p`: returns the first directory it had to make, as part of `path`; undefined when all were there. */
export function makeDirectories(fileSystem: FileSystem, path: string, mode: number): string | undefined {
  const target = withoutTrailingSlashes(path);
  let first: string | undefined;
  for (let end = target.indexOf('/', 1); ; end = target.indexOf('/', end + 1)) {
    const prefix = end < 0 ? target : target.slice(0, end);
    const location = fileSystem.locate(prefix, 'follow');
    if (location.inode === undefined) {
      fileSystem.attach(location, fileSystem.newDirectory(mode));
      first ??= prefix;
    } else if (!(location.inode instanceof Directory)) {
      throw new FileSystemError(end < 0 ? 'EEXIST' : 'ENOTDIR');
    }
    if (end < 0) return first;
  }
}

/** `rmdir(2)`. */
export function removeDirectory(fileSystem: FileSystem, path: string): void {
  if (/(^|\/)\.\/*$/.test(path)) throw new FileSystemError('EINVAL');
  const location = fileSystem.locate(withoutTrailingSlashes(path), 'keep');
  const { inode } = location;
  if (inode === undefined) throw new FileSystemError('ENOENT');
  if (!(inode instanceof Directory)) throw new FileSystemError('ENOTDIR');
  if (inode.entries.size > 0) throw new FileSystemError('ENOTEMPTY');
  fileSystem.detach(location);
  inode.links = 0;
}

/** `unlink(2)`. */
export function unlink(fileSystem: FileSystem, path: string): void {
  const location = fileSystem.locate(path, 'keep');
  const { inode } = location;
  if (inode === undefined) throw new FileSystemError('ENOENT');
  if (inode instanceof Directory) throw new FileSystemError('EISDIR');
  detachLink(fileSystem, location, inode);
}

/** `rename(2)`: replaces what is at the new path when the kinds fit. */
export function rename(fileSystem: FileSystem, from: string, to: string): void {
  const source = fileSystem.locate(withoutTrailingSlashes(from), 'keep');
  const { inode } = source;
  if (inode === undefined) throw new FileSystemError('ENOENT');
  const target = fileSystem.locate(withoutTrailingSlashes(to), 'keep');
  if (target.inode === inode) return;
  if (inode instanceof Directory && target.path.startsWith(`${source.path}/`)) throw new FileSystemError('EINVAL');
  if (target.inode === undefined && to.endsWith('/') && !(inode instanceof Directory)) {
    throw new FileSystemError('ENOTDIR');
  }
  if (target.inode !== undefined) makeWay(fileSystem, inode, target, target.inode);
  fileSystem.detach(source);
  fileSystem.attach(target, inode);
}

function makeWay(fileSystem: FileSystem, incoming: Inode, target: Location, existing: Inode): void {
  if (existing instanceof Directory) {
    if (!(incoming instanceof Directory)) throw new FileSystemError('EISDIR');
    if (existing.entries.size > 0) throw new FileSystemError('ENOTEMPTY');
    fileSystem.detach(target);
  } else {
    if (incoming instanceof Directory) throw new FileSystemError('ENOTDIR');
    detachLink(fileSystem, target, existing);
  }
}

/** `link(2)`: one more name for a file. */
export function link(fileSystem: FileSystem, existingPath: string, newPath: string): void {
  const inode = fileSystem.lookup(existingPath, 'keep');
  const location = fileSystem.locate(newPath, 'keep');
  if (location.inode !== undefined) throw new FileSystemError('EEXIST');
  if (inode instanceof Directory) throw new FileSystemError('EPERM');
  fileSystem.attach(location, inode);
  inode.links += 1;
  fileSystem.stamps.changed(inode);
}

/** `symlink(2)`. */
export function makeSymbolicLink(fileSystem: FileSystem, target: string, path: string): void {
  if (target === '') throw new FileSystemError('ENOENT');
  const location = fileSystem.locate(path, 'keep');
  if (location.inode !== undefined) throw new FileSystemError('EEXIST');
  fileSystem.attach(location, fileSystem.newSymbolicLink(target));
}

/** `readlink(2)`: where a link points, as it was written. */
export function readSymbolicLink(fileSystem: FileSystem, path: string): string {
  const inode = fileSystem.lookup(path, 'keep');
  if (!(inode instanceof SymbolicLink)) throw new FileSystemError('EINVAL');
  return inode.target;
}

/** The entries of a directory in the order of their names, as libuv's `uv_fs_scandir` gives them. */
export function listDirectory(fileSystem: FileSystem, path: string): [name: string, inode: Inode][] {
  const inode = fileSystem.lookup(path, 'follow');
  if (!(inode instanceof Directory)) throw new FileSystemError('ENOTDIR');
  fileSystem.requireAccess(inode, R_OK);
  return [...inode.entries].sort(([a], [b]) => (a < b ? -1 : 1));
}

function detachLink(fileSystem: FileSystem, location: Location, inode: Inode): void {
  inode.links -= 1;
  // inotify tells a file's own watchers of the lost link (IN_ATTRIB) before the deletion itself.
  fileSystem.watches.inodeChanged(undefined, location.name, inode);
  fileSystem.detach(location);
  if (inode.links === 0 && inode instanceof RegularFile) inode.discard();
}

function withoutTrailingSlashes(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') || '/' : path;
}
