/**
 * Calls native code's callbacks. Only a browser knows where an exception was thrown (its message has the place, the
 * error itself has where it was made), and tells it when nobody catches the exception: so callbacks run as listeners
 * of an event, and what they throw comes as an `error` event before `dispatchEvent` returns.
 */
import type { Natives } from './natives.ts';

/** Where V8 saw the exception, by the names of the browser. */
export interface ThrownAt {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export interface Thrown {
  readonly error: unknown;
  readonly at?: ThrownAt;
}

/** In a longer row without a rest, callbacks are called directly: an event costs as much as a short callback. */
const MANY_CALLS = 20_000;

export class CallbackRunner {
  readonly #dispatch: (() => void) | undefined;
  #callback: (() => void) | undefined;
  #thrown: Thrown | undefined;
  #calls = 0;

  /** Without the browser's events, callbacks are always called directly. */
  constructor({ EventTarget: NativeTarget, Event: NativeEvent, importScripts, isSpiderMonkey }: Natives) {
    if (importScripts === undefined) return;
    const event = new NativeEvent('run');
    const target = new NativeTarget();
    const call = isSpiderMonkey ? () => this.#callInFirefox() : () => this.#callback?.();
    target.addEventListener('run', call);
    // Bound now: the program's globals lose what only browsers have.
    const dispatch = target.dispatchEvent.bind(target);
    this.#dispatch = () => void dispatch(event);
  }

  /** What the callback threw, if it did. */
  run(callback: () => void): Thrown | undefined {
    this.#calls += 1;
    const isNested = this.#callback !== undefined;
    if (!this.#dispatch || isNested || this.#calls > MANY_CALLS) return runDirectly(callback);
    this.#callback = callback;
    this.#thrown = undefined;
    this.#dispatch();
    this.#callback = undefined;
    return this.#thrown;
  }

  /** Firefox tells the page of recursion without end, never the worker. */
  #callInFirefox(): void {
    try {
      this.#callback?.();
    } catch (error) {
      if (!(error instanceof Error && error.name === 'InternalError')) throw error;
      this.#thrown = { error };
    }
  }

  /** The loop rests: a row of calls is over. */
  rest(): void {
    this.#calls = 0;
  }

  /** Takes what a running callback threw; false when it was thrown elsewhere, in a microtask for instance. */
  take(thrown: Thrown): boolean {
    if (!this.#callback) return false;
    this.#thrown = thrown;
    return true;
  }
}

function runDirectly(callback: () => void): Thrown | undefined {
  try {
    callback();
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** What an `error` event says. */
export function thrownBy({ error, message, filename, lineno, colno }: ErrorEvent): Thrown {
  const isKnown = error !== null && error !== undefined;
  const thrown: unknown = isKnown || message.endsWith('null') ? error : undefined;
  return { error: thrown, at: { file: filename, line: lineno, column: colno } };
}
