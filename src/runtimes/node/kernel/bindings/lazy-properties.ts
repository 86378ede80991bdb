import type { Kernel } from '../kernel.ts';

/** Properties that load a module of the library when they are first read (Node.js src/node_util.cc: DefineLazyProperties). */
export function defineLazyProperties(
  kernel: Kernel,
  target: object,
  id: string,
  keys: readonly string[],
  enumerable: boolean,
): void {
  for (const key of keys) {
    const settle = (value: unknown) =>
      Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable });
    // Computed method names: the accessors are called as the property is.
    const { get } = {
      get: {
        [key]() {
          const value = kernel.requireBuiltin(id)[key];
          settle(value);
          return value;
        },
      }[key],
    };
    const { set } = {
      set: {
        [key](value: unknown) {
          settle(value);
        },
      }[key],
    };
    Object.defineProperty(target, key, { get, set, configurable: true, enumerable });
  }
}
