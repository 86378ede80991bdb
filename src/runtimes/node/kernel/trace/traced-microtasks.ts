/** Reactions of promises and `queueMicrotask`. */
import { type Asked, type CallbackKind, callbackKind } from './callback-kinds.ts';
import type { Tracer } from './tracer.ts';

type Callback = (value: unknown) => unknown;

const THEN = callbackKind('microtask', 'then', 'at once');
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

  /** Reactions are asked for now. */
  ask(): Asked {
    return this.#tracer.ask();
  }

  wrapCallback(callback: () => void): () => void {
    return this.#wrap(callback, QUEUE_MICROTASK, this.#tracer.ask()) as () => void;
  }

  /** A callback of `then`, which `asked` is for; what is no function stays. */
  wrapReaction(promise: object, callback: unknown, asked: Asked): unknown {
    return typeof callback === 'function' ? this.#wrap(callback as Callback, THEN, asked, promise) : callback;
  }

  #wrap(callback: Callback, kind: CallbackKind, asked: Asked, promise?: object): Callback {
    const tracer = this.#tracer;
    return (value) => {
      if (tracer.isStopped) return callback(value);
      const id = tracer.begin(kind, asked);
      this.#setTrigger(id, asked.cause, promise);
      try {
        return callback(value);
      } finally {
        tracer.endMicrotask(id);
      }
    };
  }

  /** What waited since an earlier round was put into the queue by this one; by whom in it is known of some. */
  #setTrigger(id: number, cause: number, promise: object | undefined): void {
    const { round, rows } = this.#tracer;
    const known = promise && this.#settledBy.get(promise);
    const trigger = known ?? (cause < round ? round : 0);
    if (trigger !== cause) rows.setTrigger(id, trigger);
  }
}
