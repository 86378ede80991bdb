/**
 * What a file system stores: regular files, directories, symbolic links and devices, each an inode that any number
 * of directory entries and open files may refer to (POSIX.1-2024, "File Hierarchy" and `<sys/stat.h>`).
 */

import type { DiskSpace } from './disk-space.ts';

/** Type bits of `st_mode`. */
export const S_IFMT = 0o170000;
export const S_IFREG = 0o100000;
export const S_IFDIR = 0o040000;
export const S_IFLNK = 0o120000;
export const S_IFCHR = 0o020000;
export const S_IFIFO = 0o010000;
export const S_IFSOCK = 0o140000;

/** Permission bits a caller may ask for, as in `access(2)`. */
export const R_OK = 4;
export const W_OK = 2;
export const X_OK = 1;

export interface InodeOrigin {
  readonly number: number;
  /** Type bits and permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Time of birth in ms since the epoch. */
  readonly now: number;
}

/** What every kind of file has. Times are ms since the epoch, with fractions. */
export abstract class Inode {
  readonly number: number;
  mode: number;
  uid: number;
  gid: number;
  links = 1;
  accessed: number;
  modified: number;
  changed: number;
  readonly born: number;

  constructor(origin: InodeOrigin) {
    this.number = origin.number;
    this.mode = origin.mode;
    this.uid = origin.uid;
    this.gid = origin.gid;
    this.accessed = this.modified = this.changed = this.born = origin.now;
  }

  /** `st_size` in bytes. */
  abstract get size(): number;

  /** Permission bits, with set-user-id, set-group-id and sticky. */
  get permissions(): number {
    return this.mode & 0o7777;
  }
}

export class Directory extends Inode {
  readonly entries = new Map<string, Inode>();

  override get size(): number {
    return 4096;
  }
}

export class SymbolicLink extends Inode {
  readonly target: string;

  constructor(origin: InodeOrigin, target: string) {
    super(origin);
    this.target = target;
  }

  override get size(): number {
    return new TextEncoder().encode(this.target).length;
  }
}

export class RegularFile extends Inode {
  #bytes = new Uint8Array(0);
  #size = 0;
  #space: DiskSpace | undefined;
  #fetch: (() => Uint8Array<ArrayBuffer>) | undefined;

  /** Without `space`, nobody counts what the file takes. */
  constructor(origin: InodeOrigin, space?: DiskSpace) {
    super(origin);
    this.#space = space;
  }

  override get size(): number {
    return this.#size;
  }

  /** Content that is fetched when it is first asked for: files that came with the start of a thread. */
  fillLater(size: number, fetch: () => Uint8Array<ArrayBuffer>): void {
    this.truncate(0);
    this.#size = size;
    this.#fetch = fetch;
  }

  #fill(): void {
    const fetch = this.#fetch;
    if (!fetch) return;
    this.#fetch = undefined;
    this.#bytes = fetch();
  }

  /** The content, without a copy: do not keep it over a write. */
  get content(): Uint8Array {
    this.#fill();
    this.#reserve(this.#size);
    return this.#bytes.subarray(0, this.#size);
  }

  /** Copies up to `target.length` bytes from `position`; returns how many there were. */
  readInto(target: Uint8Array, position: number): number {
    this.#fill();
    const count = Math.max(0, Math.min(target.length, this.#size - position));
    const stored = this.#bytes.subarray(position, Math.min(position + count, this.#bytes.length));
    target.set(stored);
    if (stored.length < count) target.fill(0, stored.length, count);
    return count;
  }

  /** Writes at `position`; a gap between the end and `position` reads as zeros. */
  write(source: Uint8Array, position: number): void {
    this.#fill();
    const end = position + source.length;
    this.#reserve(end);
    this.#bytes.set(source, position);
    this.#size = Math.max(this.#size, end);
  }

  /** Cuts or extends with zeros to `size` bytes. What is only zeros takes no memory until it is written or copied. */
  truncate(size: number): void {
    if (size === 0) this.#fetch = undefined;
    this.#fill();
    if (size === 0) {
      this.#space?.giveBack(this.#bytes.length);
      this.#bytes = new Uint8Array(0);
    } else if (size < this.#size) {
      this.#bytes.fill(0, size, this.#size);
    }
    this.#size = size;
  }

  /** The last name is gone: what the file takes counts no longer, even while somebody has it open. */
  discard(): void {
    this.#space?.giveBack(this.#bytes.length);
    this.#space = undefined;
  }

  // Bytes past the size are always zero, so growing never shows old content.
  #reserve(size: number): void {
    if (size <= this.#bytes.length) return;
    const held = this.#bytes.length;
    const generous = Math.max(size, Math.min(held * 2, held + 2 ** 24));
    const length = this.#space && generous - held > this.#space.free ? size : generous;
    this.#space?.take(length - held);
    const grown = new Uint8Array(length);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** What stands behind a device file: a terminal, a pipe of the process, `/dev/null`. */
export interface Device {
  /** Up to `length` bytes that are there now; empty at the end of input. */
  read(length: number): Uint8Array;
  write(bytes: Uint8Array): void;
}

/** A character device or a pipe: reads and writes go to a `Device`, positions mean nothing. */
export class DeviceFile extends Inode {
  readonly device: Device;

  constructor(origin: InodeOrigin, device: Device) {
    super(origin);
    this.device = device;
  }

  override get size(): number {
    return 0;
  }
}

/** The file of a Unix domain socket. Reading or writing the file itself is not how one talks to a socket. */
export class SocketFile extends DeviceFile {
  constructor(origin: InodeOrigin) {
    super(origin, { read: () => new Uint8Array(0), write: () => undefined });
  }
}
