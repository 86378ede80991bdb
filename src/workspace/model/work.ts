/** What the engine is busy with: one run or one check at a time, and the way to stop it. */
import { type ReadonlySignal, signal } from '@preact/signals';

export type Activity = 'run' | 'check';

export class Work {
  readonly #activity = signal<Activity | undefined>(undefined);
  readonly #isStopping = signal(false);
  #controller: AbortController | undefined;
  #present: Promise<unknown> = Promise.resolve();

  /** What goes on now. */
  get activity(): ReadonlySignal<Activity | undefined> {
    return this.#activity;
  }

  /** Stop was asked for and has not taken effect yet. */
  get isStopping(): ReadonlySignal<boolean> {
    return this.#isStopping;
  }

  /** Does one piece of work. Does nothing and gives `undefined` while another goes on. */
  async begin<Result>(activity: Activity, work: (signal: AbortSignal) => Promise<Result>): Promise<Result | undefined> {
    if (this.#activity.value) return undefined;
    const controller = new AbortController();
    this.#controller = controller;
    this.#activity.value = activity;
    const present = this.#watch(work(controller.signal));
    // How it ended is told to who began it.
    this.#present = present.catch(() => undefined);
    return present;
  }

  /** Stops what goes on; nothing when nothing does. */
  stop(): void {
    if (!this.#controller) return;
    this.#isStopping.value = true;
    this.#controller.abort();
  }

  /** Stops what goes on; resolves when the next can begin. */
  async stopAndWait(): Promise<void> {
    this.stop();
    await this.#present;
  }

  async #watch<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } finally {
      this.#controller = undefined;
      this.#activity.value = undefined;
      this.#isStopping.value = false;
    }
  }
}
