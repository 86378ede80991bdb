import { DescriptorTable } from './descriptor-table.ts';
import { DiskSpace } from './disk-space.ts';
import { FileSystemError } from './file-system-error.ts';
import {
  type Device,
  DeviceFile,
  Directory,
  type Inode,
  type InodeOrigin,
  RegularFile,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  SocketFile,
  SymbolicLink,
  W_OK,
  X_OK,
} from './inode.ts';
import { O_ACCMODE, O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_TRUNC, OpenFile } from './open-file.ts';
import { type FinalLink, type Location, walkPath } from './path-walk.ts';
import { WatchList } from './watch-list.ts';

/** The user a program runs as; 0 may do everything. */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
}

/** Keeps an inode's times as POSIX wants them. */
export interface Stamps {
  accessed(inode: Inode): void;
  modified(inode: Inode): void;
  changed(inode: Inode): void;
}

export interface FileSystemOptions {
  readonly credentials: Credentials;
  /** The time in ms since the epoch. */
  readonly now: () => number;
}

/** A Linux-like file system in memory. Paths are strings; a failed call throws a `FileSystemError`. */
export class FileSystem {
  readonly root: Directory;
  readonly watches = new WatchList();
  readonly stamps: Stamps;
  readonly descriptors = new DescriptorTable();
  readonly space = new DiskSpace();
  /** The working directory, absolute and without links. */
  workingDirectory = '/';
  umask = 0o022;
  /** Who acts: a kernel lays out the tree as uid 0, then sets the program's user. */
  credentials: Credentials;
  readonly #now: () => number;
  #lastInodeNumber = 1;

  constructor(options: FileSystemOptions) {
    this.credentials = options.credentials;
    this.#now = options.now;
    this.stamps = createStamps(options.now);
    this.root = new Directory({ ...this.#origin(S_IFDIR | 0o755), uid: 0, gid: 0 });
    this.root.links = 2;
  }

  /** Walks a path, relative to the working directory when it does not start with `/`. A missing last name is no error. */
  locate(path: string, finalLink: FinalLink): Location {
    if (path === '') throw new FileSystemError('ENOENT');
    const absolute = path.startsWith('/') ? path : `${this.workingDirectory}/${path}`;
    return walkPath(this.root, absolute, finalLink, (directory) => this.requireAccess(directory, X_OK));
  }

  /** The inode at a path; throws ENOENT when there is none. */
  lookup(path: string, finalLink: FinalLink): Inode {
    const { inode } = this.locate(path, finalLink);
    if (inode === undefined) throw new FileSystemError('ENOENT');
    return inode;
  }

  /** Whether something can be found at `path`, links followed. */
  exists(path: string): boolean {
    return this.inodeAt(path) !== undefined;
  }

  /** The inode at a path with links followed, or undefined for any reason. */
  inodeAt(path: string): Inode | undefined {
    try {
      return this.locate(path, 'follow').inode;
    } catch (error) {
      if (error instanceof FileSystemError) return undefined;
      throw error;
    }
  }

  /** Throws EACCES when the program's user may not read, write or search (`wanted`: R_OK | W_OK | X_OK). */
  requireAccess(inode: Inode, wanted: number): void {
    const { uid, gid } = this.credentials;
    if (uid === 0) {
      // The superuser needs one execute bit to execute a file, and nothing else.
      const canExecute = inode instanceof Directory || (inode.mode & 0o111) !== 0;
      if ((wanted & X_OK) === 0 || canExecute) return;
      throw new FileSystemError('EACCES');
    }
    const shift = inode.uid === uid ? 6 : inode.gid === gid ? 3 : 0;
    if (((inode.mode >> shift) & wanted) !== wanted) throw new FileSystemError('EACCES');
  }

  /** Throws EPERM unless the program's user owns the file. */
  requireOwner(inode: Inode): void {
    const { uid } = this.credentials;
    if (uid !== 0 && inode.uid !== uid) throw new FileSystemError('EPERM');
  }

  /** Opens as `open(2)` does and returns the description, not yet a descriptor. `mode` is for a file it creates. */
  open(path: string, flags: number, mode: number): OpenFile {
    const exclusive = (flags & (O_CREAT | O_EXCL)) === (O_CREAT | O_EXCL);
    const location = this.locate(path, exclusive || (flags & O_NOFOLLOW) !== 0 ? 'keep' : 'follow');
    const inode = location.inode ?? this.#createForOpen(path, location, flags, mode);
    if (location.inode !== undefined) {
      if (exclusive) throw new FileSystemError('EEXIST');
      this.#requireOpenable(inode, flags);
    }
    const { parent, name, path: realPath } = location;
    const file = new OpenFile(inode, flags, { parent, name, path: realPath }, this.watches, this.stamps);
    const truncates = (flags & O_TRUNC) !== 0 && (flags & O_ACCMODE) !== 0;
    if (truncates && inode instanceof RegularFile && location.inode !== undefined) file.truncate(0);
    return file;
  }

  #createForOpen(path: string, location: Location, flags: number, mode: number): Inode {
    if ((flags & O_CREAT) === 0) throw new FileSystemError('ENOENT');
    if (path.endsWith('/')) throw new FileSystemError('EISDIR');
    const file = new RegularFile(this.#origin(S_IFREG | (mode & 0o7777 & ~this.umask)), this.space);
    this.attach(location, file);
    return file;
  }

  #requireOpenable(inode: Inode, flags: number): void {
    const access = flags & O_ACCMODE;
    if (inode instanceof SymbolicLink) throw new FileSystemError('ELOOP');
    if (inode instanceof Directory && (access !== 0 || (flags & O_CREAT) !== 0)) throw new FileSystemError('EISDIR');
    if ((flags & O_DIRECTORY) !== 0 && !(inode instanceof Directory)) throw new FileSystemError('ENOTDIR');
    this.requireAccess(inode, access === 0 ? 4 : access === 1 ? 2 : 6);
  }

  /** Puts an inode into the place a walk found empty. */
  attach(location: Location, inode: Inode): void {
    const { parent, name } = location;
    if (parent === undefined) throw new FileSystemError('EEXIST');
    this.requireAccess(parent, W_OK | X_OK);
    parent.entries.set(name, inode);
    if (inode instanceof Directory) parent.links += 1;
    this.stamps.modified(parent);
    this.watches.entryMoved(parent, name);
  }

  /** Takes an entry out of its directory; the inode lives on while it is open or linked elsewhere. */
  detach(location: Location): Inode {
    const { parent, name, inode } = location;
    if (inode === undefined) throw new FileSystemError('ENOENT');
    if (parent === undefined) throw new FileSystemError('EBUSY');
    this.requireAccess(parent, W_OK | X_OK);
    parent.entries.delete(name);
    if (inode instanceof Directory) parent.links -= 1;
    this.stamps.modified(parent);
    this.stamps.changed(inode);
    this.watches.entryMoved(parent, name);
    this.watches.inodeMoved(inode, name);
    return inode;
  }

  /** A new directory inode, not yet in any directory. `mode` is cut by the umask. */
  newDirectory(mode: number): Directory {
    const directory = new Directory(this.#origin(S_IFDIR | (mode & 0o7777 & ~this.umask)));
    directory.links = 2;
    return directory;
  }

  newSymbolicLink(target: string): SymbolicLink {
    return new SymbolicLink(this.#origin(S_IFLNK | 0o777), target);
  }

  newSocketFile(): SocketFile {
    return new SocketFile(this.#origin(S_IFSOCK | (0o777 & ~this.umask)));
  }

  /** A new device inode; `type` is `S_IFCHR` or `S_IFIFO`. */
  newDevice(type: number, permissions: number, device: Device): DeviceFile {
    return new DeviceFile(this.#origin(type | permissions), device);
  }

  /** `chmod(2)` on an inode found at `location`, or reached through a descriptor. */
  changeMode(inode: Inode, mode: number, location?: Location): void {
    this.requireOwner(inode);
    inode.mode = (inode.mode & S_IFMT) | (mode & 0o7777);
    this.#attributesChanged(inode, location);
  }

  /** `chown(2)`; -1 (or its unsigned form) leaves a value as it is. */
  changeOwner(inode: Inode, uid: number, gid: number, location?: Location): void {
    const keepsUid = uid >>> 0 === 0xffffffff || uid === inode.uid;
    const keepsGid = gid >>> 0 === 0xffffffff || gid === inode.gid;
    if (this.credentials.uid !== 0 && !(keepsUid && keepsGid)) throw new FileSystemError('EPERM');
    if (!keepsUid) inode.uid = uid;
    if (!keepsGid) inode.gid = gid;
    this.#attributesChanged(inode, location);
  }

  /** `utimensat(2)`; times in ms since the epoch. */
  changeTimes(inode: Inode, accessed: number, modified: number, location?: Location): void {
    this.requireOwner(inode);
    inode.accessed = accessed;
    inode.modified = modified;
    this.#attributesChanged(inode, location);
  }

  #attributesChanged(inode: Inode, location: Location | undefined): void {
    this.stamps.changed(inode);
    this.watches.inodeChanged(location?.parent, location?.name ?? '', inode);
  }

  /** Inodes made from now on have higher numbers. */
  numberInodesFrom(number: number): void {
    this.#lastInodeNumber = Math.max(this.#lastInodeNumber, number);
  }

  #origin(mode: number): InodeOrigin {
    this.#lastInodeNumber += 1;
    return { number: this.#lastInodeNumber, mode, ...this.credentials, now: this.#now() };
  }
}

function createStamps(now: () => number): Stamps {
  return {
    accessed(inode) {
      // As Linux mounts by default (relatime): reading is noted once after each change.
      if (inode.accessed <= inode.modified) inode.accessed = now();
    },
    modified(inode) {
      inode.modified = inode.changed = now();
    },
    changed(inode) {
      inode.changed = now();
    },
  };
}
