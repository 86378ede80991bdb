/** Who asked for the resources that have async ids: timers, immediates, ticks and native ones. */
import type { Asked } from './callback-kinds.ts';

/** Resources whose numbers stand in one array: cause, site and µs of each. */
const CHUNK_BITS = 12;
const CHUNK_SIZE = 1 << CHUNK_BITS;
const WIDTH = 3;

/** Async ids count up: what belongs to one is found by it. */
export class ScheduledResources {
  readonly #chunks: Int32Array[] = [];
  /** The same one each time, for speed. */
  readonly #asked = { cause: 0, site: 0, us: 0 };

  add(asyncId: number, cause: number, site: number, us: number): void {
    const number = asyncId >> CHUNK_BITS;
    while (number >= this.#chunks.length) this.#chunks.push(new Int32Array(CHUNK_SIZE * WIDTH));
    const chunk = this.#chunks[number] as Int32Array;
    const at = (asyncId & (CHUNK_SIZE - 1)) * WIDTH;
    chunk[at] = cause;
    // A timer that is armed again was still asked for where it was made.
    if (site !== 0) chunk[at + 1] = site;
    chunk[at + 2] = us;
  }

  /** When it was asked for, to the µs. */
  setTime(asyncId: number, us: number): void {
    const chunk = this.#chunkOf(asyncId);
    if (chunk) chunk[(asyncId & (CHUNK_SIZE - 1)) * WIDTH + 2] = us;
  }

  /** Read it before the next call: the object is used again. */
  get(asyncId: number): Asked {
    const chunk = this.#chunkOf(asyncId);
    const at = (asyncId & (CHUNK_SIZE - 1)) * WIDTH;
    const asked = this.#asked;
    asked.cause = chunk?.[at] ?? 0;
    asked.site = chunk?.[at + 1] ?? 0;
    asked.us = chunk?.[at + 2] ?? 0;
    return asked;
  }

  /** Undefined for ids that were given before the recording began and are not among its first. */
  #chunkOf(asyncId: number): Int32Array | undefined {
    const number = asyncId >> CHUNK_BITS;
    return number < this.#chunks.length ? this.#chunks[number] : undefined;
  }
}
