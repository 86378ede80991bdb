import type { Stamps } from './file-system.ts';
import { FileSystemError } from './file-system-error.ts';
import { DeviceFile, Directory, type Inode, RegularFile } from './inode.ts';
import type { WatchList } from './watch-list.ts';

/** Flags of `open(2)`, Linux values, as `fs.constants` has them. */
export const O_WRONLY = 0o1;
export const O_RDWR = 0o2;
export const O_ACCMODE = 0o3;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_TRUNC = 0o1000;
export const O_APPEND = 0o2000;
export const O_DIRECTORY = 0o200000;
export const O_NOFOLLOW = 0o400000;

// A file of a learner's program that grows past this is a runaway loop; 32-bit typed arrays end soon after.
const MAX_FILE_BYTES = 2 ** 30;
// As ext4: a file that was only extended holds no data.
const MAX_SPARSE_BYTES = 2 ** 44;

/** Where an open file was found: changes are reported to the watchers of that directory. */
export interface OpenFilePlace {
  readonly parent: Directory | undefined;
  readonly name: string;
  readonly path: string;
}

/** An open file description: an inode, how it may be used, and a position. */
export class OpenFile {
  readonly inode: Inode;
  readonly flags: number;
  readonly place: OpenFilePlace;
  #position = 0;
  readonly #watches: WatchList;
  readonly #stamps: Stamps;

  constructor(inode: Inode, flags: number, place: OpenFilePlace, watches: WatchList, stamps: Stamps) {
    this.inode = inode;
    this.flags = flags;
    this.place = place;
    this.#watches = watches;
    this.#stamps = stamps;
  }

  /** Reads into `target`; returns the number of bytes, 0 at the end. Without a position: from the file's own, which moves. */
  read(target: Uint8Array, position: number | undefined): number {
    const { inode } = this;
    if (inode instanceof Directory) throw new FileSystemError('EISDIR');
    if ((this.flags & O_ACCMODE) === O_WRONLY) throw new FileSystemError('EBADF');
    if (inode instanceof DeviceFile) {
      const bytes = inode.device.read(target.length);
      target.set(bytes);
      return bytes.length;
    }
    if (!(inode instanceof RegularFile)) throw new FileSystemError('EINVAL');
    const count = inode.readInto(target, position ?? this.#position);
    if (position === undefined) this.#position += count;
    this.#stamps.accessed(inode);
    return count;
  }

  /** Everything from the present position to the end; moves the position. */
  readToEnd(): Uint8Array {
    const { inode } = this;
    if (!(inode instanceof DeviceFile)) {
      const rest = new Uint8Array(Math.max(0, inode.size - this.#position));
      this.read(rest, undefined);
      return rest;
    }
    const parts: Uint8Array[] = [];
    for (let part = inode.device.read(65536); part.length > 0; part = inode.device.read(65536)) parts.push(part);
    return concatBytes(parts);
  }

  /** Writes all of `source`; returns its length. Appends when the file was opened so, wherever the position is. */
  write(source: Uint8Array, position: number | undefined): number {
    const { inode } = this;
    if ((this.flags & O_ACCMODE) === 0) throw new FileSystemError('EBADF');
    if (inode instanceof DeviceFile) {
      inode.device.write(source);
      return source.length;
    }
    if (!(inode instanceof RegularFile)) throw new FileSystemError('EISDIR');
    const start = (this.flags & O_APPEND) !== 0 ? inode.size : (position ?? this.#position);
    if (start + source.length > MAX_FILE_BYTES) throw new FileSystemError('EFBIG');
    if (source.length > 0) inode.write(source, start);
    if (position === undefined) this.#position = start + source.length;
    if (source.length > 0) this.#changed(inode);
    return source.length;
  }

  truncate(size: number): void {
    const { inode } = this;
    if (!(inode instanceof RegularFile) || (this.flags & O_ACCMODE) === 0) throw new FileSystemError('EINVAL');
    if (size > MAX_SPARSE_BYTES) throw new FileSystemError('EFBIG');
    inode.truncate(size);
    this.#changed(inode);
  }

  #changed(inode: Inode): void {
    this.#stamps.modified(inode);
    this.#watches.inodeChanged(this.place.parent, this.place.name, inode);
  }
}

/** One array with the bytes of all parts, in order. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
