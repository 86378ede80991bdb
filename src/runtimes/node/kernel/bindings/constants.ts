import type { Binding, BindingFactory } from '../kernel.ts';

/** `os.constants`, `fs.constants`, `zlib.constants` …: nobody may change them. */
export const createConstantsBinding: BindingFactory = (_kernel, stub) =>
  Object.fromEntries(Object.entries(stub).map(([name, group]) => [name, readOnly(group)])) as Binding;

// New objects: to lock the properties of an existing one, V8 makes a hidden class for each, a tenth of the boot.
function readOnly(group: unknown): unknown {
  if (typeof group !== 'object' || group === null) return group;
  const locked = Object.create(null) as object;
  for (const [name, value] of Object.entries(group)) {
    const isGroup = typeof value === 'object';
    // The library adds to the groups, so they are not frozen.
    Object.defineProperty(locked, name, {
      value: readOnly(value),
      enumerable: true,
      writable: isGroup,
      configurable: isGroup,
    });
  }
  return locked;
}
