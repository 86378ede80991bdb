/** `internalBinding('fs')` over the in-memory file system. */

import { unlink } from '../../file-system/directory-operations.ts';
import type { Inode } from '../../file-system/inode.ts';
import type { BindingFactory } from '../../kernel.ts';
import { ArgumentChecks } from './argument-checks.ts';
import { AttributeCalls } from './attribute-calls.ts';
import { checkCopyPaths, copyDirectory } from './copy-directory.ts';
import { FileCalls } from './file-calls.ts';
import { createFileHandleClass } from './file-handle.ts';
import { createJobClasses } from './jobs.ts';
import { createModuleCalls } from './module-calls.ts';
import { NameCalls } from './name-calls.ts';
import { type PathArgument, pathText } from './paths.ts';
import { createFsRequestClass, FsCalls, type FsRequest } from './requests.ts';
import { createStatWatcherClass } from './stat-watcher.ts';
import { fillStats, newStatsArray, STATS_FIELDS, type StatsArray } from './stats.ts';

/** A tmpfs of four gigabytes: type, block and fragment size, blocks, free, available, files, free files (statfs(2)). */
const STATFS = [0x01021994, 4096, 4096, 2 ** 20, 2 ** 20, 2 ** 20, 2 ** 20, 2 ** 20];

type Request = FsRequest | symbol | undefined;

/** Arguments come from the library, which is untyped and has checked them: `never` fits whatever a call takes. */
type Operation = (...args: never[]) => unknown;

export const createFsBinding: BindingFactory = (kernel, stub) => {
  const kUsePromises = kernel.symbols.isolate.fs_use_promises_symbol;
  const calls = new FsCalls(kernel, kUsePromises);
  const files = new FileCalls(kernel);
  const names = new NameCalls(kernel);
  const attributes = new AttributeCalls(kernel);
  const checks = new ArgumentChecks(kernel);
  const FileHandle = createFileHandleClass(kernel, files, calls);
  const statValues = new Float64Array(2 * STATS_FIELDS);
  const bigintStatValues = new BigInt64Array(2 * STATS_FIELDS);

  /** `operation` as a function whose argument after `count` others is the request; `check` throws at once. */
  function withRequest(count: number, operation: Operation, check?: Operation) {
    return (...args: unknown[]) => {
      check?.(...(args as never[]));
      return calls.perform(args[count] as Request, () => operation(...(args.slice(0, count) as never[])));
    };
  }

  const checkDescriptor: Operation = (descriptor) => checks.descriptor(descriptor);
  const checkOwner: Operation = (_path, uid, gid) => checks.owner(uid, gid);

  function statsFor(inode: Inode, bigint: boolean, request: Request): StatsArray {
    // A synchronous call fills the shared array, as the library expects; others overlap and get their own.
    const shared = bigint ? bigintStatValues : statValues;
    return fillStats(inode, request === undefined ? shared : newStatsArray(bigint));
  }

  function statCall(syscall: 'stat' | 'lstat') {
    return (path: PathArgument, bigint: boolean, request: Request, throwIfNoEntry?: boolean) =>
      calls.perform(request, () => {
        if (throwIfNoEntry === false && isMissing(path, syscall)) return undefined;
        return statsFor(attributes.inodeAt(syscall, path), bigint, request);
      });
  }

  function isMissing(path: PathArgument, syscall: 'stat' | 'lstat'): boolean {
    try {
      attributes.inodeAt(syscall, path);
      return false;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'ENOENT' || code === 'ENOTDIR') return true;
      throw error;
    }
  }

  return Object.assign(stub, {
    kUsePromises,
    statValues,
    bigintStatValues,
    FSReqCallback: createFsRequestClass(kernel),
    FileHandle,
    StatWatcher: createStatWatcherClass(kernel),
    ...createJobClasses(kernel, files),
    ...createModuleCalls(kernel),

    open: withRequest(3, (path, flags, mode) => files.open(path, flags, mode)),
    openFileHandle: withRequest(3, (path, flags, mode) => new FileHandle(files.open(path, flags, mode))),
    close: withRequest(1, (descriptor) => files.close(descriptor), checkDescriptor),
    read: withRequest(
      5,
      (fd, buffer, offset, length, position) => files.read(fd, buffer, offset, length, position),
      checkDescriptor,
    ),
    readBuffers: withRequest(3, (fd, buffers, position) => files.readBuffers(fd, buffers, position), checkDescriptor),
    writeBuffer: withRequest(
      5,
      (fd, buffer, offset, length, at) => files.writeBuffer(fd, buffer, offset, length, at),
      checkDescriptor,
    ),
    writeBuffers: withRequest(3, (fd, buffers, position) => files.writeBuffers(fd, buffers, position), checkDescriptor),
    writeString: withRequest(
      4,
      (fd, text, position, encoding) => files.writeString(fd, text, position, encoding),
      checkDescriptor,
    ),
    ftruncate: withRequest(2, (descriptor, size) => files.truncate(descriptor, size), checkDescriptor),
    fsync: withRequest(1, (descriptor) => files.sync('fsync', descriptor), checkDescriptor),
    fdatasync: withRequest(1, (descriptor) => files.sync('fdatasync', descriptor), checkDescriptor),
    readFileUtf8: (path: PathArgument | number, flags: number) => files.readFileUtf8(path, flags),
    writeFileUtf8: (path: PathArgument | number, text: string, flags: number, mode: number) =>
      files.writeFileUtf8(path, text, flags, mode),

    existsSync: (path: PathArgument) => kernel.fileSystem.exists(pathText(kernel, path)),
    access: withRequest(
      2,
      (path, mode) => names.access(path, mode ?? 0),
      (_path, mode) => checks.flags(mode),
    ),
    mkdir: withRequest(3, (path, mode, recursive) => names.mkdir(path, mode, recursive)),
    mkdtemp: withRequest(2, (prefix, encoding) => names.mkdtemp(prefix, encoding)),
    readdir: withRequest(3, (path, encoding, withTypes) => names.readdir(path, encoding, withTypes)),
    readdirRecursive: withRequest(3, (path, encoding, types) => names.readdirRecursive(path, encoding, types)),
    rmdir: withRequest(1, (path) => names.rmdir(path)),
    unlink: withRequest(1, (path) => names.unlink(path)),
    rmSync: (path: PathArgument, _maxRetries: number, recursive: boolean) => names.rm(path, recursive),
    rename: withRequest(2, (from, to) => names.rename(from, to)),
    link: withRequest(2, (existing, path) => names.link(existing, path)),
    symlink: withRequest(3, (target, path) => names.symlink(target, path)),
    readlink: withRequest(2, (path, encoding) => names.readlink(path, encoding)),
    realpath: withRequest(2, (path, encoding) => names.realpath(path, encoding)),
    copyFile: withRequest(
      3,
      (from, to, mode) => names.copyFile(from, to, mode ?? 0),
      (_from, _to, mode) => checks.flags(mode),
    ),

    stat: statCall('stat'),
    lstat: statCall('lstat'),
    fstat(descriptor: number, bigint: boolean, request: Request) {
      checks.descriptor(descriptor);
      return calls.perform(request, () => statsFor(attributes.inodeOf('fstat', descriptor), bigint, request));
    },
    statfs: withRequest(2, (path, bigint) => {
      attributes.inodeAt('statfs', path);
      return bigint ? BigInt64Array.from(STATFS.map(BigInt)) : Float64Array.from(STATFS);
    }),
    chmod: withRequest(2, (path, mode) => attributes.chmod(path, mode)),
    fchmod: withRequest(2, (descriptor, mode) => attributes.fchmod(descriptor, mode), checkDescriptor),
    chown: withRequest(3, (path, uid, gid) => attributes.chown(path, uid, gid), checkOwner),
    fchown: withRequest(
      3,
      (descriptor, uid, gid) => attributes.fchown(descriptor, uid, gid),
      (descriptor, uid, gid) => {
        checks.descriptor(descriptor);
        checks.owner(uid, gid);
      },
    ),
    lchown: withRequest(3, (path, uid, gid) => attributes.lchown(path, uid, gid), checkOwner),
    utimes: withRequest(3, (path, accessed, modified) => attributes.utimes(path, accessed, modified)),
    futimes: withRequest(
      3,
      (descriptor, accessed, modified) => attributes.futimes(descriptor, accessed, modified),
      checkDescriptor,
    ),
    lutimes: withRequest(3, (path, accessed, modified) => attributes.lutimes(path, accessed, modified)),

    cpSyncCheckPaths: (from: PathArgument, to: PathArgument, dereference: boolean, recursive: boolean) =>
      checkCopyPaths(kernel, pathText(kernel, from), pathText(kernel, to), dereference, recursive),
    cpSyncOverrideFile(from: PathArgument, to: PathArgument, mode: number) {
      unlink(kernel.fileSystem, pathText(kernel, to));
      names.copyFile(from, to, mode);
    },
    cpSyncCopyDir(from: PathArgument, to: PathArgument, ...flags: boolean[]) {
      const [force = true, dereference = false, errorOnExist = false, verbatimSymlinks = false, preserve = false] =
        flags;
      const options = { force, dereference, errorOnExist, verbatimSymlinks, preserveTimestamps: preserve };
      copyDirectory(kernel, pathText(kernel, from), pathText(kernel, to), options);
    },
  });
};
