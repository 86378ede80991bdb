/** What follows an `await`: the edited text of a traced program (modules/await-tracking.ts) says when it begins. */
import type { AsyncContext } from '../async-state.ts';
import type { Asked } from './callback-recorder.ts';
import type { Tracer } from './tracer.ts';

/** One run of an async function: also what it asked for last, as it waits for one thing at a time. */
export class Activation implements Asked {
  /** Of it, the latest callback. */
  callback: number;
  cause = 0;
  /** 0 until it has asked for something. */
  site = 0;
  us = 0;
  /** Whether it has suspended since. */
  isSuspended = false;

  constructor(callback: number) {
    this.callback = callback;
  }
}

/** An `await` of a function without a block, and what follows it. */
export class Continuation implements Asked {
  readonly cause: number;
  readonly site: number;
  readonly us: number;

  constructor({ cause, site, us }: Asked) {
    this.cause = cause;
    this.site = site;
    this.us = us;
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

  /** `context` was taken before an `await` at `site`, of a function that has no block. */
  noteAwait(context: AsyncContext, site: number): void {
    context.traced = new Continuation({ cause: this.#tracer.noteAsking(), site, us: this.#tracer.lastUs });
  }

  /** The operand of an `await` at `site` is there: the function suspends now. */
  suspend(activation: Activation, site: number): void {
    this.#ask(activation, this.#tracer.noteAsking(), site);
    activation.isSuspended = true;
    this.#tracer.endOpenEnded(activation.callback);
  }

  /** What follows an `await` begins, unless it has begun already. */
  resume(activation: Activation): void {
    if (activation.isSuspended) this.#begin(activation);
  }

  /** What follows an `await` begins, of a function that has no block. */
  goOnFrom({ traced }: AsyncContext): void {
    if (traced) this.#tracer.microtasks.beginContinuation(traced);
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
    activation.us = this.#tracer.lastUs;
  }

  #begin(activation: Activation): void {
    activation.callback = this.#tracer.microtasks.beginContinuation(activation);
    activation.isSuspended = false;
  }
}
