/** Classes that look as those that Node's C++ makes. */
import { codedError } from '../../kernel/coded-error.ts';

/** Handed to constructors by the binding itself. */
export const INTERNAL = Symbol('internal');

/** Refuses a constructor that only the binding may call. */
export function requireInternal(key: unknown): void {
  if (key !== INTERNAL) throw codedError(Error, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
}

/** Native methods are enumerable. */
export function exposeMethods(nativeClass: { readonly prototype: object }): void {
  const { prototype } = nativeClass;
  for (const key of Reflect.ownKeys(prototype)) {
    if (key !== 'constructor') Object.defineProperty(prototype, key, { enumerable: true });
  }
}

/** Native getters are properties of each object, which cannot be redefined. */
export function defineGetters(object: object, getters: Readonly<Record<string, () => unknown>>): void {
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(object, name, { get, enumerable: true, configurable: false });
  }
}

/** A constructor that says in Node's words that it wants `new`. */
export function callableOnlyWithNew<Class extends new (...args: never[]) => object>(nativeClass: Class): Class {
  function construct(this: unknown, ...args: unknown[]): object {
    if (!new.target) {
      throw codedError(TypeError, 'ERR_CONSTRUCT_CALL_REQUIRED', 'Cannot call constructor without `new`');
    }
    return Reflect.construct(nativeClass, args, new.target);
  }
  Object.defineProperty(construct, 'name', { value: nativeClass.name });
  Object.defineProperty(construct, 'prototype', { value: nativeClass.prototype, writable: false });
  Object.defineProperty(nativeClass.prototype, 'constructor', { value: construct });
  return construct as unknown as Class;
}
