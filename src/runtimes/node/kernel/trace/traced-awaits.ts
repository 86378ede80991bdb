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

  /** Code that a context was put back for begins, or goes on: a `catch` may follow an `await` or not. */
  resume(context: AsyncContext): void {
    const continuation = this.#continuations.get(context);
    const own = continuation ? continuation.own : context;
    const activation = own && this.#activations.get(own);
    if (!continuation && !activation?.isSuspended) return;
    const asked = continuation?.asked ?? activation?.asked;
    if (!asked) return;
    const id = this.#tracer.microtasks.beginContinuation(asked);
    if (!activation) return;
    activation.callback = id;
    activation.isSuspended = false;
  }

  /** The body of a `for await` begins, which always follows an asynchronous step. */
  step(own: AsyncContext, site: number): void {
    const activation = this.#activations.get(own);
    if (!activation) return;
    activation.asked = { cause: activation.callback, site, us: this.#tracer.now() };
    activation.isSuspended = true;
  }
}
