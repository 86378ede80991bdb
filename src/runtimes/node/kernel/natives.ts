/** The browser's functions that the kernel needs, kept from before the program could change or lose them. */

export interface Natives {
  readonly setTimeout: (callback: () => void, ms: number) => number;
  readonly clearTimeout: (timer: number) => void;
  readonly queueMicrotask: (callback: () => void) => void;
  readonly structuredClone: typeof structuredClone;
  readonly postMessage: (message: unknown, transfer?: Transferable[]) => void;
  /** Runs a script of this site at once; only workers have it. */
  readonly importScripts: (url: string) => void;
  readonly addEventListener: typeof globalThis.addEventListener;
  readonly EventTarget: typeof EventTarget;
  readonly Event: typeof Event;
  readonly MessageChannel: typeof MessageChannel;
  readonly BroadcastChannel: typeof BroadcastChannel;
  readonly URL: typeof URL;
  readonly TextEncoder: typeof TextEncoder;
  readonly TextDecoder: typeof TextDecoder;
  readonly Proxy: typeof Proxy;
  readonly Promise: typeof Promise;
  readonly then: typeof Promise.prototype.then;
  readonly crypto: Crypto;
  readonly DOMException: typeof DOMException;
  readonly WebAssembly: typeof WebAssembly;
  readonly fetch: typeof fetch;
  /** `performance.now`, ms. */
  readonly now: () => number;
  /** `performance.timeOrigin`, ms since the epoch. */
  readonly timeOrigin: number;
  /** `Date.now`, ms since the epoch. */
  readonly wallClock: () => number;
  /** The browser is Firefox, or made like it. */
  readonly isSpiderMonkey: boolean;
  /** Evaluates a script in the global scope. */
  readonly evaluate: (source: string) => unknown;
  readonly encodeUtf8: (text: string) => Uint8Array<ArrayBuffer>;
  /** Replaces what is not UTF-8 by U+FFFD; keeps a byte order mark. */
  readonly decodeUtf8: (bytes: Uint8Array) => string;
}

interface WorkerScripts {
  importScripts(url: string): void;
}

/** Takes the functions from the global scope. Call it first of all. */
export function captureNatives(): Natives {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const { performance } = globalThis;
  return {
    setTimeout: globalThis.setTimeout.bind(globalThis) as unknown as Natives['setTimeout'],
    clearTimeout: globalThis.clearTimeout.bind(globalThis) as Natives['clearTimeout'],
    queueMicrotask: globalThis.queueMicrotask.bind(globalThis),
    structuredClone: globalThis.structuredClone.bind(globalThis),
    // Node's main thread (unit tests) has no postMessage of its own.
    postMessage: globalThis.postMessage?.bind(globalThis) as Natives['postMessage'],
    importScripts: (globalThis as Partial<WorkerScripts>).importScripts?.bind(globalThis) as Natives['importScripts'],
    addEventListener: globalThis.addEventListener?.bind(globalThis),
    EventTarget: globalThis.EventTarget,
    Event: globalThis.Event,
    MessageChannel: globalThis.MessageChannel,
    BroadcastChannel: globalThis.BroadcastChannel,
    URL: globalThis.URL,
    TextEncoder: globalThis.TextEncoder,
    TextDecoder: globalThis.TextDecoder,
    Proxy: globalThis.Proxy,
    Promise: globalThis.Promise,
    // biome-ignore lint/suspicious/noThenProperty: the native `then`, from before it was wrapped.
    then: globalThis.Promise.prototype.then,
    crypto: globalThis.crypto,
    DOMException: globalThis.DOMException,
    WebAssembly: globalThis.WebAssembly,
    fetch: globalThis.fetch?.bind(globalThis),
    now: performance.now.bind(performance),
    timeOrigin: performance.timeOrigin,
    wallClock: Date.now,
    isSpiderMonkey: 'InternalError' in globalThis,
    // Indirect: the script sees the global scope only.
    // biome-ignore lint/security/noGlobalEval: this is how Node compiles a program's modules here.
    evaluate: globalThis.eval,
    encodeUtf8: (text) => encoder.encode(text),
    decodeUtf8: (bytes) => decoder.decode(bytes),
  };
}
