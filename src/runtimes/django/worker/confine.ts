/**
 * Takes from the worker what a learner's program must not have: the network, storage, other workers, and the means to
 * make code out of text. An exercise may come from a stranger, and Python reaches JavaScript objects.
 *
 * Imported before everything else: Pyodide starts in the confined world and so cannot keep what is taken away here.
 * What stays is listed, so a capability that browsers add later is gone too.
 */

/** Platform objects that give no power over anything outside the worker. */
const HARMLESS = new Set(
  `self globalThis WorkerGlobalScope DedicatedWorkerGlobalScope EventTarget Event MessageEvent ErrorEvent
  PromiseRejectionEvent MessageChannel MessagePort AbortController AbortSignal DOMException TextEncoder TextDecoder
  URL URLSearchParams performance Performance PerformanceEntry crypto Crypto SubtleCrypto CryptoKey setTimeout
  clearTimeout setInterval clearInterval queueMicrotask structuredClone postMessage addEventListener
  removeEventListener dispatchEvent onmessage onmessageerror onerror onunhandledrejection console location
  WorkerLocation name atob btoa reportError isSecureContext crossOriginIsolated origin close`.split(/\s+/),
);

/** The language itself (ECMAScript), without `eval` and `Function`. */
const LANGUAGE = new Set(
  `AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean DataView
  Date DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Infinity Int16Array
  Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect
  RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError TypeError URIError Uint16Array Uint32Array
  Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape isFinite isNaN parseFloat parseInt undefined unescape`.split(/\s+/),
);

/** `Object`'s own members that every object inherits. */
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

removeCapabilities();
forbidCodeFromText();

function removeCapabilities(): void {
  const { userAgent, language } = navigator;
  for (let scope: object = globalThis; scope && scope !== Object.prototype; scope = Object.getPrototypeOf(scope)) {
    for (const name of Object.getOwnPropertyNames(scope)) {
      if (HARMLESS.has(name) || LANGUAGE.has(name) || INHERITED.has(name) || scope === EventTarget.prototype) continue;
      const gone = Reflect.deleteProperty(scope, name);
      // Some browsers keep constants, numbers all of them.
      const value: unknown = gone ? undefined : Reflect.get(globalThis, name);
      if (value instanceof Object) throw new Error(`The worker cannot be confined: ${name} stays.`);
    }
  }
  // Pyodide asks where it runs; the real navigator leads to storage, locks and service workers.
  Object.defineProperty(globalThis, 'navigator', { value: Object.freeze({ userAgent, language }) });
  Reflect.deleteProperty(URL, 'createObjectURL');
}

/** `import()` cannot be taken away, but it needs code of one's own: no `eval`, no function constructors, no text timers. */
function forbidCodeFromText(): void {
  const samples = [
    () => 0,
    async () => 0,
    function* () {
      yield 0;
    },
    async function* () {
      yield 0;
    },
  ];
  for (const sample of samples) {
    const prototype = Object.getPrototypeOf(sample);
    Object.defineProperty(prototype, 'constructor', { value: forbidden(prototype), writable: false });
  }
  Object.defineProperty(globalThis, 'Function', { value: Object.getPrototypeOf(() => 0).constructor });
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const original = globalThis[name].bind(globalThis);
    const onlyFunctions = (callback: unknown, ...rest: unknown[]): unknown => {
      if (typeof callback !== 'function') throw new TypeError(`${name} takes a function.`);
      return Reflect.apply(original, undefined, [callback, ...rest]);
    };
    Object.defineProperty(globalThis, name, { value: onlyFunctions });
  }
}

/** Stands in for a function constructor; `instanceof` still works with it. */
function forbidden(prototype: object): object {
  // Not an arrow function: those have no `prototype` for `instanceof` to look at.
  const noFunction = function NoFunction() {
    throw new TypeError('Code from text is not allowed here.');
  };
  Object.defineProperty(noFunction, 'prototype', { value: prototype });
  return noFunction;
}
