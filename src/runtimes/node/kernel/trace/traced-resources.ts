/** What has an async id: timers, immediates, ticks. Node's library tells when one is made, called and left (lib/patches.ts). */
import { type CallbackKind, callbackKind } from './callback-kinds.ts';
import { ScheduledResources } from './scheduled-resources.ts';
import type { Tracer } from './tracer.ts';

const TICK = callbackKind('tick', 'nextTick', 'at once');
const INTERVAL = callbackKind('timer', 'setInterval', 'in a row');
const TIMEOUT = callbackKind('timer', 'setTimeout', 'in a row');
const IMMEDIATE = callbackKind('check', 'setImmediate', 'in a row');

export class TracedResources {
  readonly #tracer: Tracer;
  readonly #resources = new ScheduledResources();
  /** A timer is being made, and then the timer: the library reads the clock for it. */
  #makesTimer = false;
  #timerMade = 0;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** The library makes a timer; then it reads the clock. */
  makesTimer(): void {
    this.#makesTimer = true;
  }

  /** A resource was made. */
  scheduled(asyncId: number): void {
    const tracer = this.#tracer;
    this.#resources.add(asyncId, tracer.noteAsking(), tracer.site || tracer.entered, tracer.clock.lastUs);
    if (!this.#makesTimer) return;
    this.#makesTimer = false;
    this.#timerMade = asyncId;
  }

  /** The loop has read its clock, ms. */
  tookTime(exactMs: number): void {
    const us = this.#tracer.clock.take(exactMs);
    if (this.#timerMade !== 0) this.#resources.setTime(this.#timerMade, us);
    this.#timerMade = 0;
  }

  /** The library is about to call what a resource is for (`emitBefore`). */
  before(asyncId: number, resource: object): void {
    const tracer = this.#tracer;
    const kind = tracer.isWithinCallback ? undefined : kindOfResource(resource);
    if (!kind) {
      tracer.beginUnrecorded();
      return;
    }
    const id = tracer.begin(kind, this.#resources.get(asyncId));
    if (kind === TICK) return;
    tracer.round = id;
    if (kind === IMMEDIATE) return;
    tracer.rows.setDelay(id, delayOf(resource));
    // An interval is armed again when it has run.
    if (kind === INTERVAL) this.#resources.add(asyncId, id, 0, tracer.clock.lastUs);
  }

  after(): void {
    this.#tracer.end();
  }
}

/** What the loop calls a resource for; undefined for an `AsyncResource`, which runs within something else. */
function kindOfResource(resource: object): CallbackKind | undefined {
  if ('callback' in resource) {
    return Object.getPrototypeOf(resource) === Object.prototype ? TICK : undefined;
  }
  if ('_onTimeout' in resource) return (resource as { _repeat?: unknown })._repeat ? INTERVAL : TIMEOUT;
  return '_onImmediate' in resource ? IMMEDIATE : undefined;
}

/** The delay that a timer was made with, ms. */
function delayOf(timer: object): number {
  return (timer as { _idleTimeout?: number | null })._idleTimeout ?? 0;
}
