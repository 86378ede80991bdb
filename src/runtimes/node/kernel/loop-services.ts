import type { LoopMetrics } from './loop-metrics.ts';

/** What bindings ask of the event loop. */
export interface LoopServices {
  /**
   * Completes an asynchronous operation: `callback` runs in a later poll phase, as a step of its own, and keeps the loop
   * alive until then. For work that a thread pool would do (file reads): it takes a moment.
   */
  postIo(callback: () => void): void;
  /** As `postIo`, for what a socket of the loopback has at once (a connection, data, its end): in the next poll phase. */
  postReady(callback: () => void): void;
  /** As `postReady`, for a request that libuv carries out by itself: right before or right after the next poll phase. */
  postPending(callback: () => void): void;
  /**
   * Runs `callback` in a poll phase at least `ms` later. `owner` counts as what waits: unreferenced or closed, it does
   * not keep the loop alive; closed, the callback is dropped. Returns how to cancel.
   */
  after(ms: number, callback: () => void, owner?: LoopOwner): () => void;
  /** As `postIo`, for what comes from outside the worker (a message from the page): runs in the next poll phase. */
  postExternal(callback: () => void): void;
  /**
   * Takes in what came from outside before the next poll phase looks at what is ready. No callback of the program hears
   * of it by itself, so no ticks and microtasks follow, and it keeps no loop alive.
   */
  postArrival(takeIn: () => void): void;
  /** Runs `callback` in the close phase: `uv_close`. */
  postClose(callback: () => void): void;
  /** Runs `callback` as the step right after the present one, before anything else of the phase. */
  continueWith(callback: () => void): void;
  /** Looks at the loop's state again after a change (a handle referenced, a timer scheduled). */
  wake(): void;
  readonly metrics: LoopMetrics;
  /** The loop's clock, ms since its start, whole. */
  readonly now: number;
  /** Runs `work` without its time counting on the loop's clock: compiling, loading the library lazily. */
  offTheClock<Result>(work: () => Result): Result;
}

/** Something with `ref()`, `unref()` and `close()`. */
export interface LoopOwner {
  readonly referenced: boolean;
  readonly closed: boolean;
}
