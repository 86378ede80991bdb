export type Interruption = 'stopped' | 'timed-out';

/** One run or check, from the wait for the container to the end. */
export class Activity {
  readonly kind: 'run' | 'check';
  /** Resolves when it is to be ended before its time. */
  readonly interrupted: Promise<Interruption>;
  /** Resolves when the next one can start. */
  readonly finished: Promise<void>;
  readonly #limitMs: number | undefined;
  readonly #interruption = Promise.withResolvers<Interruption>();
  readonly #finish = Promise.withResolvers<void>();
  readonly #endListening: () => void;
  #isInterrupted = false;
  #began = performance.now();
  #limit: ReturnType<typeof setTimeout> | undefined;

  constructor(kind: Activity['kind'], limitMs: number | undefined, signal: AbortSignal | undefined) {
    this.kind = kind;
    this.interrupted = this.#interruption.promise;
    this.finished = this.#finish.promise;
    this.#limitMs = limitMs;
    const onAbort = () => this.interrupt('stopped');
    signal?.addEventListener('abort', onAbort);
    this.#endListening = () => signal?.removeEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
  }

  /** From now on its time counts. */
  begin(): void {
    this.#began = performance.now();
    if (this.#limitMs !== undefined) this.#limit = setTimeout(() => this.interrupt('timed-out'), this.#limitMs);
  }

  get ms(): number {
    return performance.now() - this.#began;
  }

  interrupt(why: Interruption): void {
    this.#isInterrupted = true;
    this.#interruption.resolve(why);
  }

  /** `listener`, until the interruption: nothing is told of what was stopped. */
  whileGoing<Event>(listener: (event: Event) => void): (event: Event) => void {
    return (event) => {
      if (!this.#isInterrupted) listener(event);
    };
  }

  end(): void {
    clearTimeout(this.#limit);
    this.#endListening();
    // What comes late is nobody's.
    this.#isInterrupted = true;
    this.#finish.resolve();
  }
}
