/** Finds the files of a project that a program changed, so that a runtime can hand them to the page. */
import { KEPT_FILE_LIMIT_BYTES, type RunEvent, type RunOptions } from './runtime.ts';

/** A project's files where the program sees them. Paths are relative to the project. */
export interface ProjectDisk {
  /** Nothing for what is no regular file. `modified` in ms since the epoch. */
  stat(path: string): { readonly modified: number; readonly size: number } | undefined;
  /** A copy of the content. */
  read(path: string): Uint8Array<ArrayBuffer>;
  list(): readonly string[];
}

type KeptFileEvent = Extract<RunEvent, { type: 'file-kept' | 'file-not-kept' }>;

interface KnownFile {
  readonly modified: number;
  readonly content: Uint8Array;
  readonly seenAt: number;
}

/** A clock in ms: a file may change twice within one tick of it. */
const CLOCK_TICK_MS = 2;

/** While this file stands beside a database, a transaction is open: the database is not yet what it will be. */
const JOURNAL = '-journal';

/** Made when the project is on the disk and its program has not started yet. */
export class KeptFiles {
  readonly #disk: ProjectDisk;
  readonly #keep: NonNullable<RunOptions['keep']>;
  readonly #send: (event: KeptFileEvent) => void;
  readonly #known = new Map<string, KnownFile>();
  readonly #refused = new Map<string, number>();

  constructor(disk: ProjectDisk, keep: RunOptions['keep'], send: (event: KeptFileEvent) => void) {
    this.#disk = disk;
    this.#keep = keep ?? [];
    this.#send = send;
    for (const path of this.#paths()) {
      const stat = disk.stat(path);
      if (stat && stat.size <= KEPT_FILE_LIMIT_BYTES) this.#remember(path, stat.modified, disk.read(path));
    }
  }

  /** Sends each file that differs from what was sent last, or from how the project had it. */
  sendChanged(): void {
    if (this.#keep.length === 0) return;
    for (const path of new Set([...this.#paths(), ...this.#known.keys()])) this.#consider(path);
  }

  #paths(): readonly string[] {
    return this.#keep === 'all' ? this.#disk.list() : this.#keep;
  }

  #consider(path: string): void {
    const stat = this.#disk.stat(path);
    const known = this.#known.get(path);
    if (!stat) {
      if (this.#known.delete(path)) this.#send({ type: 'file-kept', path });
      return;
    }
    if (stat.size > KEPT_FILE_LIMIT_BYTES) {
      this.#refuse(path, stat.size);
      return;
    }
    if (known && known.modified === stat.modified && stat.modified < known.seenAt - CLOCK_TICK_MS) return;
    if (this.#disk.stat(path + JOURNAL)) return;
    const content = this.#disk.read(path);
    const isSame = known !== undefined && hasSameBytes(known.content, content);
    this.#remember(path, stat.modified, content);
    if (!isSame) this.#send({ type: 'file-kept', path, content });
  }

  #remember(path: string, modified: number, content: Uint8Array): void {
    this.#known.set(path, { modified, content, seenAt: Date.now() });
  }

  #refuse(path: string, bytes: number): void {
    if (this.#refused.get(path) === bytes) return;
    this.#refused.set(path, bytes);
    this.#send({ type: 'file-not-kept', path, bytes, limitBytes: KEPT_FILE_LIMIT_BYTES });
  }
}

function hasSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
