/**
 * V8's stack API where the browser has another: `stack` as Node prints it, `Error.captureStackTrace`,
 * `Error.stackTraceLimit` and `Error.prepareStackTrace` (v8.dev/docs/stack-trace-api).
 */
import { type CallSite, COLLECTED_FRAMES } from '../stack-traces.ts';
import type { AwaitSite, Wait } from './error-tracking.ts';
import { NativeStacks, withRoom } from './native-stacks.ts';
import type { Place } from './source-trees.ts';
import type { V8Frames } from './v8-frames.ts';

/** Node's default `Error.stackTraceLimit`. */
const DEFAULT_LIMIT = 10;
const CONSTRUCTORS = [
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'AggregateError',
] as const;
/** Own properties of errors that only other engines have. */
const FOREIGN_PROPERTIES = ['fileName', 'lineNumber', 'columnNumber', 'line', 'column', 'sourceURL', 'stack'];

type Prepare = (error: unknown, frames: readonly CallSite[]) => unknown;

interface Captured {
  readonly stack: () => string;
  readonly limit: number;
  /** With the frames that `stack` leaves out on purpose. */
  readonly whole?: () => string;
  /** Which error it is, in the order of their making. */
  readonly number: number;
  /** What awaited it, from the inside out. */
  readonly waits: Wait[];
  /** A better place for the innermost frame, found with its message. */
  top?: Place;
  text?: { readonly value: unknown };
}

export class StackEmulation {
  readonly #frames: V8Frames;
  readonly #errors = new WeakMap<object, Captured>();
  readonly #native = new NativeStacks();
  readonly #accessor: PropertyDescriptor;
  /** How many errors have a stack of this emulation's. */
  made = 0;

  constructor(frames: V8Frames) {
    this.#frames = frames;
    const emulation = this;
    this.#accessor = {
      get(this: object) {
        return emulation.#stackOf(this);
      },
      set(this: object, value: unknown) {
        emulation.#setStack(this, value);
      },
      enumerable: false,
      configurable: true,
    };
    for (const part of [this.#accessor.get, this.#accessor.set]) Object.defineProperty(part, 'name', { value: '' });
  }

  /** `onForeign` hears of errors that the engine threw itself, before anybody sees their stack. */
  install(scope: Record<string, unknown>, NativeProxy: typeof Proxy, onForeign: (error: object) => void): void {
    this.#replaceCapture();
    const emulation = this;
    Object.defineProperty(Error.prototype, 'stack', {
      get(this: object) {
        if (!emulation.isEngineError(this)) return undefined;
        onForeign(this);
        return emulation.#stackOf(this);
      },
      set(this: object, value: unknown) {
        Object.defineProperty(this, 'stack', { value, writable: true, enumerable: false, configurable: true });
      },
      enumerable: false,
      configurable: true,
    });
    for (const name of CONSTRUCTORS) scope[name] = this.#wrap(scope[name] as ErrorConstructor, NativeProxy);
    for (const name of CONSTRUCTORS.slice(1)) Object.setPrototypeOf(scope[name] as object, scope.Error as object);
  }

  /** Whether the engine made this error, and not a program's `new`. */
  isEngineError(value: unknown): value is Error {
    return value instanceof Error && !this.#errors.has(value) && this.#native.read(value) !== '';
  }

  /** Takes an error of the engine over: from now on it is as V8's are. */
  adopt(error: Error, top: Place | undefined): void {
    const stack = this.#native.read(error);
    this.#keep(error, { stack: () => stack, limit: Error.stackTraceLimit, ...(top && { top }) });
  }

  /** An `await` that began when `since` errors had been made was rejected with this one. */
  addWait(error: unknown, site: AwaitSite, since: number): void {
    const captured = typeof error === 'object' && error !== null ? this.#errors.get(error) : undefined;
    captured?.waits.push({ site, isLate: captured.number <= since });
  }

  nativeStack(error: Error): string {
    return this.#native.read(error);
  }

  /** The present stack, made to text when it is wanted. */
  take(): () => string {
    return this.#native.take();
  }

  /** All of a stack that `Error.captureStackTrace(error, above)` has cut. */
  wholeStack(error: unknown): string | undefined {
    return typeof error === 'object' && error !== null ? this.#errors.get(error)?.whole?.() : undefined;
  }

  #wrap(native: ErrorConstructor, NativeProxy: typeof Proxy): ErrorConstructor {
    const make = (args: unknown[], newTarget: unknown): object => {
      const limit = Error.stackTraceLimit;
      const error = withRoom(() => Reflect.construct(native, args, newTarget as NewableFunction) as Error);
      // V8 leaves out the constructors of a derived class.
      const called = newTarget === wrapped ? undefined : this.#native.takeAbove(newTarget as NewableFunction);
      this.#keep(error, { stack: () => called || this.#native.read(error), limit });
      return error;
    };
    const wrapped = new NativeProxy(native, {
      construct: (_native, args, newTarget) => make(args, newTarget),
      apply: (_native, _receiver, args) => make(args, native),
    });
    Object.defineProperty(native.prototype, 'constructor', { value: wrapped });
    return wrapped;
  }

  #keep(error: object, captured: Omit<Captured, 'number' | 'waits'>): void {
    const own = Object.getOwnPropertyDescriptors(error);
    for (const name of Object.keys(own)) Reflect.deleteProperty(error, name);
    for (const name of FOREIGN_PROPERTIES) Reflect.deleteProperty(own, name);
    this.#remember(error, captured);
    // In V8 it is the first.
    Object.defineProperties(error, { stack: this.#accessor, ...own });
  }

  #remember(error: object, captured: Omit<Captured, 'number' | 'waits'>): void {
    this.made += 1;
    this.#errors.set(error, { ...captured, number: this.made, waits: [] });
  }

  #replaceCapture(): void {
    const capture = (target: object, above?: NewableFunction) => {
      const limit = Error.stackTraceLimit;
      const stack = this.#native.takeAbove(above);
      this.#remember(target, { stack: () => stack, limit, ...(above && { whole: this.#native.take() }) });
      Object.defineProperty(target, 'stack', this.#accessor);
    };
    const { captureStackTrace } = {
      captureStackTrace(target: unknown, above?: unknown) {
        if (typeof target !== 'object' && typeof target !== 'function') {
          throw new TypeError(`Invalid argument: ${String(target)}`);
        }
        capture(target as object, typeof above === 'function' ? above : undefined);
      },
    };
    Object.defineProperty(Error, 'captureStackTrace', {
      value: captureStackTrace,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }

  #setStack(error: object, value: unknown): void {
    const captured = this.#errors.get(error);
    if (captured) captured.text = { value };
  }

  #stackOf(error: object): unknown {
    const captured = this.#errors.get(error);
    if (!captured) return undefined;
    captured.text ??= { value: this.#format(error, captured) };
    return captured.text.value;
  }

  #format(error: object, { stack, limit, top, waits }: Captured): unknown {
    const count = limit === COLLECTED_FRAMES ? DEFAULT_LIMIT : limit;
    const isWanted = typeof count === 'number' && count > 0;
    const frames = isWanted ? this.#frames.fromStack(stack(), { top, waits }).slice(0, count) : [];
    const prepare = (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
    if (typeof prepare === 'function') return (prepare as Prepare).call(Error, error, frames);
    return [headerOf(error), ...frames.map((frame) => `    at ${String(frame)}`)].join('\n');
  }
}

function headerOf(error: object): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return '<error>';
  }
}
