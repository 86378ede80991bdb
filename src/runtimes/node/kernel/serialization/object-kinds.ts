/** Tells what an object natively is, as V8 knows it: what its prototypes suggest, confirmed by a brand check. */
import { createTypeChecks, type TypeCheck } from '../bindings/type-checks.ts';
import type { Kernel } from '../kernel.ts';

export type ObjectKind =
  | 'plain'
  | 'array'
  | 'date'
  | 'regexp'
  | 'map'
  | 'set'
  | 'error'
  | 'boxed'
  | 'array-buffer'
  | 'shared-array-buffer'
  | 'view'
  | 'wasm-module'
  | 'wasm-memory'
  | 'uncloneable';

const { getPrototypeOf } = Object;
const builtinTag = Object.prototype.toString;

/** Globals whose instances nothing can clone. */
const UNCLONEABLE = ['WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Iterator'] as const;

const always: TypeCheck = () => true;

export type KindOf = (object: object) => ObjectKind;

export function createKindOf(kernel: Kernel): KindOf {
  const checks = createTypeChecks(kernel);
  const suspects = new Map<object, readonly [kind: ObjectKind, confirm: TypeCheck]>();
  const suspect = (prototype: object | undefined, kind: ObjectKind, confirm: TypeCheck = always) => {
    if (prototype) suspects.set(prototype, [kind, confirm]);
  };
  const check = (name: string): TypeCheck => checks[name] ?? (() => false);
  suspect(Date.prototype, 'date', check('isDate'));
  suspect(RegExp.prototype, 'regexp', check('isRegExp'));
  suspect(Map.prototype, 'map', check('isMap'));
  suspect(Set.prototype, 'set', check('isSet'));
  suspect(Error.prototype, 'error', check('isNativeError'));
  suspect(ArrayBuffer.prototype, 'array-buffer', check('isArrayBuffer'));
  if (typeof SharedArrayBuffer === 'function') {
    suspect(SharedArrayBuffer.prototype, 'shared-array-buffer', check('isSharedArrayBuffer'));
  }
  for (const { prototype } of [Number, String, Boolean, BigInt]) suspect(prototype, 'boxed', check('isBoxedPrimitive'));
  suspect(Symbol.prototype, 'uncloneable', check('isSymbolObject'));
  suspect(kernel.natives.Promise.prototype, 'uncloneable', check('isPromise'));
  suspect(kernel.natives.WebAssembly?.Module.prototype, 'wasm-module');
  suspect(kernel.natives.WebAssembly?.Memory.prototype, 'wasm-memory');
  for (const name of UNCLONEABLE) {
    suspect(
      (globalThis as unknown as Record<string, { prototype: object } | undefined>)[name]?.prototype,
      'uncloneable',
    );
  }
  for (const value of Object.values(Object.getOwnPropertyDescriptors(Intl))) {
    if (typeof value.value === 'function') suspect(value.value.prototype, 'uncloneable');
  }

  return (object) => {
    if (checks.isProxy?.(object)) return 'uncloneable';
    if (Array.isArray(object)) return 'array';
    if (ArrayBuffer.isView(object)) return 'view';
    let last: object | null = null;
    for (let level = getPrototypeOf(object); level !== null; level = getPrototypeOf(level)) {
      const found = suspects.get(level);
      if (found?.[1](object)) return found[0];
      last = level;
    }
    // Cut off from the built-in prototypes, as the library's SafeMap: only the brand tells.
    if (last !== null && last !== Object.prototype) {
      for (const [kind, confirm] of suspects.values()) if (confirm !== always && confirm(object)) return kind;
    }
    return builtinTag.call(object) === '[object Arguments]' ? 'uncloneable' : 'plain';
  };
}

/** A value that cannot be cloned, as V8 names it in the message. */
export function describeUncloneable(value: unknown): string {
  if (typeof value === 'function') return Function.prototype.toString.call(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const made = dataProperty(value, 'constructor');
  const isNamed = typeof made === 'function' && made.name !== '';
  return dataProperty(value, 'toString') === builtinTag && isNamed ? `#<${made.name}>` : builtinTag.call(value);
}

/** What a getter would say is not asked: it might have effects. */
function dataProperty(object: object, name: string): unknown {
  for (let level: object | null = object; level !== null; level = getPrototypeOf(level)) {
    const property = Object.getOwnPropertyDescriptor(level, name);
    if (property) return property.value;
  }
  return undefined;
}
