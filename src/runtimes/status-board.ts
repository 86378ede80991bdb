/** A runtime's status and those who watch it. Every adapter shows loading, failure and readiness the same way. */
import { RuntimeError, type RuntimeStatus } from './runtime.ts';

export class StatusBoard {
  readonly #listeners = new Set<(status: RuntimeStatus) => void>();
  #current: RuntimeStatus = { state: 'idle' };
  #waiting = 0;

  get current(): RuntimeStatus {
    return this.#current;
  }

  /** As `Runtime.onStatus`. */
  watch(listener: (status: RuntimeStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  show(status: RuntimeStatus): void {
    this.#current = status;
    for (const listener of this.#listeners) listener(status);
  }

  /** A step of loading. Shown only while somebody waits: a spare that boots in the background is nobody's concern. */
  showStep(step: string, progress: number): void {
    if (this.#waiting > 0) this.show({ state: 'loading', step, progress });
  }

  /** Waits for `work`, showing its steps and, when it rejects with a `RuntimeError`, its failure. */
  async showLoading<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    try {
      return await work();
    } catch (error) {
      if (error instanceof RuntimeError) this.show({ state: 'failed', message: error.message, hint: error.hint });
      throw error;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** The runtime is disposed of: idle, and nobody hears of it any more. */
  close(): void {
    this.show({ state: 'idle' });
    this.#listeners.clear();
  }
}
