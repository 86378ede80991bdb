/** What threads tell each other about files: single changes of inodes and of directory entries. */
import type { FileSystem } from '../file-system/file-system.ts';
import {
  DeviceFile,
  Directory,
  type Inode,
  type InodeOrigin,
  RegularFile,
  SocketFile,
  SymbolicLink,
} from '../file-system/inode.ts';

interface InodeFields extends InodeOrigin {
  readonly links: number;
  readonly times: readonly [accessed: number, modified: number, changed: number];
}

/** A part of memory that all threads see and nobody changes. */
export interface SharedContent {
  readonly memory: SharedArrayBuffer;
  readonly start: number;
  readonly length: number;
}

export type FileContent = Uint8Array | SharedContent;

export type FileChange =
  | ({ readonly type: 'file'; readonly content: FileContent } & InodeFields)
  | ({ readonly type: 'directory' } & InodeFields)
  | ({ readonly type: 'socket' } & InodeFields)
  | ({ readonly type: 'link'; readonly target: string } & InodeFields)
  /** A name leads to this inode, or to none. */
  | { readonly type: 'entry'; readonly directory: number; readonly name: string; readonly inode: number | undefined };

/** The present state of an inode; undefined for other devices than socket files: they belong to one process. */
export function describeInode(inode: Inode, contentOf: (file: RegularFile) => FileContent): FileChange | undefined {
  const { number, mode, uid, gid, born: now, links, accessed, modified, changed } = inode;
  const fields = { number, mode, uid, gid, now, links, times: [accessed, modified, changed] as const };
  if (inode instanceof RegularFile) return { type: 'file', content: contentOf(inode), ...fields };
  if (inode instanceof Directory) return { type: 'directory', ...fields };
  if (inode instanceof SocketFile) return { type: 'socket', ...fields };
  if (inode instanceof SymbolicLink) return { type: 'link', target: inode.target, ...fields };
  return undefined;
}

/** Everything below the root, in an order in which it can be made anew. */
export function describeTree(root: Directory, contentOf: (file: RegularFile) => FileContent): FileChange[] {
  const changes: FileChange[] = [];
  const seen = new Set<Inode>();
  const visit = (inode: Inode): void => {
    if (seen.has(inode)) return;
    seen.add(inode);
    const change = describeInode(inode, contentOf);
    if (change) changes.push(change);
    if (!(inode instanceof Directory)) return;
    for (const [name, child] of inode.entries) {
      if (child instanceof DeviceFile && !(child instanceof SocketFile)) continue;
      visit(child);
      changes.push({ type: 'entry', directory: inode.number, name, inode: child.number });
    }
  };
  visit(root);
  return changes;
}

/** Applies changes to a file system in which inodes have the same numbers. */
export class FileChangeReader {
  readonly #inodes = new Map<number, Inode>();
  readonly #fileSystem: FileSystem;

  constructor(fileSystem: FileSystem) {
    this.#fileSystem = fileSystem;
  }

  /** An inode that others may speak of. */
  know(inode: Inode): void {
    this.#inodes.set(inode.number, inode);
  }

  apply(change: FileChange): void {
    if (change.type === 'entry') this.#applyEntry(change);
    else this.#applyInode(change);
  }

  #applyEntry({ directory: number, name, inode: childNumber }: Extract<FileChange, { type: 'entry' }>): void {
    const directory = this.#inodes.get(number);
    const child = childNumber === undefined ? undefined : this.#inodes.get(childNumber);
    if (!(directory instanceof Directory)) return;
    if (child) directory.entries.set(name, child);
    else directory.entries.delete(name);
    this.#fileSystem.watches.entryMoved(directory, name);
  }

  #applyInode(change: Exclude<FileChange, { type: 'entry' }>): void {
    const inode = this.#inodes.get(change.number) ?? this.#create(change);
    inode.mode = change.mode;
    inode.uid = change.uid;
    inode.gid = change.gid;
    inode.links = change.links;
    [inode.accessed, inode.modified, inode.changed] = change.times;
    if (change.type !== 'file' || !(inode instanceof RegularFile)) return;
    fillFile(inode, change.content);
    this.#fileSystem.watches.inodeChanged(undefined, '', inode);
  }

  #create(change: Exclude<FileChange, { type: 'entry' }>): Inode {
    const isRoot = change.type === 'directory' && this.#inodes.size === 0;
    const inode = isRoot ? this.#fileSystem.root : newInode(change);
    this.#inodes.set(change.number, inode);
    return inode;
  }
}

function fillFile(file: RegularFile, content: FileContent): void {
  if (content instanceof Uint8Array) {
    file.truncate(0);
    file.write(content, 0);
    return;
  }
  const { memory, start, length } = content;
  file.fillLater(length, () => new Uint8Array(new Uint8Array(memory, start, length)));
}

function newInode(change: Exclude<FileChange, { type: 'entry' }>): Inode {
  if (change.type === 'file') return new RegularFile(change);
  if (change.type === 'socket') return new SocketFile(change);
  return change.type === 'link' ? new SymbolicLink(change, change.target) : new Directory(change);
}
