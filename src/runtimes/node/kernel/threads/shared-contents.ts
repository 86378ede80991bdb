import type { Inode, RegularFile } from '../file-system/inode.ts';
import type { FileContent, SharedContent } from './file-changes.ts';

/**
 * Contents of files in memory that threads share: a project of thousands of files is copied once and not for each
 * thread. Where the page is not cross-origin isolated, each thread gets copies.
 */
export class SharedContents {
  readonly #contents = new WeakMap<Inode, SharedContent>();

  /** Copies what is not there yet into shared memory. */
  share(files: readonly RegularFile[]): void {
    if (typeof SharedArrayBuffer !== 'function') return;
    const missing = files.filter((file) => file.size > 0 && !this.#contents.has(file));
    const memory = new SharedArrayBuffer(missing.reduce((total, { size }) => total + size, 0));
    const bytes = new Uint8Array(memory);
    let start = 0;
    for (const file of missing) {
      bytes.set(file.content, start);
      this.#contents.set(file, { memory, start, length: file.size });
      start += file.size;
    }
  }

  of(file: RegularFile): FileContent {
    return this.#contents.get(file) ?? file.content.slice();
  }

  /** The file has changed. */
  forget(inode: Inode): void {
    this.#contents.delete(inode);
  }
}
