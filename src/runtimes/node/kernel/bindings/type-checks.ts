/** Brand checks: what a value really is, whatever its prototype or `Symbol.toStringTag` says (Node.js src/node_types.cc). */
import type { Kernel } from '../kernel.ts';

export type TypeCheck = (value: unknown) => boolean;

const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const toStringTag = Object.prototype.toString;
const functionText = Function.prototype.toString;

function isObject(value: unknown): value is object {
  return value !== null && (typeof value === 'object' || typeof value === 'function');
}

/** The getter `name` of a built-in prototype: it throws for anything that is not of its kind. */
function getterOf(prototype: object, name: PropertyKey): (this: unknown) => unknown {
  const getter = getOwnPropertyDescriptor(prototype, name)?.get;
  if (!getter) throw new Error(`No getter ${String(name)} on this prototype.`);
  return getter;
}

/** True when `probe`, called with the value as `this`, does not throw. */
function accepts(probe: (this: never, ...args: never[]) => unknown, ...args: unknown[]): TypeCheck {
  return (value) => {
    if (!isObject(value)) return false;
    try {
      Reflect.apply(probe, value, args);
      return true;
    } catch {
      // A TypeError is the brand check's answer.
      return false;
    }
  };
}

const hasTag =
  (...tags: readonly string[]): TypeCheck =>
  (value) =>
    isObject(value) && tags.includes(toStringTag.call(value).slice(8, -1));

const AsyncFunction = getPrototypeOf(async () => undefined);
const GeneratorFunction = getPrototypeOf(function* () {
  yield undefined;
});
const AsyncGeneratorFunction = getPrototypeOf(async function* () {
  yield undefined;
});

/** All checks of `internalBinding('types')` and `internalBinding('util')`, by their names there. */
export function createTypeChecks(kernel: Kernel): Record<string, TypeCheck> {
  const { inspectable, natives } = kernel;
  const typedArrayTag = getterOf(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag);
  const isError = (Error as unknown as { isError?: TypeCheck }).isError ?? hasTag('Error');
  const isDomException = accepts(getterOf(natives.DOMException.prototype, 'code'));
  const isProxy: TypeCheck = (value) => isObject(value) && inspectable.isProxy(value);
  const isArrayBuffer = accepts(getterOf(ArrayBuffer.prototype, 'byteLength'));
  const isSharedArrayBuffer: TypeCheck =
    typeof SharedArrayBuffer === 'function'
      ? accepts(getterOf(SharedArrayBuffer.prototype, 'byteLength'))
      : () => false;
  const boxed = (prototype: object) => {
    const check = accepts(Reflect.get(prototype, 'valueOf'));
    return (value: unknown) => typeof value === 'object' && check(value);
  };
  const isNumberObject = boxed(Number.prototype);
  const isStringObject = boxed(String.prototype);
  const isBooleanObject = boxed(Boolean.prototype);
  const isSymbolObject = boxed(Symbol.prototype);
  const isBigIntObject = boxed(BigInt.prototype);
  const prototypeIs =
    (...prototypes: unknown[]): TypeCheck =>
    (value) =>
      typeof value === 'function' && prototypes.includes(getPrototypeOf(value));

  return {
    isProxy,
    isArrayBuffer,
    isSharedArrayBuffer,
    isNumberObject,
    isStringObject,
    isBooleanObject,
    isSymbolObject,
    isBigIntObject,
    isExternal: () => false,
    isMap: accepts(getterOf(Map.prototype, 'size')),
    isSet: accepts(getterOf(Set.prototype, 'size')),
    isWeakMap: accepts(WeakMap.prototype.has, {}),
    isWeakSet: accepts(WeakSet.prototype.has, {}),
    isDate: accepts(Date.prototype.getTime),
    isRegExp: (value) => value !== RegExp.prototype && accepts(getterOf(RegExp.prototype, 'source'))(value),
    // No brand check of promises is without effects; a proxy of one is none to V8.
    isPromise: (value) =>
      isObject(value) && !isProxy(value) && value instanceof natives.Promise && hasTag('Promise')(value),
    isNativeError: (value) => isObject(value) && !isProxy(value) && isError(value) && !isDomException(value),
    isArgumentsObject: (value) => isObject(value) && !(Symbol.toStringTag in value) && hasTag('Arguments')(value),
    isAsyncFunction: (value) =>
      typeof value === 'function' &&
      (prototypeIs(AsyncFunction, AsyncGeneratorFunction)(value) || /^async\b/.test(functionText.call(value))),
    isGeneratorFunction: prototypeIs(GeneratorFunction, AsyncGeneratorFunction),
    isGeneratorObject: hasTag('Generator', 'AsyncGenerator'),
    isMapIterator: hasTag('Map Iterator'),
    isSetIterator: hasTag('Set Iterator'),
    isModuleNamespaceObject: hasTag('Module'),
    isAnyArrayBuffer: (value) => isArrayBuffer(value) || isSharedArrayBuffer(value),
    isBoxedPrimitive: (value) =>
      isNumberObject(value) ||
      isStringObject(value) ||
      isBooleanObject(value) ||
      isBigIntObject(value) ||
      isSymbolObject(value),
    isArrayBufferView: ArrayBuffer.isView,
    isTypedArray: (value) => isObject(value) && typedArrayTag.call(value) !== undefined,
    isUint8Array: (value) => isObject(value) && typedArrayTag.call(value) === 'Uint8Array',
    isDataView: (value) => ArrayBuffer.isView(value) && typedArrayTag.call(value) === undefined,
  };
}
