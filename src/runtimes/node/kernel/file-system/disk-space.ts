import { FileSystemError } from './file-system-error.ts';

/** All files together: a program that writes without end meets ENOSPC instead of eating the tab's memory. */
export const DISK_BYTES = 256 * 2 ** 20;

/** Counts the memory that files take. */
export class DiskSpace {
  #used = 0;

  get free(): number {
    return DISK_BYTES - this.#used;
  }

  /** Throws ENOSPC when there is not so much left. */
  take(bytes: number): void {
    if (bytes > this.free) throw new FileSystemError('ENOSPC');
    this.#used += bytes;
  }

  giveBack(bytes: number): void {
    this.#used -= bytes;
  }
}
