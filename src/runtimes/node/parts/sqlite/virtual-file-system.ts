/** SQLite's files are files of the engine's file system: a VFS in JavaScript (sqlite.org/vfs.html). */
import type { OpenFile } from '../../kernel/file-system/open-file.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { FileLocks, type LockHolder, NONE, SharedMemory } from './file-locks.ts';
import {
  CANTOPEN,
  IOERR_DELETE,
  IOERR_DELETE_NOENT,
  IOERR_READ,
  IOERR_SHORT_READ,
  IOERR_WRITE,
  NOTFOUND,
  OK,
} from './result-codes.ts';
import type { SqliteModule } from './sqlite-module.ts';

const OPEN_READONLY = 1;
const OPEN_READWRITE = 2;
const OPEN_CREATE = 4;
const OPEN_DELETEONCLOSE = 8;
const OPEN_EXCLUSIVE = 0x10;
const ACCESS_EXISTS = 0;

const O_RDONLY = 0;
const O_RDWR = 2;
const O_CREAT = 0o100;
const O_EXCL = 0o200;

const MAX_PATH = 1024;
const SECTOR_BYTES = 4096;
/** 1970 as a Julian day number, in ms. */
const JULIAN_EPOCH_MS = 210_866_760_000_000;

/** Where SQLite puts a file of its own: only a pointer to its methods. */
const FILE_BYTES = 8;
const VFS_BYTES = 88;
const VFS_VERSION = 2;
const METHODS_VERSION = 2;

/** What all connections to one file share. */
interface FileState {
  readonly locks: FileLocks;
  readonly memory: SharedMemory;
}

interface DatabaseFile extends LockHolder {
  readonly file: OpenFile;
  readonly state: FileState;
}

/** Registers the file system with SQLite as its default. */
export function registerVirtualFileSystem(kernel: Kernel, sqlite: SqliteModule): void {
  new VirtualFileSystem(kernel, sqlite).register();
}

class VirtualFileSystem {
  readonly #kernel: Kernel;
  readonly #sqlite: SqliteModule;
  /** By the address of SQLite's own file object. */
  readonly #files = new Map<number, DatabaseFile>();
  readonly #states = new WeakMap<object, FileState>();
  #temporaryFiles = 0;

  constructor(kernel: Kernel, sqlite: SqliteModule) {
    this.#kernel = kernel;
    this.#sqlite = sqlite;
  }

  register(): void {
    const { calls, view } = this.#sqlite;
    const name = calls.malloc(16);
    this.#sqlite.bytes.set(this.#kernel.natives.encodeUtf8('engine\0'), name);
    const address = calls.malloc(VFS_BYTES);
    this.#sqlite.bytes.fill(0, address, address + VFS_BYTES);
    for (const [index, field] of [VFS_VERSION, FILE_BYTES, MAX_PATH, 0, name, 0].entries()) {
      view.setUint32(address + index * 4, field, true);
    }
    const methods = this.#writeFileMethods();
    const pointers = [
      this.#callback('iiiii:i', (_vfs: number, path: number, file: number, flags: number, outFlags: number) =>
        this.#open(path, file, flags, outFlags, methods),
      ),
      this.#callback('iii:i', (_vfs: number, path: number) => this.#delete(path)),
      this.#callback('iiii:i', (_vfs: number, path: number, flags: number, result: number) =>
        this.#access(path, flags, result),
      ),
      this.#callback('iiii:i', (_vfs: number, path: number, size: number, result: number) =>
        this.#fullPathname(path, size, result),
      ),
      ...[0, 0, 0, 0],
      this.#callback('iii:i', (_vfs: number, length: number, target: number) => {
        this.#kernel.natives.crypto.getRandomValues(this.#sqlite.bytes.subarray(target, target + length));
        return length;
      }),
      // Nothing else runs while SQLite waits: what it waits for cannot happen.
      this.#callback('ii:i', (_vfs: number, microseconds: number) => microseconds),
      this.#callback('ii:i', (_vfs: number, result: number) => {
        this.#sqlite.view.setFloat64(result, this.#julianMs() / 86_400_000, true);
        return OK;
      }),
      this.#callback('iii:i', () => 0),
      this.#callback('ii:i', (_vfs: number, result: number) => {
        this.#sqlite.view.setBigInt64(result, BigInt(Math.round(this.#julianMs())), true);
        return OK;
      }),
    ];
    for (const [index, pointer] of pointers.entries()) {
      this.#sqlite.view.setUint32(address + 24 + index * 4, pointer, true);
    }
    calls.sqlite3_vfs_register(address, 1);
  }

  #writeFileMethods(): number {
    const pointers = [
      this.#method('i:i', (file, address) => this.#close(file, address)),
      this.#callback('iiij:i', (address: number, target: number, length: number, offset: bigint) =>
        this.#read(address, target, length, offset),
      ),
      this.#callback('iiij:i', (address: number, source: number, length: number, offset: bigint) =>
        this.#write(address, source, length, offset),
      ),
      this.#callback('ij:i', (address: number, size: bigint) =>
        this.#attempt(IOERR_WRITE, () => this.#fileAt(address).file.truncate(Number(size))),
      ),
      this.#method('ii:i', () => OK),
      this.#method('ii:i', ({ file }, _address, result) => {
        this.#sqlite.view.setBigInt64(result, BigInt(file.inode.size), true);
        return OK;
      }),
      this.#method('ii:i', (file, _address, level) => file.state.locks.lock(file, level)),
      this.#method('ii:i', (file, _address, level) => {
        file.state.locks.unlock(file, level);
        return OK;
      }),
      this.#method('ii:i', (file, _address, result) => {
        this.#sqlite.view.setInt32(result, file.state.locks.isReserved ? 1 : 0, true);
        return OK;
      }),
      this.#method('iii:i', () => NOTFOUND),
      this.#method('i:i', () => SECTOR_BYTES),
      this.#method('i:i', () => 0),
      this.#callback('iiiii:i', (address: number, region: number, size: number, extend: number, result: number) =>
        this.#mapShared(address, region, size, extend, result),
      ),
      this.#callback('iiii:i', (address: number, offset: number, count: number, flags: number) => {
        const file = this.#fileAt(address);
        return file.state.memory.lock(file, offset, count, flags);
      }),
      this.#callback('i:v', () => undefined),
      this.#method('ii:i', (file) => this.#unmapShared(file)),
    ];
    const { calls } = this.#sqlite;
    const address = calls.malloc((pointers.length + 1) * 4);
    for (const [index, field] of [METHODS_VERSION, ...pointers].entries()) {
      this.#sqlite.view.setUint32(address + index * 4, field, true);
    }
    return address;
  }

  #callback(signature: `${string}:${'i' | 'v'}`, callback: (...args: never[]) => unknown): number {
    return this.#sqlite.addCallback(signature, callback);
  }

  /** A method of an open file that gets up to one argument more. */
  #method(signature: `${string}:i`, method: (file: DatabaseFile, address: number, argument: number) => number): number {
    return this.#callback(signature, (address: number, argument: number) =>
      method(this.#fileAt(address), address, argument),
    );
  }

  #fileAt(address: number): DatabaseFile {
    const file = this.#files.get(address);
    if (!file) throw new Error('SQLite used a file that is not open.');
    return file;
  }

  #open(path: number, address: number, flags: number, outFlags: number, methods: number): number {
    const name = this.#sqlite.text(path) ?? this.#temporaryName();
    const opened = this.#openFile(name, flags);
    // Without methods SQLite does not close what it could not open.
    this.#sqlite.view.setUint32(address, opened ? methods : 0, true);
    if (!opened) return CANTOPEN;
    if (path === 0 || (flags & OPEN_DELETEONCLOSE) !== 0) this.#unlink(name);
    const { inode } = opened.file;
    const state = this.#states.get(inode) ?? { locks: new FileLocks(), memory: new SharedMemory() };
    this.#states.set(inode, state);
    this.#files.set(address, { file: opened.file, state, level: NONE });
    if (outFlags !== 0) this.#sqlite.view.setInt32(outFlags, opened.flags, true);
    return OK;
  }

  /** A file that may not be written is opened for reading, as SQLite's Unix layer does. */
  #openFile(name: string, flags: number): { readonly file: OpenFile; readonly flags: number } | undefined {
    const { fileSystem } = this.#kernel;
    const creation = ((flags & OPEN_CREATE) !== 0 ? O_CREAT : 0) | ((flags & OPEN_EXCLUSIVE) !== 0 ? O_EXCL : 0);
    const writes = (flags & OPEN_READWRITE) !== 0;
    try {
      return { file: fileSystem.open(name, writes ? O_RDWR | creation : O_RDONLY, 0o644), flags };
    } catch (error) {
      const code = systemCode(error);
      if (!writes || code !== 'EACCES') return undefined;
      return this.#openFile(name, (flags & ~(OPEN_READWRITE | OPEN_CREATE)) | OPEN_READONLY);
    }
  }

  #temporaryName(): string {
    this.#temporaryFiles += 1;
    return `/tmp/etilqs_${this.#temporaryFiles.toString(16).padStart(16, '0')}`;
  }

  #close(file: DatabaseFile, address: number): number {
    file.state.locks.unlock(file, NONE);
    this.#unmapShared(file);
    this.#files.delete(address);
    return OK;
  }

  #read(address: number, target: number, length: number, offset: bigint): number {
    const buffer = this.#sqlite.bytes.subarray(target, target + length);
    let count = 0;
    const status = this.#attempt(IOERR_READ, () => {
      count = this.#fileAt(address).file.read(buffer, Number(offset));
    });
    if (status !== OK) return status;
    if (count === length) return OK;
    buffer.fill(0, count);
    return IOERR_SHORT_READ;
  }

  #write(address: number, source: number, length: number, offset: bigint): number {
    const { bytes } = this.#sqlite;
    return this.#attempt(IOERR_WRITE, () => {
      this.#fileAt(address).file.write(bytes.subarray(source, source + length), Number(offset));
    });
  }

  #delete(path: number): number {
    const name = this.#sqlite.text(path) ?? '';
    if (!this.#kernel.fileSystem.exists(name)) return IOERR_DELETE_NOENT;
    return this.#attempt(IOERR_DELETE, () => this.#unlink(name));
  }

  #unlink(name: string): void {
    const { unlink } = this.#kernel.binding('fs') as { unlink(path: string): void };
    unlink(name);
  }

  #access(path: number, flags: number, result: number): number {
    const inode = this.#kernel.fileSystem.inodeAt(this.#sqlite.text(path) ?? '');
    // An empty journal is no journal.
    const isThere = inode !== undefined && (flags !== ACCESS_EXISTS || inode.size > 0);
    this.#sqlite.view.setInt32(result, isThere ? 1 : 0, true);
    return OK;
  }

  /** Absolute, with symbolic links resolved as far as the path exists. */
  #fullPathname(path: number, size: number, result: number): number {
    const name = this.#sqlite.text(path) ?? '';
    const { fileSystem, natives } = this.#kernel;
    let full = name.startsWith('/') ? name : `${fileSystem.workingDirectory}/${name}`;
    this.#attempt(CANTOPEN, () => {
      full = fileSystem.locate(name, 'follow').path;
    });
    const encoded = natives.encodeUtf8(`${full}\0`);
    if (encoded.length > size) return CANTOPEN;
    this.#sqlite.bytes.set(encoded, result);
    return OK;
  }

  #mapShared(address: number, region: number, size: number, extend: number, result: number): number {
    const file = this.#fileAt(address);
    const { regions, users } = file.state.memory;
    users.add(file);
    while (regions.length <= region && extend !== 0) {
      const memory = this.#sqlite.calls.malloc(size);
      this.#sqlite.bytes.fill(0, memory, memory + size);
      regions.push(memory);
    }
    this.#sqlite.view.setUint32(result, regions[region] ?? 0, true);
    return OK;
  }

  #unmapShared(file: DatabaseFile): number {
    const { memory } = file.state;
    memory.releaseAll(file);
    memory.users.delete(file);
    if (memory.users.size > 0) return OK;
    for (const region of memory.regions.splice(0)) this.#sqlite.calls.free(region);
    return OK;
  }

  #julianMs(): number {
    return this.#kernel.natives.wallClock() + JULIAN_EPOCH_MS;
  }

  /** `code` when the file system refuses. */
  #attempt(code: number, operation: () => void): number {
    try {
      operation();
      return OK;
    } catch (error) {
      if (systemCode(error) === undefined) throw error;
      return code;
    }
  }
}

/** The code of a failure of the file system (`ENOENT`); undefined for other errors. */
function systemCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
