/** What follows an `await`: the edited text of a traced program (modules/await-tracking.ts) says when it begins. */
import type { AsyncContext } from '../async-state.ts';
import type { Asked } from './callback-recorder.ts';
import type { Tracer } from './tracer.ts';

/** What is noted of a context: one run of an async function, or one `await`. */
export type TracedStep = Activation | Continuation;

/** One run of an async function. */
class Activation {
  /** Of it, the latest callback. */
  callback: number;
  /** What it asked for last, before it suspended. */
  asked: Asked | undefined = undefined;
  /** Whether it has suspended since. */
  isSuspended = false;

  constructor(callback: number) {
    this.callback = callback;
  }
}

/** An `await`, and what follows it. */
class Continuation implements Asked {
  readonly cause: number;
  readonly site: number;
  readonly us: number;
  readonly activation: Activation | undefined;

  constructor(cause: number, site: number, us: number, activation: Activation | undefined) {
    this.cause = cause;
    this.site = site;
    this.us = us;
    this.activation = activation;
  }
}

export class TracedAwaits {
  readonly #tracer: Tracer;

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** `context` was taken: at the beginning of an async function, or before an `await` at `site` of function `own`. */
  note(context: AsyncContext, site: number | undefined, own: AsyncContext | undefined): void {
    if (site === undefined) {
      context.traced = new Activation(this.#tracer.current);
      return;
    }
    const activation = activationOf(own);
    const continuation = new Continuation(this.#tracer.noteAsking(), site, this.#tracer.lastUs, activation);
    context.traced = continuation;
    if (activation) activation.asked = continuation;
  }

  /** The operand of an `await` is there: the function suspends now. */
  suspend(own: AsyncContext): void {
    const activation = activationOf(own);
    if (!activation) return;
    activation.isSuspended = true;
    this.#tracer.endOpenEnded(activation.callback);
  }

  /** The context of an `await` was put back: what follows it begins, unless it has begun already. */
  resume({ traced: continuation }: AsyncContext): void {
    if (!(continuation instanceof Continuation)) return;
    const { activation } = continuation;
    if (!activation) this.#tracer.microtasks.beginContinuation(continuation);
    else if (activation.isSuspended) this.#begin(activation, continuation);
  }

  /** An asynchronous loop begins: from now on the function suspends without an `await`. */
  noteLoop(own: AsyncContext, site: number): void {
    const activation = activationOf(own);
    if (activation) activation.asked = { cause: this.#tracer.noteAsking(), site, us: this.#tracer.lastUs };
  }

  /** The body of an asynchronous loop is at its end. Its iterator is called at once: the callback goes on meanwhile. */
  endTurn(own: AsyncContext): void {
    const activation = activationOf(own);
    if (!activation?.asked) return;
    activation.isSuspended = true;
    activation.asked = { cause: activation.callback, site: activation.asked.site, us: this.#tracer.lastUs };
  }

  /**
   * A `catch` or `finally` begins: it may follow an `await`, a step of an asynchronous loop, or neither. With `loopSite`, the body of that `for await` begins,
   * or what stands after the loop: both follow an asynchronous step.
   */
  goOn(own: AsyncContext, loopSite: number | undefined): void {
    const activation = activationOf(own);
    if (!activation) return;
    if (loopSite !== undefined) {
      activation.asked = { cause: activation.callback, site: loopSite, us: this.#tracer.lastUs };
      this.#begin(activation, activation.asked);
    } else if (activation.asked && (activation.isSuspended || this.#hasMoved(activation))) {
      this.#begin(activation, activation.asked);
    }
  }

  /** Another callback runs than the function's latest, and nothing has called the function from there. */
  #hasMoved({ callback }: Activation): boolean {
    return callback !== this.#tracer.current && !this.#tracer.isWithinCallback;
  }

  #begin(activation: Activation, asked: Asked): void {
    activation.callback = this.#tracer.microtasks.beginContinuation(asked);
    activation.isSuspended = false;
  }
}

function activationOf(own: AsyncContext | undefined): Activation | undefined {
  const step = own?.traced;
  return step instanceof Activation ? step : undefined;
}
