/** Who asked for the resources that have async ids: timers, immediates, ticks and native ones. */
import { type Asked, type CallbackKind, callbackKind } from './callback-recorder.ts';

const FIRST_SIZE = 4096;

export const TICK = callbackKind('tick', 'nextTick');
export const INTERVAL = callbackKind('timer', 'setInterval');
const TIMEOUT = callbackKind('timer', 'setTimeout');
const IMMEDIATE = callbackKind('check', 'setImmediate');

/** Async ids count up: what belongs to one is found by it. */
export class ScheduledResources {
  #causes = new Int32Array(FIRST_SIZE);
  #sites = new Int32Array(FIRST_SIZE);
  #times = new Int32Array(FIRST_SIZE);
  /** The same one each time, for speed. */
  readonly #asked = { cause: 0, site: 0, us: 0 };

  add(asyncId: number, cause: number, site: number, us: number): void {
    if (asyncId >= this.#causes.length) this.#grow(asyncId);
    this.#causes[asyncId] = cause;
    // A timer that is armed again was still asked for where it was made.
    if (site !== 0) this.#sites[asyncId] = site;
    this.#times[asyncId] = us;
  }

  /** Read it before the next call: the object is used again. */
  get(asyncId: number): Asked {
    this.#asked.cause = this.#causes[asyncId] ?? 0;
    this.#asked.site = this.#sites[asyncId] ?? 0;
    this.#asked.us = this.#times[asyncId] ?? 0;
    return this.#asked;
  }

  #grow(asyncId: number): void {
    const size = Math.max(this.#causes.length * 2, asyncId + 1);
    this.#causes = copyInto(new Int32Array(size), this.#causes);
    this.#sites = copyInto(new Int32Array(size), this.#sites);
    this.#times = copyInto(new Int32Array(size), this.#times);
  }
}

function copyInto(larger: Int32Array<ArrayBuffer>, numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  larger.set(numbers);
  return larger;
}

/** What the loop calls a resource for; undefined for an `AsyncResource`, which runs within something else. */
export function kindOfResource(resource: object): CallbackKind | undefined {
  if ('_onTimeout' in resource) return (resource as { _repeat?: unknown })._repeat ? INTERVAL : TIMEOUT;
  if ('_onImmediate' in resource) return IMMEDIATE;
  const isTick = 'callback' in resource && Object.getPrototypeOf(resource) === Object.prototype;
  return isTick ? TICK : undefined;
}

/** The delay that a timer was made with, ms. */
export function delayOf(timer: object): number {
  return (timer as { _idleTimeout?: number | null })._idleTimeout ?? 0;
}
