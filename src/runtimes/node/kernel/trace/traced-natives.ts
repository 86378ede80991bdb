/** What native code calls back, in the poll and the close phase, and what comes from outside. */
import { ASKED_BY_NOBODY, type Asked, callbackKind } from './callback-kinds.ts';
import { originOfProvider } from './providers.ts';
import type { Tracer } from './tracer.ts';

/** A native callback says what it is of when it calls back (`enterResource`). */
const POLL = callbackKind('poll', 'other');
const CLOSE = callbackKind('close', 'close');

type NativePhase = 'poll' | 'close';

export class TracedNatives {
  readonly #tracer: Tracer;
  /** Called when one that has said what it is of goes on. */
  readonly #onEnter: ((callback: number) => void) | undefined;
  /** The native callback that runs has not said yet what it is of. */
  #phase: NativePhase | undefined;

  constructor(tracer: Tracer, onEnter: ((callback: number) => void) | undefined) {
    this.#tracer = tracer;
    this.#onEnter = onEnter;
  }

  /** What native code calls later. */
  wrap(phase: NativePhase, callback: () => void): () => void {
    this.#tracer.now();
    return this.#wrap(phase, callback, this.#tracer.ask());
  }

  /** What comes from outside: nobody in the program asked for it. */
  wrapExternal(callback: () => void): () => void {
    return this.#wrap('poll', callback, { ...ASKED_BY_NOBODY, us: this.#tracer.now() });
  }

  /** A native resource calls back: that says what kind of poll callback it is. */
  enterResource(provider: string): void {
    if (this.#phase === undefined) return;
    const { round, rows, batches } = this.#tracer;
    this.#onEnter?.(round);
    rows.setOrigin(round, this.#phase === 'close' ? 'close' : originOfProvider(provider));
    batches.nameCallback(round, provider);
    this.#phase = undefined;
  }

  /** A callback threw. */
  unwind(): void {
    this.#phase = undefined;
  }

  #wrap(phase: NativePhase, callback: () => void, asked: Asked): () => void {
    const tracer = this.#tracer;
    return () => {
      if (tracer.isStopped) {
        callback();
        return;
      }
      tracer.round = tracer.begin(phase === 'close' ? CLOSE : POLL, asked);
      this.#phase = phase;
      callback();
      // Not in `finally`: after an exception, `unwind` follows when it was reported.
      this.#phase = undefined;
      tracer.end();
    };
  }
}
