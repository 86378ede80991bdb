import { FileSystemError } from './file-system-error.ts';
import type { OpenFile } from './open-file.ts';

// As a small `ulimit -n`: a program that never closes meets EMFILE instead of eating the tab's memory.
const MAX_DESCRIPTORS = 16_384;

/** The process's file descriptors: small numbers for open files. */
export class DescriptorTable {
  readonly #files = new Map<number, OpenFile>();
  #lowestFree = 0;

  /** The lowest free number becomes `file`. */
  add(file: OpenFile): number {
    if (this.#files.size >= MAX_DESCRIPTORS) throw new FileSystemError('EMFILE');
    const descriptor = this.#lowestFree;
    this.#files.set(descriptor, file);
    while (this.#files.has(this.#lowestFree)) this.#lowestFree += 1;
    return descriptor;
  }

  /** Throws EBADF for a number that is not open. */
  get(descriptor: number): OpenFile {
    const file = this.#files.get(descriptor);
    if (file === undefined) throw new FileSystemError('EBADF');
    return file;
  }

  find(descriptor: number): OpenFile | undefined {
    return this.#files.get(descriptor);
  }

  close(descriptor: number): void {
    if (!this.#files.delete(descriptor)) throw new FileSystemError('EBADF');
    this.#lowestFree = Math.min(this.#lowestFree, descriptor);
  }
}
