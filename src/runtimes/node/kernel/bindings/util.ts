import type { BindingFactory, Kernel } from '../kernel.ts';
import { pipeOf } from '../threads/process-pipes.ts';
import { callSites, type PlainCallSite } from './call-sites.ts';
import { parseEnvFile } from './env-file.ts';
import { defineLazyProperties } from './lazy-properties.ts';
import { createTypeChecks } from './type-checks.ts';

/** Filters of `getOwnNonIndexProperties` (v8::PropertyFilter). */
const ONLY_ENUMERABLE = 2;
const SKIP_STRINGS = 8;
const SKIP_SYMBOLS = 16;
const MAX_ARRAY_INDEX = 2 ** 32 - 2;
/** Bytes of a typed array. */
const LARGE_VIEW = 2 ** 16;

/** Node.js src/node_util.cc. */
export const createUtilBinding: BindingFactory = (kernel, stub) => {
  const checks = Object.entries(createTypeChecks(kernel)).filter(([name]) => name in stub);
  const { inspectable, natives, promiseStates } = kernel;
  return Object.assign(stub, Object.fromEntries(checks), {
    privateSymbols: { ...kernel.symbols.private },
    shouldAbortOnUncaughtToggle: new Uint32Array(1),
    isInsideNodeModules: (limit = 10) =>
      callSites(kernel, limit).some(({ scriptName }) => /[\\/]node_modules[\\/]/.test(scriptName)),
    defineLazyProperties: (target: object, id: string, keys: readonly string[], enumerable = true) =>
      defineLazyProperties(kernel, target, id, keys, enumerable),
    getPromiseDetails: (promise: object) => promiseStates.details(promise),
    getProxyDetails(value: object, both = true) {
      const parts = inspectable.proxyParts(value);
      if (!parts) return undefined;
      return both ? [parts.target, parts.handler] : parts.target;
    },
    previewEntries: (value: object, withKind: boolean) => previewEntries(kernel, value, withKind),
    getOwnNonIndexProperties,
    getConstructorName,
    getExternalValue: () => 0n,
    // The first frame is util.getCallSites itself.
    getCallSites: (count: number): PlainCallSite[] => callSites(kernel, count + 1).slice(1),
    getCallerLocation() {
      // The first frame is the library function that asks: where was it called from?
      const site = callSites(kernel, 2)[1];
      return site && [site.lineNumber, site.columnNumber, site.scriptName];
    },
    sleep(ms: number) {
      const end = natives.now() + ms;
      while (natives.now() < end);
    },
    parseEnv: parseEnvFile,
    arrayBufferViewHasBuffer: () => true,
    // A page that is not cross-origin isolated has none; `node:worker_threads`, which `node:test` loads, asks for one as it
    // loads. Its memory is then each thread's own.
    constructSharedArrayBuffer: (bytes: number) =>
      typeof SharedArrayBuffer === 'function' ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes),
    getSharedArrayBufferGrowable: (buffer: SharedArrayBuffer) =>
      (buffer as unknown as { growable?: boolean }).growable ?? false,
    markPromiseAsHandled(promise: Promise<unknown>) {
      natives.then.call(
        promise,
        () => undefined,
        () => undefined,
      );
    },
    guessHandleType: (descriptor: number) => guessHandleType(kernel, descriptor),
  });
};

/** Positions in the list of names that lib/internal/util.js keeps. */
const FILE = 3;
const PIPE = 4;
const INVALID = 6;

const STANDARD_ERROR = 2;

/**
 * Standard input is a pipe: it may come later. The outputs count as files: Node writes to those synchronously, which
 * keeps the order of what is printed.
 */
function guessHandleType(kernel: Kernel, descriptor: number): number {
  if (descriptor === 0) return PIPE;
  const file = kernel.fileSystem.descriptors.find(descriptor);
  if (!file) return INVALID;
  return descriptor > STANDARD_ERROR && pipeOf(file.inode) ? PIPE : FILE;
}

function previewEntries(kernel: Kernel, value: object, withKind: boolean): unknown {
  const { items, isKeyed } = entriesOf(kernel, value);
  return withKind ? [items, isKeyed] : items;
}

function entriesOf(kernel: Kernel, value: object): { readonly items: unknown[]; readonly isKeyed: boolean } {
  const items: unknown[] = [];
  if (value instanceof Map) {
    value.forEach((item, key) => {
      items.push(key, item);
    });
    return { items, isKeyed: true };
  }
  if (value instanceof Set) {
    value.forEach((item) => {
      items.push(item);
    });
    return { items, isKeyed: false };
  }
  return kernel.inspectable.remaining(value);
}

function getOwnNonIndexProperties(value: object, filter: number): PropertyKey[] {
  const onlyEnumerable = (filter & ONLY_ENUMERABLE) !== 0;
  const names = filter & SKIP_STRINGS ? [] : ownNames(value, onlyEnumerable);
  if (filter & SKIP_SYMBOLS) return names;
  const symbols = Object.getOwnPropertySymbols(value);
  const isWanted = (key: symbol) => !onlyEnumerable || Object.prototype.propertyIsEnumerable.call(value, key);
  return [...names, ...symbols.filter(isWanted)];
}

/** The names that are no indexes. They follow the indexes, so looking from the end finds them soon. */
function ownNames(value: object, onlyEnumerable: boolean): string[] {
  // To list the keys of a megabyte takes seconds; nobody hangs properties on that.
  if (ArrayBuffer.isView(value) && value.byteLength > LARGE_VIEW) return [];
  const keys = onlyEnumerable ? Object.keys(value) : Object.getOwnPropertyNames(value);
  let start = keys.length;
  while (start > 0 && !isArrayIndex(keys[start - 1] ?? '')) start -= 1;
  return keys.slice(start);
}

function isArrayIndex(key: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(key) && Number(key) <= MAX_ARRAY_INDEX;
}

function getConstructorName(value: object): string {
  for (let level: object | null = value; level; level = Object.getPrototypeOf(level)) {
    const constructor_ = Object.getOwnPropertyDescriptor(level, 'constructor')?.value;
    if (typeof constructor_ === 'function' && constructor_.name !== '') return constructor_.name;
  }
  return '';
}
