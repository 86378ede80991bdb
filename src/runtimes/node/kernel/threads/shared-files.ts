import type { FileSystem } from '../file-system/file-system.ts';
import { Directory, type Inode, RegularFile } from '../file-system/inode.ts';
import { describeInode, describeTree, type FileChange, FileChangeReader } from './file-changes.ts';
import type { SharedChanges } from './native-links.ts';
import { SharedContents } from './shared-contents.ts';

/** A change with where and when it was made: each thread applies it once, in the order of its maker. */
interface LoggedChange {
  readonly maker: string;
  readonly number: number;
  readonly change: FileChange;
}

/** The files at one moment, and how much of each thread's changes is in them. */
export interface FileSnapshot {
  readonly changes: readonly FileChange[];
  readonly heard: readonly (readonly [maker: string, number: number])[];
}

/**
 * Keeps the files of several threads the same: each thread has its own copy, and changes travel with the messages
 * between them. Whoever gets a message sees all that its sender saw.
 */
export class SharedFiles implements SharedChanges {
  readonly #fileSystem: FileSystem;
  readonly #maker: string;
  readonly #reader: FileChangeReader;
  readonly #log: LoggedChange[] = [];
  /** How much of the log went out on each link. */
  readonly #told = new WeakMap<object, number>();
  readonly #heard = new Map<string, number>();
  readonly #changedInodes = new Set<Inode>();
  readonly #changedEntries = new Map<Directory, Set<string>>();
  /** Files that every new thread gets, copied once. */
  readonly #contents = new SharedContents();
  #made = 0;
  #isApplying = false;

  /** `maker` names this thread. Numbers of new inodes begin at `firstInode`, so that no two threads use the same. */
  constructor(fileSystem: FileSystem, maker: string, firstInode: number) {
    this.#fileSystem = fileSystem;
    this.#maker = maker;
    this.#reader = new FileChangeReader(fileSystem);
    fileSystem.numberInodesFrom(firstInode);
    fileSystem.watches.observer = {
      entry: (directory, name) => this.#noteEntry(directory, name),
      inode: (inode) => this.#noteInode(inode),
    };
  }

  /** All files, for a thread that begins. */
  describe(): FileSnapshot {
    this.#collect();
    const files: RegularFile[] = [];
    const visit = (inode: Inode): void => {
      this.#reader.know(inode);
      if (inode instanceof RegularFile) files.push(inode);
      if (inode instanceof Directory) for (const child of inode.entries.values()) visit(child);
    };
    visit(this.#fileSystem.root);
    this.#contents.share(files);
    const changes = describeTree(this.#fileSystem.root, (file) => this.#contents.of(file));
    return { changes, heard: [...this.#heard, [this.#maker, this.#made]] };
  }

  /** What a thread was given at its start. */
  load({ changes, heard }: FileSnapshot): void {
    for (const [maker, number] of heard) this.#heard.set(maker, number);
    this.#apply(changes);
  }

  take(link: object): readonly LoggedChange[] | undefined {
    this.#collect();
    const from = this.#told.get(link) ?? 0;
    this.#told.set(link, this.#log.length);
    return from === this.#log.length ? undefined : this.#log.slice(from);
  }

  apply(changes: unknown): void {
    // What this thread did before it heard of these changes is older.
    this.#collect();
    for (const logged of changes as readonly LoggedChange[]) {
      if (logged.maker === this.#maker || logged.number <= (this.#heard.get(logged.maker) ?? 0)) continue;
      this.#heard.set(logged.maker, logged.number);
      this.#log.push(logged);
      this.#apply([logged.change]);
    }
  }

  forget(link: object): void {
    this.#told.delete(link);
  }

  #apply(changes: readonly FileChange[]): void {
    this.#isApplying = true;
    for (const change of changes) this.#reader.apply(change);
    this.#isApplying = false;
  }

  #noteEntry(directory: Directory, name: string): void {
    if (this.#isApplying) return;
    const names = this.#changedEntries.get(directory) ?? new Set();
    this.#changedEntries.set(directory, names.add(name));
    const child = directory.entries.get(name);
    if (child) this.#noteInode(child);
  }

  #noteInode(inode: Inode): void {
    this.#contents.forget(inode);
    if (!this.#isApplying) this.#changedInodes.add(inode);
  }

  #collect(): void {
    for (const inode of this.#changedInodes) {
      this.#reader.know(inode);
      const change = describeInode(inode, (file) => file.content.slice());
      if (change) this.#add(change);
    }
    for (const [directory, names] of this.#changedEntries) {
      for (const name of names) {
        const inode = directory.entries.get(name)?.number;
        this.#add({ type: 'entry', directory: directory.number, name, inode });
      }
    }
    this.#changedInodes.clear();
    this.#changedEntries.clear();
  }

  #add(change: FileChange): void {
    this.#made += 1;
    this.#log.push({ maker: this.#maker, number: this.#made, change });
  }
}
