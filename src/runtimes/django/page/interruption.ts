/** What ends a program from outside: Stop, the caller's abort signal, or a time limit. */

export type InterruptionReason = 'stopped' | 'timed-out';

export class Interruption {
  readonly #signal: AbortSignal | undefined;
  readonly #happened = Promise.withResolvers<InterruptionReason>();
  readonly #ended = Promise.withResolvers<void>();
  readonly #onAbort = () => this.stop();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** A signal that is aborted already interrupts at once. */
  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener('abort', this.#onAbort);
    if (signal?.aborted) this.stop();
  }

  /** Resolves when the program has been told to end and everything of it is gone. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  stop(): void {
    this.#happened.resolve('stopped');
  }

  /** Interrupts after `ms`. */
  limit(ms: number): void {
    this.#timer = setTimeout(() => this.#happened.resolve('timed-out'), ms);
  }

  /** What comes first: the result of `work`, or the reason it was interrupted. */
  async race<Result>(work: Promise<Result>): Promise<{ result: Result } | { reason: InterruptionReason }> {
    return Promise.race([work.then((result) => ({ result })), this.#happened.promise.then((reason) => ({ reason }))]);
  }

  /** The program is over: forgets the signal and the limit, and lets those go on who wait for `ended`. */
  finish(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#ended.resolve();
  }
}
