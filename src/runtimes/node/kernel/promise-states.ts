/** What is known of promises' states: a browser cannot tell synchronously, so the kernel writes down what it sees. */

export const PENDING = 0;
export const FULFILLED = 1;
export const REJECTED = 2;

export type PromiseDetails = readonly [state: number, result?: unknown];

export class PromiseStates {
  readonly #states = new WeakMap<object, PromiseDetails>();
  /** A promise was rejected; the loop resets it. */
  hasRejected = false;

  fulfilled(promise: object, value: unknown): void {
    this.#states.set(promise, [FULFILLED, value]);
  }

  rejected(promise: object, reason: unknown): void {
    this.hasRejected = true;
    this.#states.set(promise, [REJECTED, reason]);
  }

  /** As V8's: `[state, result]`. Pending when nothing else was seen. */
  details(promise: object): PromiseDetails {
    return this.#states.get(promise) ?? [PENDING];
  }
}
