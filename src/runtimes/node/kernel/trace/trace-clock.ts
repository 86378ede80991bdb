/**
 * The time of a trace. Reading the clock takes as long as a small callback does, and a browser rounds it to 5 µs or more.
 * So it is read once for each callback only until `TIMED_ALONE` small ones have followed each other. From then on one
 * reading stands for `SHARED_BY` of them, which share the time between two readings evenly, until such a share shows that
 * they are small no more. What may take long (a loop, a call of `…Sync`) is always timed by itself.
 */
import { MOST_TRACE_US } from '../../../trace.ts';
import type { LoopClock } from '../loop-clock.ts';
import type { CallbackKind } from './callback-kinds.ts';
import type { CallbackRows } from './callback-rows.ts';

const US_PER_MS = 1000;

/** Callbacks in a row that are timed one by one before readings are shared. */
const TIMED_ALONE = 64;
const SHARED_BY = 16;
/** On average; with what the loop does between two. */
const SMALL_US = 10;

export class TraceClock {
  readonly #clock: LoopClock;
  readonly #rows: CallbackRows;
  readonly #startedUs: number;
  /** So that time never goes back, though the loop's clock does when it leaves out what a hop took. */
  #correctionUs = 0;
  /** The latest reading. */
  lastUs = 0;
  /** The browser had the thread since the clock was read. */
  isLate = true;
  /** One reading for so many callbacks. */
  #every = 1;
  /** With so many callbacks in the rows, the clock is to be read when the latest one ends. */
  dueAt = 0;
  /** Callbacks that were timed one by one, and since when. */
  #alone = 0;
  #aloneSinceUs = 0;

  constructor(clock: LoopClock, rows: CallbackRows) {
    this.#clock = clock;
    this.#rows = rows;
    this.#startedUs = Math.floor(clock.exact * US_PER_MS);
  }

  /** Reads the clock: whole µs of loop time. */
  now(): number {
    return this.take(this.#clock.exact);
  }

  /** Takes what was read of the loop's clock, ms. */
  take(exactMs: number): number {
    const rows = this.#rows;
    const from = this.lastUs;
    let us = Math.min(MOST_TRACE_US, Math.floor(exactMs * US_PER_MS) - this.#startedUs + this.#correctionUs);
    if (us < from) {
      this.#correctionUs += from - us;
      us = from;
    }
    const haveEnded = this.isOwing;
    rows.shareOut(from, us);
    if (haveEnded) this.#adapt(us - from, us);
    this.lastUs = us;
    this.isLate = false;
    // A full batch is looked at when a reading ends its last one.
    this.dueAt = Math.min(rows.untimed + this.#every, rows.most);
    return us;
  }

  /** When a callback begins that begins now: where the one before has ended, or else by the clock. */
  beginningOf({ follows }: CallbackKind): number {
    if (this.#rows.isOpen) return this.#beginWithin();
    const isFollowing = follows === 'at once' || (follows === 'in a row' && this.#every > 1);
    return isFollowing && !this.isLate ? this.lastUs : this.now();
  }

  /** What runs now may take long. */
  timeAlone(): void {
    if (this.#every === 1 || this.dueAt === 0) return;
    this.now();
    this.endAlone();
  }

  /** The clock is to be read when what runs now ends. */
  endAlone(): void {
    this.dueAt = 0;
  }

  /** Callbacks have ended that no reading tells of. */
  get isOwing(): boolean {
    const { waiting, untimed, isOpen } = this.#rows;
    return waiting - untimed > (isOpen ? 1 : 0);
  }

  /** The loop has the thread again, without a task of the browser in between. */
  goOn(): void {
    if (this.#every === 1) this.isLate = true;
  }

  /** What begins within another callback shares no reading with it. */
  #beginWithin(): number {
    const us = this.now();
    this.#rows.untimed = this.#rows.waiting;
    this.endAlone();
    return us;
  }

  #adapt(passedUs: number, us: number): void {
    if (this.#every > 1) {
      if (passedUs <= SHARED_BY * SMALL_US) return;
      this.#every = 1;
    } else {
      this.#alone += 1;
      if (this.#alone < TIMED_ALONE) return;
      if (us - this.#aloneSinceUs <= TIMED_ALONE * SMALL_US) this.#every = SHARED_BY;
    }
    this.#alone = 0;
    this.#aloneSinceUs = us;
  }
}
