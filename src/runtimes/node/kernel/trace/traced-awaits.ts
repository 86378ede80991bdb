/** What follows an `await`: the edited text of a traced program (modules/await-tracking.ts) says when it begins. */
import { AwaitContext } from '../async-state.ts';
import { type Asked, callbackKind } from './callback-kinds.ts';
import type { Tracer } from './tracer.ts';

const AWAIT = callbackKind('microtask', 'await', 'at once');

/** One run of an async function: also what it asked for last, as it waits for one thing at a time. */
export class Activation extends AwaitContext implements Asked {
  /** Of it, the latest callback. */
  callback: number;
  cause = 0;
  /** 0 until it has asked for something. */
  site = 0;
  us = 0;
  /** Whether it has suspended since. */
  isSuspended = false;

  constructor(callback: number) {
    super();
    this.callback = callback;
  }
}

export class TracedAwaits {
  readonly #tracer: Tracer;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** An async function begins. */
  start(): Activation {
    return new Activation(this.#tracer.current);
  }

  /** The operand of an `await` at `site` is there: the function suspends now. */
  suspend(activation: Activation, site: number): void {
    const tracer = this.#tracer;
    this.#ask(activation, tracer.noteAsking(), site);
    activation.isSuspended = true;
    if (tracer.openEnded === activation.callback) tracer.endOpenEnded();
  }

  /** What follows an `await` begins, unless it has begun already. */
  resume(activation: Activation): void {
    if (activation.isSuspended) this.#begin(activation);
  }

  /** An asynchronous loop begins: from now on the function suspends without an `await`. */
  noteLoop(activation: Activation, site: number): void {
    this.#ask(activation, this.#tracer.noteAsking(), site);
  }

  /** The body of an asynchronous loop is at its end. Its iterator is called at once: the callback goes on meanwhile. */
  endTurn(activation: Activation): void {
    if (activation.site === 0) return;
    activation.isSuspended = true;
    this.#ask(activation, activation.callback, activation.site);
  }

  /**
   * A `catch` or `finally` begins: it may follow an `await`, a step of an asynchronous loop, or neither. With `loopSite`,
   * the body of that `for await` begins, or what stands after the loop: both follow an asynchronous step.
   */
  goOn(activation: Activation, loopSite: number | undefined): void {
    if (loopSite !== undefined) {
      this.#ask(activation, activation.callback, loopSite);
      this.#begin(activation);
    } else if (activation.site !== 0 && (activation.isSuspended || this.#hasMoved(activation))) {
      this.#begin(activation);
    }
  }

  /** Another callback runs than the function's latest, and nothing has called the function from there. */
  #hasMoved({ callback }: Activation): boolean {
    return callback !== this.#tracer.current && !this.#tracer.isWithinCallback;
  }

  #ask(activation: Activation, cause: number, site: number): void {
    activation.cause = cause;
    activation.site = site;
    activation.us = this.#tracer.clock.lastUs;
  }

  #begin(activation: Activation): void {
    const tracer = this.#tracer;
    const { cause, site } = activation;
    const id = tracer.beginOpenEnded(AWAIT, activation);
    tracer.rows.setRunsAt(id, site);
    tracer.entered = site;
    // What waited since an earlier round was put into the queue by this one.
    if (cause < tracer.round) tracer.rows.setTrigger(id, tracer.round);
    activation.callback = id;
    activation.isSuspended = false;
  }
}
