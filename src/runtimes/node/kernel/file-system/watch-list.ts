import type { Directory, Inode } from './inode.ts';

/** `rename`: an entry came or went. `change`: content or attributes changed. As libuv names them. */
export type WatchEvent = 'rename' | 'change';

/** Called with the event and the entry's name within the watched directory (or the watched file's own name). */
export type WatchListener = (event: WatchEvent, name: string) => void;

/** Hears of every change, for copies of the file system elsewhere. */
export interface ChangeObserver {
  entry(directory: Directory, name: string): void;
  inode(inode: Inode): void;
}

/** Who watches which inode: the file system's counterpart of inotify(7). */
export class WatchList {
  readonly #listeners = new Map<Inode, Set<WatchListener>>();
  observer: ChangeObserver | undefined;

  /** Starts watching; returns how to end it. */
  add(inode: Inode, listener: WatchListener): () => void {
    const listeners = this.#listeners.get(inode) ?? new Set();
    this.#listeners.set(inode, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(inode);
    };
  }

  /** An entry appeared in or vanished from a directory. */
  entryMoved(parent: Directory, name: string): void {
    this.observer?.entry(parent, name);
    this.#emit(parent, 'rename', name);
  }

  /** A file is gone from (or left) the place where it was watched. */
  inodeMoved(inode: Inode, name: string): void {
    this.#emit(inode, 'rename', name);
  }

  /** Content or attributes of `inode`, known as `name` in `parent`, changed. */
  inodeChanged(parent: Directory | undefined, name: string, inode: Inode): void {
    this.observer?.inode(inode);
    if (parent !== undefined) this.#emit(parent, 'change', name);
    this.#emit(inode, 'change', name);
  }

  #emit(inode: Inode, event: WatchEvent, name: string): void {
    const listeners = this.#listeners.get(inode);
    if (listeners === undefined) return;
    for (const listener of [...listeners]) listener(event, name);
  }
}
