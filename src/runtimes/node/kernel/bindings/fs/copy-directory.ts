/** `fs.cp` of directories (Node.js src/node_file.cc, `CpSyncCheckPaths` and `CpSyncCopyDir`). */

import { codedError } from '../../coded-error.ts';
import { listDirectory, makeDirectories, makeSymbolicLink, unlink } from '../../file-system/directory-operations.ts';
import { FileSystemError } from '../../file-system/file-system-error.ts';
import { Directory, type Inode, S_IFIFO, S_IFSOCK, SymbolicLink } from '../../file-system/inode.ts';
import { copyFile } from '../../file-system/whole-files.ts';
import type { Kernel } from '../../kernel.ts';
import { asSyscall } from './requests.ts';

export interface CopyOptions {
  readonly force: boolean;
  readonly dereference: boolean;
  readonly errorOnExist: boolean;
  readonly verbatimSymlinks: boolean;
  readonly preserveTimestamps: boolean;
}

/** Throws what Node throws when `from` cannot be copied to `to`. */
export function checkCopyPaths(
  kernel: Kernel,
  from: string,
  to: string,
  dereference: boolean,
  recursive: boolean,
): void {
  const { fileSystem } = kernel;
  const syscall = dereference ? 'stat' : 'lstat';
  const finalLink = dereference ? 'follow' : 'keep';
  const source = asSyscall(kernel, syscall, [from], () => fileSystem.lookup(from, finalLink));
  const target = asSyscall(kernel, 'cp', [to], () => parentlessLookup(kernel, to, finalLink));
  const isDirectory = source instanceof Directory;
  if (target === source) throw codedError(Error, 'ERR_FS_CP_EINVAL', `src and dest cannot be the same ${to}`);
  if (target !== undefined && isDirectory && !(target instanceof Directory)) {
    const message = `Cannot overwrite non-directory ${to} with directory ${from}`;
    throw codedError(Error, 'ERR_FS_CP_DIR_TO_NON_DIR', message);
  }
  if (!isDirectory && target instanceof Directory) {
    const message = `Cannot overwrite directory ${to} with non-directory ${from}`;
    throw codedError(Error, 'ERR_FS_CP_NON_DIR_TO_DIR', message);
  }
  if (source.mode >> 12 === S_IFSOCK >> 12) {
    throw codedError(Error, 'ERR_FS_CP_SOCKET', `Cannot copy a socket file: ${to}`);
  }
  if (source.mode >> 12 === S_IFIFO >> 12) {
    throw codedError(Error, 'ERR_FS_CP_FIFO_PIPE', `Cannot copy a FIFO pipe: ${to}`);
  }
  const [fromPath, toPath] = [absolute(kernel, from), absolute(kernel, to)];
  const isWithinSource = () =>
    toPath.startsWith(`${fromPath}/`) || parentsOf(toPath).some((path) => fileSystem.inodeAt(path) === source);
  if (isDirectory && isWithinSource()) {
    throw codedError(Error, 'ERR_FS_CP_EINVAL', `Cannot copy ${from}/ to a subdirectory of self ${to}`);
  }
  if (isDirectory && !recursive) {
    throw codedError(Error, 'ERR_FS_EISDIR', `Recursive option not enabled, cannot copy a directory: ${from}/`);
  }
  // The target's directories are made on the way, as `cp` does.
  const slash = toPath.lastIndexOf('/');
  if (slash > 0) asSyscall(kernel, 'mkdir', [to], () => makeDirectories(fileSystem, toPath.slice(0, slash), 0o777));
}

function parentlessLookup(kernel: Kernel, path: string, finalLink: 'follow' | 'keep'): Inode | undefined {
  return kernel.fileSystem.inodeAt(path) === undefined && finalLink === 'follow'
    ? undefined
    : kernel.fileSystem.exists(path)
      ? kernel.fileSystem.locate(path, finalLink).inode
      : undefined;
}

function absolute(kernel: Kernel, path: string): string {
  const { resolve } = kernel.requireBuiltin('path') as unknown as { resolve(path: string): string };
  return resolve(path);
}

/** Copies a directory and all below it. */
export function copyDirectory(kernel: Kernel, from: string, to: string, options: CopyOptions): void {
  const { fileSystem } = kernel;
  const entries = asSyscall(kernel, 'cp', [from, to], () => {
    makeDirectories(fileSystem, to, 0o777);
    return listDirectory(fileSystem, from);
  });
  for (const [name, entry] of entries) {
    const [source, target] = [`${from}/${name}`, `${to}/${name}`];
    const inode = options.dereference ? (fileSystem.inodeAt(source) ?? entry) : entry;
    if (inode instanceof Directory) copyDirectory(kernel, source, target, options);
    else asSyscall(kernel, 'cp', [source, target], () => copyEntry(kernel, inode, source, target, options));
  }
  const original = fileSystem.inodeAt(from);
  const copy = fileSystem.inodeAt(to);
  if (original !== undefined && copy !== undefined) fileSystem.changeMode(copy, original.permissions);
}

function copyEntry(kernel: Kernel, inode: Inode, from: string, to: string, options: CopyOptions): void {
  const { fileSystem } = kernel;
  const exists = fileSystem.exists(to);
  if (exists && options.errorOnExist && !options.force) {
    const error = codedError(
      Error,
      'ERR_FS_CP_EEXIST',
      `Target already exists: cp returned EEXIST (${to} already exists) ${to}`,
    );
    throw Object.assign(error, { path: to, syscall: 'cp', errno: kernel.uvErrors.errno('EEXIST') });
  }
  if (exists && !options.force) return;
  if (inode instanceof SymbolicLink) {
    copyLink(kernel, inode, from, to, options);
    return;
  }
  copyFile(fileSystem, from, to, 'replace');
  const copy = fileSystem.lookup(to, 'follow');
  fileSystem.changeMode(copy, inode.permissions);
  if (options.preserveTimestamps) fileSystem.changeTimes(copy, inode.accessed, inode.modified);
}

function copyLink(kernel: Kernel, link: SymbolicLink, from: string, to: string, options: CopyOptions): void {
  const { fileSystem } = kernel;
  const { dirname, resolve } = kernel.requireBuiltin('path') as unknown as {
    dirname(path: string): string;
    resolve(...paths: string[]): string;
  };
  const target = resolve(dirname(from), link.target);
  const present = fileSystem.exists(to) ? fileSystem.lookup(to, 'keep') : undefined;
  if (present instanceof SymbolicLink && !options.verbatimSymlinks) {
    const presentTarget = resolve(dirname(to), present.target);
    const isDirectory = (path: string) => fileSystem.inodeAt(path) instanceof Directory;
    if (!options.dereference && isDirectory(target) && isWithin(target, presentTarget)) {
      const message = `Cannot copy ${target} to a subdirectory of self ${presentTarget}`;
      throw codedError(Error, 'ERR_FS_CP_EINVAL', message);
    }
    // To remove the present link first would remove what is to be copied.
    if (isDirectory(to) && isWithin(presentTarget, target)) {
      throw codedError(Error, 'ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY', `cannot overwrite ${presentTarget} with ${target}`);
    }
  }
  if (present && !(present instanceof SymbolicLink)) throw new FileSystemError('EEXIST');
  if (present) unlink(fileSystem, to);
  makeSymbolicLink(fileSystem, options.verbatimSymlinks ? link.target : target, to);
}

const isWithin = (folder: string, path: string) => path === folder || path.startsWith(`${folder}/`);

/** The folders above an absolute path, from the inside out. */
function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, parts.length - index).join('/')}`);
}
