/** Locks of database files as SQLite's Unix layer keeps them, between the connections of one program. */
import { BUSY, OK } from './result-codes.ts';

/** Levels of `xLock`. */
export const NONE = 0;
const SHARED = 1;
const RESERVED = 2;
const PENDING = 3;
const EXCLUSIVE = 4;

const SHM_UNLOCK = 1;
const SHM_EXCLUSIVE = 8;

/** Who holds a lock: one open file of SQLite. */
export interface LockHolder {
  level: number;
}

/** The locks on one database file. */
export class FileLocks {
  readonly #shared = new Set<LockHolder>();
  #reserved: LockHolder | undefined;
  #pending: LockHolder | undefined;

  get isReserved(): boolean {
    return this.#reserved !== undefined;
  }

  lock(holder: LockHolder, level: number): number {
    if (holder.level >= level) return OK;
    if (this.#pending !== undefined && this.#pending !== holder) return BUSY;
    if (level > SHARED && this.#reserved !== undefined && this.#reserved !== holder) return BUSY;
    if (level === SHARED) this.#shared.add(holder);
    if (level >= RESERVED) this.#reserved = holder;
    if (level >= PENDING) this.#pending = holder;
    if (level === EXCLUSIVE && this.#shared.size > 1) {
      // Readers finish; new ones are kept out.
      holder.level = PENDING;
      return BUSY;
    }
    holder.level = level;
    return OK;
  }

  unlock(holder: LockHolder, level: number): void {
    if (this.#reserved === holder) this.#reserved = undefined;
    if (this.#pending === holder) this.#pending = undefined;
    if (level === NONE) this.#shared.delete(holder);
    holder.level = Math.min(holder.level, level);
  }
}

/** The shared memory of a database in WAL mode: regions of SQLite's own memory, and eight locks. */
export class SharedMemory {
  readonly regions: number[] = [];
  readonly users = new Set<LockHolder>();
  readonly #readers: Set<LockHolder>[] = Array.from({ length: 8 }, () => new Set());
  readonly #writers: (LockHolder | undefined)[] = [];

  lock(holder: LockHolder, offset: number, count: number, flags: number): number {
    const slots = Array.from({ length: count }, (_, index) => offset + index);
    if ((flags & SHM_UNLOCK) !== 0) {
      for (const slot of slots) this.#release(holder, slot);
      return OK;
    }
    const isExclusive = (flags & SHM_EXCLUSIVE) !== 0;
    if (slots.some((slot) => this.#conflicts(holder, slot, isExclusive))) return BUSY;
    for (const slot of slots) {
      if (isExclusive) this.#writers[slot] = holder;
      else this.#readers[slot]?.add(holder);
    }
    return OK;
  }

  releaseAll(holder: LockHolder): void {
    for (let slot = 0; slot < this.#readers.length; slot += 1) this.#release(holder, slot);
  }

  #release(holder: LockHolder, slot: number): void {
    this.#readers[slot]?.delete(holder);
    if (this.#writers[slot] === holder) this.#writers[slot] = undefined;
  }

  #conflicts(holder: LockHolder, slot: number, isExclusive: boolean): boolean {
    const writer = this.#writers[slot];
    if (writer !== undefined && writer !== holder) return true;
    const readers = this.#readers[slot];
    return isExclusive && readers !== undefined && [...readers].some((reader) => reader !== holder);
  }
}
