/** Calls on names: directories, links, renaming, removing, copying. */

import { codedError } from '../../coded-error.ts';
import {
  link,
  listDirectory,
  makeDirectories,
  makeDirectory,
  makeSymbolicLink,
  readSymbolicLink,
  removeDirectory,
  rename,
  unlink,
} from '../../file-system/directory-operations.ts';
import { FileSystemError } from '../../file-system/file-system-error.ts';
import { Directory } from '../../file-system/inode.ts';
import { copyFile, removeTree } from '../../file-system/whole-files.ts';
import type { Kernel } from '../../kernel.ts';
import { encodeName, type PathArgument, pathText } from './paths.ts';
import { asSyscall } from './requests.ts';
import { direntType } from './stats.ts';

const COPYFILE_EXCL = 1;
const MKDTEMP_SIGNS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const MKDTEMP_TRIES = 100;

export class NameCalls {
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  access(path: PathArgument, mode: number): void {
    const { fileSystem } = this.#kernel;
    this.#onPath('access', path, (text) => fileSystem.requireAccess(fileSystem.lookup(text, 'follow'), mode & 7));
  }

  /** For a recursive call, the first directory it made. */
  mkdir(path: PathArgument, mode: number, recursive: boolean): string | undefined {
    return this.#onPath('mkdir', path, (text) => {
      if (recursive) return makeDirectories(this.#kernel.fileSystem, text, mode);
      makeDirectory(this.#kernel.fileSystem, text, mode);
      return undefined;
    });
  }

  mkdtemp(prefixArgument: PathArgument, encoding: unknown): unknown {
    const prefix = pathText(this.#kernel, prefixArgument);
    const { fileSystem, natives } = this.#kernel;
    return asSyscall(this.#kernel, 'mkdtemp', [`${prefix}XXXXXX`], () => {
      for (let attempt = 1; ; attempt += 1) {
        const random = natives.crypto.getRandomValues(new Uint8Array(6));
        const path = prefix + Array.from(random, (byte) => MKDTEMP_SIGNS[byte % MKDTEMP_SIGNS.length]).join('');
        try {
          makeDirectory(fileSystem, path, 0o700);
          return encodeName(this.#kernel, path, encoding);
        } catch (error) {
          const isTaken = error instanceof FileSystemError && error.code === 'EEXIST';
          if (!isTaken || attempt >= MKDTEMP_TRIES) throw error;
        }
      }
    });
  }

  /** Names, or names and types. */
  readdir(path: PathArgument, encoding: unknown, withTypes: boolean): unknown {
    const entries = this.#onPath('scandir', path, (text) => listDirectory(this.#kernel.fileSystem, text));
    const names = entries.map(([name]) => encodeName(this.#kernel, name, encoding));
    return withTypes ? [names, entries.map(([, inode]) => direntType(inode))] : names;
  }

  /** All below a directory, level by level; with types: names, types, number of entries per directory, directories. */
  readdirRecursive(pathArgument: PathArgument, encoding: unknown, withTypes: boolean): unknown {
    const base = pathText(this.#kernel, pathArgument);
    const { fileSystem } = this.#kernel;
    const names: string[] = [];
    const types: number[] = [];
    const counts: number[] = [];
    const directories = [''];
    for (let index = 0; index < directories.length; index += 1) {
      const directory = directories[index] ?? '';
      const path = directory === '' ? base : `${base}/${directory}`;
      const entries = this.#onPath('scandir', path, (text) => listDirectory(fileSystem, text));
      counts.push(entries.length);
      for (const [name, inode] of entries) {
        const below = directory === '' ? name : `${directory}/${name}`;
        names.push(withTypes ? name : below);
        types.push(direntType(inode));
        if (fileSystem.inodeAt(`${base}/${below}`) instanceof Directory) directories.push(below);
      }
    }
    const encode = (name: string) => encodeName(this.#kernel, name, encoding);
    if (!withTypes) return names.map(encode);
    return [names.map(encode), Uint8Array.from(types), Uint32Array.from(counts), directories.map(encode)];
  }

  rmdir(path: PathArgument): void {
    this.#onPath('rmdir', path, (text) => removeDirectory(this.#kernel.fileSystem, text));
  }

  unlink(path: PathArgument): void {
    this.#onPath('unlink', path, (text) => unlink(this.#kernel.fileSystem, text));
  }

  /** `fs.rmSync`; what does not exist is left to the library, which checks before. */
  rm(pathArgument: PathArgument, recursive: boolean): void {
    const path = pathText(this.#kernel, pathArgument);
    const { fileSystem } = this.#kernel;
    asSyscall(this.#kernel, 'rm', [path], () => {
      let inode: unknown;
      try {
        inode = fileSystem.lookup(path, 'keep');
      } catch (error) {
        if (error instanceof FileSystemError && error.code === 'ENOENT') return;
        throw error;
      }
      if (inode instanceof Directory && !recursive) {
        throw codedError(Error, 'ERR_FS_EISDIR', `Path is a directory: ${path}`);
      }
      removeTree(fileSystem, path);
    });
  }

  rename(from: PathArgument, to: PathArgument): void {
    this.#onPaths('rename', from, to, (source, target) => rename(this.#kernel.fileSystem, source, target));
  }

  link(existing: PathArgument, path: PathArgument): void {
    this.#onPaths('link', existing, path, (source, target) => link(this.#kernel.fileSystem, source, target));
  }

  symlink(target: PathArgument, path: PathArgument): void {
    this.#onPaths('symlink', target, path, (to, at) => makeSymbolicLink(this.#kernel.fileSystem, to, at));
  }

  readlink(path: PathArgument, encoding: unknown): unknown {
    const target = this.#onPath('readlink', path, (text) => readSymbolicLink(this.#kernel.fileSystem, text));
    return encodeName(this.#kernel, target, encoding);
  }

  realpath(path: PathArgument, encoding: unknown): unknown {
    const { fileSystem } = this.#kernel;
    const real = this.#onPath('realpath', path, (text) => {
      fileSystem.lookup(text, 'follow');
      return fileSystem.locate(text, 'follow').path;
    });
    return encodeName(this.#kernel, real, encoding);
  }

  copyFile(from: PathArgument, to: PathArgument, mode: number): void {
    this.#onPaths('copyfile', from, to, (source, target) =>
      copyFile(this.#kernel.fileSystem, source, target, (mode & COPYFILE_EXCL) === 0 ? 'replace' : 'fail'),
    );
  }

  #onPath<Result>(syscall: string, path: PathArgument, call: (path: string) => Result): Result {
    const text = pathText(this.#kernel, path);
    return asSyscall(this.#kernel, syscall, [text], () => call(text));
  }

  #onPaths(syscall: string, from: PathArgument, to: PathArgument, call: (from: string, to: string) => void): void {
    const [source, target] = [pathText(this.#kernel, from), pathText(this.#kernel, to)];
    asSyscall(this.#kernel, syscall, [source, target], () => call(source, target));
  }
}
