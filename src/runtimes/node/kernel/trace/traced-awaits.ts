/** What follows an `await`: the edited text of a traced program (modules/await-tracking.ts) says when it begins. */
import type { AsyncContext } from '../async-state.ts';
import type { Asked } from './callback-recorder.ts';
import type { Tracer } from './tracer.ts';

/** One run of an async function. */
interface Activation {
  /** Of it, the latest callback. */
  callback: number;
  /** What it asked for last, before it suspended. */
  asked: Asked | undefined;
  /** Whether it has suspended since. */
  isSuspended: boolean;
}

interface Continuation {
  readonly asked: Asked;
  readonly site: number;
  readonly own: AsyncContext | undefined;
}

export class TracedAwaits {
  readonly #tracer: Tracer;
  readonly #activations = new WeakMap<AsyncContext, Activation>();
  readonly #continuations = new WeakMap<AsyncContext, Continuation>();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** `context` was taken: at the beginning of an async function, or before an `await` at `site` of function `own`. */
  note(context: AsyncContext, site: number | undefined, own: AsyncContext | undefined): void {
    if (site === undefined) {
      this.#activations.set(context, { callback: this.#tracer.current, asked: undefined, isSuspended: false });
      return;
    }
    const asked = { ...this.#tracer.ask(), site };
    this.#continuations.set(context, { asked, site, own });
    const activation = own && this.#activations.get(own);
    if (activation) activation.asked = asked;
  }

  /** The operand of an `await` is there: the function suspends now. */
  suspend(own: AsyncContext): void {
    const activation = this.#activations.get(own);
    if (!activation) return;
    activation.isSuspended = true;
    this.#tracer.endOpenEnded(activation.callback);
  }

  /** The context of an `await` was put back: what follows it begins, unless it has begun already. */
  resume(context: AsyncContext): void {
    const continuation = this.#continuations.get(context);
    if (!continuation) return;
    const activation = continuation.own && this.#activations.get(continuation.own);
    if (!activation) this.#tracer.microtasks.beginContinuation(continuation.asked);
    else if (activation.isSuspended) this.#begin(activation, continuation.asked);
  }

  /**
   * A `catch` or `finally` begins: it may follow an `await` or not. With `loopSite`, the body of that `for await` begins,
   * or what stands after the loop: both follow an asynchronous step.
   */
  goOn(own: AsyncContext, loopSite: number | undefined): void {
    const activation = this.#activations.get(own);
    if (!activation) return;
    if (loopSite !== undefined) {
      this.#begin(activation, { cause: activation.callback, site: loopSite, us: this.#tracer.now() });
    } else if (activation.isSuspended && activation.asked) {
      this.#begin(activation, activation.asked);
    }
  }

  #begin(activation: Activation, asked: Asked): void {
    activation.callback = this.#tracer.microtasks.beginContinuation(asked);
    activation.isSuspended = false;
  }
}
