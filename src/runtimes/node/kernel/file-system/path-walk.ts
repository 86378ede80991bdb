import { FileSystemError } from './file-system-error.ts';
import { Directory, type Inode, SymbolicLink } from './inode.ts';

/** Where a path leads: its directory, its last name there, and what is there now. */
export interface Location {
  /** The directory that holds (or would hold) the entry; undefined for the root. */
  readonly parent: Directory | undefined;
  readonly name: string;
  readonly inode: Inode | undefined;
  /** Absolute path without links, `.` or `..`. */
  readonly path: string;
}

/** Whether a symbolic link at the end of a path is followed (`stat`) or is itself the subject (`lstat`). */
export type FinalLink = 'follow' | 'keep';

// Linux: MAXSYMLINKS and NAME_MAX.
const MAX_LINKS = 40;
const MAX_NAME_LENGTH = 255;

/**
 * Walks an absolute path from `root` as `path_resolution(7)` says. A missing last name is no error: `inode` is
 * undefined then. Throws ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG, and what `enter` throws for a directory that may not
 * be searched.
 */
export function walkPath(
  root: Directory,
  absolutePath: string,
  finalLink: FinalLink,
  enter: (directory: Directory) => void,
): Location {
  const pending = segmentsOf(absolutePath).reverse();
  const needsDirectory = /\/\.{0,2}$/.test(absolutePath);
  let trail: Directory[] = [root];
  let names: string[] = [];
  let links = 0;

  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const directory = trail.at(-1) ?? root;
    enter(directory);
    if (name === '..') {
      if (trail.length > 1) trail.pop();
      names.pop();
      continue;
    }
    if (name.length > MAX_NAME_LENGTH) throw new FileSystemError('ENAMETOOLONG');
    const inode = directory.entries.get(name);
    const isLast = pending.length === 0;
    if (inode === undefined && !isLast) throw new FileSystemError('ENOENT');
    if (inode instanceof SymbolicLink && (!isLast || needsDirectory || finalLink === 'follow')) {
      links += 1;
      if (links > MAX_LINKS) throw new FileSystemError('ELOOP');
      if (inode.target.startsWith('/')) {
        trail = [root];
        names = [];
      }
      pending.push(...segmentsOf(inode.target).reverse());
      continue;
    }
    if (isLast && !(inode instanceof Directory)) {
      if (inode !== undefined && needsDirectory) throw new FileSystemError('ENOTDIR');
      return { parent: directory, name, inode, path: `/${[...names, name].join('/')}` };
    }
    if (!(inode instanceof Directory)) throw new FileSystemError('ENOTDIR');
    trail.push(inode);
    names.push(name);
  }
  return { parent: trail.at(-2), name: names.at(-1) ?? '', inode: trail.at(-1), path: `/${names.join('/')}` };
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}
