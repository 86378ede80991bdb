/**
 * The event loop: libuv's phases (timers, pending, poll, check, close), and between two callbacks the tick queue, native
 * microtasks and unhandled rejections. Since libuv 1.45 timers run once before poll on the first turn and after poll
 * from then on, which is the order of this loop. (libuv documentation: Design overview; Node.js src/api/embed_helpers.cc)
 */
import type { AsyncState } from './async-state.ts';
import type { HandleRegistry } from './handle-registry.ts';
import type { TickState, TimerState } from './library-callbacks.ts';
import type { LoopClock } from './loop-clock.ts';
import type { Pause } from './loop-driver.ts';
import { LoopMetrics } from './loop-metrics.ts';
import type { LoopOwner, LoopServices } from './loop-services.ts';
import { PollQueue } from './poll-queue.ts';
import type { PromiseStates } from './promise-states.ts';
import type { Tracer } from './trace/tracer.ts';

export interface LoopParts {
  readonly clock: LoopClock;
  readonly asyncState: AsyncState;
  readonly handles: HandleRegistry;
  readonly promiseStates: PromiseStates;
  readonly ticks: TickState;
  readonly timers: TimerState;
  /** Runs one callback; an exception goes Node's way for uncaught ones. Returns whether there was none. */
  readonly runCallback: (callback: () => void) => boolean;
  /** Ends a sleep of the driver. */
  readonly wake: () => void;
}

type Steps<Result = void> = Generator<Pause, Result>;

/**
 * From this many timers or immediates in a row on, the browser is asked for unhandled rejections only after every
 * `CALLBACKS_PER_TASK` of them, as long as no promise was seen: a task takes ten times as long as a callback.
 */
const MANY_CALLBACKS = 50;
const CALLBACKS_PER_TASK = 64;

/** So often libuv runs pending callbacks after poll (src/unix/core.c: uv_run). */
const PENDING_ROUNDS = 8;

export class EventLoop implements LoopServices {
  readonly #parts: LoopParts;
  readonly #poll: PollQueue;
  #pending: (() => void)[] = [];
  #closing: (() => void)[] = [];
  readonly #continuations: (() => void)[] = [];
  readonly metrics = new LoopMetrics();
  #turn = 0;
  /** Timers and immediates that ran since the loop slept or polled something. */
  #callbacksInARow = 0;
  #now = 0;

  constructor(parts: LoopParts) {
    this.#parts = parts;
    this.#poll = new PollQueue(parts.clock);
  }

  postIo(callback: () => void): void {
    this.#poll.addCompletion(this.#tracer?.natives.wrap('poll', callback) ?? callback, this.#turn);
    this.wake();
  }

  postReady(callback: () => void): void {
    this.#poll.addReady(this.#tracer?.natives.wrap('poll', callback) ?? callback);
    this.wake();
  }

  postPending(callback: () => void): void {
    this.#pending.push(this.#tracer?.natives.wrap('poll', callback) ?? callback);
    this.wake();
  }

  after(ms: number, callback: () => void, owner?: LoopOwner): () => void {
    const cancel = this.#poll.addDelay(ms, this.#tracer?.natives.wrap('poll', callback) ?? callback, owner);
    this.wake();
    return cancel;
  }

  postExternal(callback: () => void): void {
    this.#poll.addExternal(this.#tracer?.natives.wrapExternal(callback) ?? callback);
    this.wake();
  }

  postArrival(takeIn: () => void): void {
    this.#poll.addArrival(this.#tracer?.natives.wrapExternal(takeIn) ?? takeIn);
    this.wake();
  }

  postClose(callback: () => void): void {
    this.#closing.push(this.#tracer?.natives.wrap('close', callback) ?? callback);
    this.wake();
  }

  continueWith(callback: () => void): void {
    this.#continuations.push(callback);
  }

  wake(): void {
    this.#parts.wake();
  }

  get now(): number {
    return this.#now;
  }

  /** Records callbacks, while a run is traced. */
  get #tracer(): Tracer | undefined {
    return this.#parts.asyncState.tracer;
  }

  /** Sets the loop's time to the clock's (`uv_update_time`) and returns it. */
  updateTime(): number {
    const { exact } = this.#parts.clock;
    this.#tracer?.resources.tookTime(exact);
    this.#now = Math.floor(exact);
    return this.#now;
  }

  offTheClock<Result>(work: () => Result): Result {
    return this.#parts.clock.offTheClock(work);
  }

  get isAlive(): boolean {
    const { handles, timers } = this.#parts;
    return (
      this.#poll.keepsAlive ||
      this.#pending.length > 0 ||
      this.#closing.length > 0 ||
      timers.hasReferencedImmediates ||
      timers.keepsAlive ||
      handles.keepsAlive()
    );
  }

  /** Turns until nothing keeps the loop alive. */
  *run(): Steps {
    this.updateTime();
    if (this.#turn === 0) this.metrics.onStart();
    while (this.isAlive) {
      this.#turn += 1;
      this.metrics.turns = this.#turn;
      this.updateTime();
      yield* this.#runTimers();
      yield* this.#runPending();
      yield* this.#runPoll();
      for (let round = 0; round < PENDING_ROUNDS && this.#pending.length > 0; round += 1) yield* this.#runPending();
      this.updateTime();
      yield* this.#runCheck();
      yield* this.#runClosing();
    }
    this.metrics.onEnd();
  }

  /** One callback of native code as a step: the callback, then ticks and microtasks, unless it threw. */
  *runStep(callback: () => void): Steps {
    if (this.#parts.runCallback(callback)) yield* this.drain();
    for (let next = this.#continuations.shift(); next; next = this.#continuations.shift()) {
      if (this.#parts.runCallback(next)) yield* this.drain();
    }
  }

  /** Ticks, microtasks and unhandled rejections in turn until there are none. */
  *drain(): Steps {
    const { ticks, runCallback } = this.#parts;
    for (;;) {
      if (ticks.hasTicks || ticks.hasRejections) {
        // An exception in a tick was handled: the rest waits for the next step, as in Node's callback scopes.
        if (!runCallback(() => ticks.processTicks())) return;
      }
      yield 'hop';
      // `unhandledrejection` is a task of its own, after the one in which the promise was rejected.
      yield 'hop';
      if (ticks.hasTicks) continue;
      if (!ticks.hasRejections) return;
      let mayHaveAddedTicks = false;
      const ran = runCallback(() => {
        mayHaveAddedTicks = ticks.processRejections();
      });
      if (ran && !mayHaveAddedTicks && !ticks.hasTicks) {
        ticks.clearRejections();
        return;
      }
    }
  }

  /** As `drain` after a timer or an immediate; in a long row of quiet ones it leaves out the tasks. */
  *#drainOneOfMany(): Steps {
    this.#callbacksInARow += 1;
    const isOneOfMany = this.#callbacksInARow > MANY_CALLBACKS && this.#callbacksInARow % CALLBACKS_PER_TASK !== 0;
    if (isOneOfMany && this.#isQuiet) {
      yield 'microtasks';
      if (this.#isQuiet) return;
    }
    yield* this.drain();
  }

  /** Whether no tick waits, and nothing happened that could have rejected a promise. */
  get #isQuiet(): boolean {
    const { ticks, asyncState, promiseStates } = this.#parts;
    const isQuiet = !ticks.hasTicks && !ticks.hasRejections && !asyncState.hasCaptured && !promiseStates.hasRejected;
    asyncState.hasCaptured = promiseStates.hasRejected = false;
    return isQuiet;
  }

  /** Drives a generator of the library that yields where ticks run; undefined when a callback threw. */
  *#driveLibrary<Result>(generator: Generator<undefined, Result>): Steps<{ readonly result: Result } | undefined> {
    let next: IteratorResult<undefined, Result> | undefined;
    const resume = () => {
      next = generator.next();
    };
    for (;;) {
      next = undefined;
      this.#parts.runCallback(resume);
      if (!next) return undefined;
      const { done, value } = next as IteratorResult<undefined, Result>;
      if (done) return { result: value as Result };
      yield* this.#drainOneOfMany();
    }
  }

  *#runTimers(): Steps {
    const { timers } = this.#parts;
    if (this.#now < timers.expiry) return;
    timers.expiry = Number.POSITIVE_INFINITY;
    let done: { readonly result: number } | undefined;
    // After an exception the rest of the due timers still runs.
    while (!done) done = yield* this.#driveLibrary(timers.processTimers(this.#now));
    // Before the ticks and microtasks of the last timer: what they schedule counts too (Node.js src/env.cc: RunTimers).
    const next = done.result;
    if (next !== 0) timers.expiry = Math.min(timers.expiry, Math.max(Math.abs(next), this.#now + 1));
    timers.referenced = next > 0;
    yield* this.#drainOneOfMany();
  }

  *#runPending(): Steps {
    const pending = this.#pending;
    this.#pending = [];
    for (const callback of pending) yield* this.runStep(callback);
  }

  *#runPoll(): Steps {
    const { clock, timers } = this.#parts;
    for (;;) {
      for (const takeIn of this.#poll.takeArrivals()) this.#parts.runCallback(takeIn);
      const callbacks = this.#poll.take(this.#turn, this.#isBusy);
      if (callbacks.length > 0) {
        this.#callbacksInARow = 0;
        this.metrics.events += callbacks.length;
        for (const callback of callbacks) yield* this.runStep(callback);
        break;
      }
      if (this.#isBusy || !this.isAlive) break;
      const wait = Math.min(timers.expiry, this.#poll.nextDue) - clock.exact;
      if (wait <= 0) break;
      const asleep = clock.exact;
      this.#callbacksInARow = 0;
      yield Math.max(0.01, wait);
      this.metrics.idleMs += Math.max(0, clock.exact - asleep);
      this.#tracer?.slept();
      this.updateTime();
      if (this.#now >= timers.expiry && !this.#poll.isWaitingToRun) break;
    }
  }

  /** Work of a later phase waits: poll must not block. */
  get #isBusy(): boolean {
    return this.#parts.timers.hasImmediates || this.#closing.length > 0;
  }

  *#runCheck(): Steps {
    const { timers } = this.#parts;
    while (timers.hasImmediates || timers.hasOutstandingImmediates) {
      const done = yield* this.#driveLibrary(timers.processImmediate());
      if (!done) {
        if (timers.hasOutstandingImmediates) continue;
        return;
      }
      yield* this.#drainOneOfMany();
      if (!timers.hasOutstandingImmediates) return;
    }
  }

  *#runClosing(): Steps {
    const closing = this.#closing;
    this.#closing = [];
    // libuv keeps them as a stack.
    for (const callback of closing.reverse()) yield* this.runStep(callback);
  }
}
