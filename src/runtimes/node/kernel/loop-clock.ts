import type { Natives } from './natives.ts';

/**
 * The loop's clock. It leaves out the time that a real Node would not have spent (returns to the browser, compiling,
 * loading the library lazily): otherwise timers would overtake immediates that Node runs first.
 */
export class LoopClock {
  readonly #now: () => number;
  readonly #started: number;
  #leftOut = 0;
  #offDepth = 0;

  constructor(natives: Pick<Natives, 'now'>) {
    this.#now = natives.now;
    this.#started = natives.now();
  }

  /** ms since the start, with fractions. */
  get exact(): number {
    return this.#now() - this.#started - this.#leftOut;
  }

  /** Leaves out `ms` that have passed. */
  leaveOut(ms: number): void {
    if (this.#offDepth === 0) this.#leftOut += ms;
  }

  /** Runs `work` off the clock; nested calls count once. */
  offTheClock<Result>(work: () => Result): Result {
    if (this.#offDepth > 0) return work();
    const began = this.#now();
    this.#offDepth = 1;
    try {
      return work();
    } finally {
      this.#offDepth = 0;
      this.#leftOut += this.#now() - began;
    }
  }
}
