/**
 * Promises as V8's embedder sees them: their state (for `util.inspect`) and the async context their callbacks run in
 * (for AsyncLocalStorage). A browser tells neither, so the kernel wraps what makes promises and what reacts to them.
 * `Promise.prototype` and its `constructor` stay as they are: `await` of a promise whose constructor is another one
 * would take more ticks.
 */
import { currentDialect } from './browser-differences/error-dialect.ts';
import type { NodeKernel } from './node-kernel.ts';

type Executor = (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void;
type Callback = (value: unknown) => unknown;

/** Static methods that only have to be called on the native constructor. */
const PLAIN_STATICS = ['all', 'allSettled', 'any', 'race', 'try'] as const;

/** Replaces the global `Promise`; runs after the library has taken its own. */
export function trackPromises(kernel: NodeKernel): void {
  const { Promise: Native, Proxy: NativeProxy } = kernel.natives;
  const statics = new Map<PropertyKey, unknown>();
  const Tracked: PromiseConstructor = new NativeProxy(Native, {
    construct: (_native, [executor], newTarget) =>
      construct(kernel, executor, newTarget === Tracked ? Native : newTarget),
    get: (native, key) => (statics.has(key) ? statics.get(key) : Reflect.get(native, key)),
  });
  addStatics(kernel, statics, () => Tracked);
  wrapThen(kernel);
  Object.defineProperty(globalThis, 'Promise', {
    value: Tracked,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/** A promise settled with a thenable stays pending: nothing is noted. */
function isThenable(value: unknown): boolean {
  try {
    return (
      ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
      typeof (value as { then?: unknown }).then === 'function'
    );
  } catch {
    // A getter that throws: the promise will be rejected later.
    return true;
  }
}

function noteFulfilled(kernel: NodeKernel, promise: object, value: unknown): void {
  if (!isThenable(value)) kernel.promiseStates.fulfilled(promise, value);
  kernel.asyncState.promiseHooks.settled?.(promise);
  kernel.asyncState.tracer?.microtasks.noteSettled(promise);
}

function noteRejected(kernel: NodeKernel, promise: object, reason: unknown): void {
  kernel.promiseStates.rejected(promise, reason);
  kernel.asyncState.promiseHooks.settled?.(promise);
  kernel.asyncState.tracer?.microtasks.noteSettled(promise);
}

function construct(kernel: NodeKernel, executor: unknown, newTarget: NewableFunction): object {
  const { Promise: Native } = kernel.natives;
  if (typeof executor !== 'function') return Reflect.construct(Native, [executor], newTarget);
  let promise: object | undefined;
  let note: ((promise: object) => void) | undefined;
  const settle = (settled: (promise: object) => void) => {
    if (note) return;
    note = settled;
    // The executor runs before there is a promise.
    if (promise) settled(promise);
  };
  const tracked: Executor = (resolve, reject) =>
    (executor as Executor)(
      (value) => {
        settle((made) => noteFulfilled(kernel, made, value));
        resolve(value);
      },
      (reason) => {
        settle((made) => noteRejected(kernel, made, reason));
        reject(reason);
      },
    );
  promise = Reflect.construct(Native, [tracked], newTarget) as object;
  kernel.asyncState.promiseHooks.init?.(promise);
  note?.(promise);
  return promise;
}

function addStatics(kernel: NodeKernel, statics: Map<PropertyKey, unknown>, tracked: () => PromiseConstructor): void {
  const { Promise: Native } = kernel.natives;
  const receiver = (constructor_: unknown) => (constructor_ === tracked() ? Native : constructor_);
  const add = (name: string, after: (promise: object, argument: unknown) => void) => {
    const native = Reflect.get(Native, name) as ((...args: unknown[]) => object) | undefined;
    if (!native) return;
    const method = {
      [name](this: unknown, ...args: unknown[]) {
        const promise = Reflect.apply(native, receiver(this), args) as object;
        after(promise, args[0]);
        return promise;
      },
    }[name];
    statics.set(name, method);
  };
  for (const name of PLAIN_STATICS) add(name, () => undefined);
  add('resolve', (promise, value) => {
    if (promise === value) return;
    kernel.asyncState.promiseHooks.init?.(promise);
    noteFulfilled(kernel, promise, value);
  });
  add('reject', (promise, reason) => {
    kernel.asyncState.promiseHooks.init?.(promise);
    noteRejected(kernel, promise, reason);
  });
  statics.set('withResolvers', function withResolvers() {
    const resolvers: Record<string, unknown> = {};
    const Tracked = tracked();
    const promise = new Tracked((resolve, reject) => Object.assign(resolvers, { resolve, reject }));
    return { promise, ...resolvers };
  });
}

function wrapThen(kernel: NodeKernel): void {
  const { Promise: Native, then: nativeThen } = kernel.natives;
  const { asyncState } = kernel;
  const wrap = (callback: unknown, derived: { promise?: object }): unknown => {
    if (typeof callback !== 'function') return callback;
    const context = asyncState.capture();
    return (value: unknown) => {
      const outer = asyncState.capture();
      asyncState.enter(context);
      const hooked = derived.promise;
      if (hooked) asyncState.promiseHooks.before?.(hooked);
      try {
        const result = (callback as Callback)(value);
        if (derived.promise) noteFulfilled(kernel, derived.promise, result);
        return result;
      } catch (error) {
        if (derived.promise) noteRejected(kernel, derived.promise, error);
        throw error;
      } finally {
        if (hooked) asyncState.promiseHooks.after?.(hooked);
        asyncState.enter(outer);
      }
    };
  };
  const translating = (callback: unknown): unknown => {
    if (typeof callback !== 'function') return callback;
    return (reason: unknown) => {
      currentDialect().translateError(reason);
      return (callback as Callback)(reason);
    };
  };
  // A method, so that it is no constructor and has the right name.
  const { then } = {
    // biome-ignore lint/suspicious/noThenProperty: this is the `then` of all promises.
    then(this: Promise<unknown>, onFulfilled?: unknown, onRejected?: unknown) {
      const derived: { promise?: object } = {};
      let [fulfilled, rejected] = [onFulfilled, onRejected];
      const microtasks = asyncState.tracer?.microtasks;
      if (microtasks) {
        const asked = microtasks.ask();
        fulfilled = microtasks.wrapReaction(this, onFulfilled, asked);
        rejected = microtasks.wrapReaction(this, onRejected, asked);
      }
      const promise = nativeThen.call(
        this,
        wrap(fulfilled, derived) as Callback,
        wrap(translating(rejected), derived) as Callback,
      );
      derived.promise = promise;
      asyncState.promiseHooks.init?.(promise, this);
      return promise;
    },
  };
  Object.defineProperty(Native.prototype, 'then', {
    value: then,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
