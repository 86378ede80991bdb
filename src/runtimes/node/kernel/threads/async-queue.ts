import type { LoopServices } from '../loop-services.ts';

/** A handle that other code wakes: `uv_async_t`. */
export interface AsyncHandle {
  readonly referenced: boolean;
  readonly closed: boolean;
  /** Does one callback's work; returns whether more of it waits for this same turn. */
  runOnce(): boolean;
}

/** Runs woken handles in a poll phase, in the order in which they were made, as libuv does. */
export class AsyncQueue {
  readonly #loop: LoopServices;
  /** In the order of their making. */
  readonly #handles = new Set<AsyncHandle>();
  readonly #woken = new Set<AsyncHandle>();
  #isScheduled = false;

  constructor(loop: LoopServices) {
    this.#loop = loop;
  }

  add(handle: AsyncHandle): void {
    this.#handles.add(handle);
  }

  remove(handle: AsyncHandle): void {
    this.#handles.delete(handle);
    this.#woken.delete(handle);
  }

  wake(handle: AsyncHandle): void {
    if (!this.#handles.has(handle)) return;
    this.#woken.add(handle);
    if (this.#isScheduled) {
      this.#loop.wake();
      return;
    }
    this.#isScheduled = true;
    const woken = this.#woken;
    this.#loop.after(0, () => this.#runWoken(), {
      closed: false,
      // A wake-up alone does not keep the loop alive: the handle does.
      get referenced() {
        for (const { referenced, closed } of woken) if (referenced && !closed) return true;
        return false;
      },
    });
  }

  #runWoken(): void {
    this.#isScheduled = false;
    const due = [...this.#handles].filter((handle) => this.#woken.has(handle));
    this.#woken.clear();
    this.#runNext(due);
  }

  #runNext(due: AsyncHandle[]): void {
    const [handle] = due;
    if (!handle) return;
    let hasMore = false;
    try {
      hasMore = handle.runOnce();
    } finally {
      if (!hasMore) due.shift();
      if (due.length > 0) this.#loop.continueWith(() => this.#runNext(due));
    }
  }
}
