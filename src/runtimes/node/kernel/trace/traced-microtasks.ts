/** Reactions of promises, what follows `await`, and `queueMicrotask`. */
import { type Asked, type CallbackKind, callbackKind } from './callback-recorder.ts';
import type { Tracer } from './tracer.ts';

type Callback = (value: unknown) => unknown;

const THEN = callbackKind('microtask', 'then', 'at once');
const AWAIT = callbackKind('microtask', 'await', 'at once');
const QUEUE_MICROTASK = callbackKind('microtask', 'queueMicrotask', 'at once');

export class TracedMicrotasks {
  readonly #tracer: Tracer;
  /** The callback that settled a promise, where that was seen. */
  readonly #settledBy = new WeakMap<object, number>();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  noteSettled(promise: object): void {
    const by = this.#tracer.settle();
    if (by !== 0) this.#settledBy.set(promise, by);
  }

  wrapCallback(callback: () => void): () => void {
    const asked = this.#tracer.ask();
    return () => this.#run(QUEUE_MICROTASK, asked, undefined, callback);
  }

  /** Both callbacks of `then`; what is no function stays. */
  wrapReactions(promise: object, ...callbacks: readonly [unknown, unknown]): readonly unknown[] {
    const asked = this.#tracer.ask();
    return callbacks.map((callback) =>
      typeof callback === 'function'
        ? (value: unknown) => this.#run(THEN, asked, promise, () => (callback as Callback)(value))
        : callback,
    );
  }

  beginContinuation(asked: Asked): number {
    const id = this.#tracer.beginOpenEnded(AWAIT, asked);
    this.#tracer.recorder.setRunsAt(id, asked.site);
    this.#tracer.entered = asked.site;
    this.#setTrigger(id, asked, undefined);
    return id;
  }

  #run<Result>(kind: CallbackKind, asked: Asked, promise: object | undefined, callback: () => Result): Result {
    if (this.#tracer.isStopped) return callback();
    const id = this.#tracer.begin(kind, asked);
    this.#setTrigger(id, asked, promise);
    try {
      return callback();
    } finally {
      this.#tracer.endMicrotask(id);
    }
  }

  /** What waited since an earlier round was put into the queue by this one; by whom in it is known of some. */
  #setTrigger(id: number, { cause }: Asked, promise: object | undefined): void {
    const { round } = this.#tracer;
    const known = promise && this.#settledBy.get(promise);
    const trigger = known ?? (cause < round ? round : 0);
    if (trigger !== cause) this.#tracer.recorder.setTrigger(id, trigger);
  }
}
