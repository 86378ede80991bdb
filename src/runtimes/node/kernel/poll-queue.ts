/** Callbacks that wait for a poll phase: completed I/O, delays of native code, and what comes from the page. */
import type { LoopClock } from './loop-clock.ts';
import type { LoopOwner } from './loop-services.ts';

interface IoCompletion {
  readonly callback: () => void;
  /** The turn of the loop it was started in. */
  readonly startedIn: number;
}

interface Delay {
  readonly callback: () => void;
  /** On the loop's clock, ms. */
  readonly due: number;
  readonly owner: LoopOwner | undefined;
}

export class PollQueue {
  readonly #clock: LoopClock;
  #completions: IoCompletion[] = [];
  #externals: (() => void)[] = [];
  #arrivals: (() => void)[] = [];
  readonly #delays = new Set<Delay>();

  constructor(clock: LoopClock) {
    this.#clock = clock;
  }

  addCompletion(callback: () => void, turn: number): void {
    this.#completions.push({ callback, startedIn: turn });
  }

  /** A completion that takes no time. */
  addReady(callback: () => void): void {
    this.#completions.push({ callback, startedIn: Number.NEGATIVE_INFINITY });
  }

  addExternal(callback: () => void): void {
    this.#externals.push(callback);
  }

  addArrival(takeIn: () => void): void {
    this.#arrivals.push(takeIn);
  }

  takeArrivals(): readonly (() => void)[] {
    const arrivals = this.#arrivals;
    this.#arrivals = [];
    return arrivals;
  }

  addDelay(ms: number, callback: () => void, owner: LoopOwner | undefined): () => void {
    // None is over at once: the clock may leave out what has passed until now, and stand at less then.
    const due = ms > 0 ? this.#clock.exact + ms : Number.NEGATIVE_INFINITY;
    const delay = { callback, due, owner };
    this.#delays.add(delay);
    return () => this.#delays.delete(delay);
  }

  get keepsAlive(): boolean {
    if (this.#completions.length > 0 || this.#externals.length > 0) return true;
    for (const { owner } of this.#delays) if (!owner || (owner.referenced && !owner.closed)) return true;
    return false;
  }

  get isWaitingToRun(): boolean {
    return this.#completions.length > 0 || this.#externals.length > 0;
  }

  /** When the next delay is over, ms on the loop's clock. */
  get nextDue(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { due } of this.#delays) next = Math.min(next, due);
    return next;
  }

  /**
   * Takes what is ready, in order. A real operation takes a moment: while the loop has other work (`isBusy`), it is
   * ready two turns after it was started at the earliest; an idle loop waits for it.
   */
  take(turn: number, isBusy: boolean): (() => void)[] {
    const ready = this.#completions.filter(({ startedIn }) => startedIn + 1 < turn || !isBusy);
    if (ready.length > 0) this.#completions = this.#completions.filter((completion) => !ready.includes(completion));
    const now = this.#clock.exact;
    const due = [...this.#delays].filter((delay) => delay.due <= now);
    for (const delay of due) this.#delays.delete(delay);
    const externals = this.#externals;
    this.#externals = [];
    return [
      ...ready.map(({ callback }) => callback),
      ...due.filter(({ owner }) => !owner?.closed).map(({ callback }) => callback),
      ...externals,
    ];
  }
}
