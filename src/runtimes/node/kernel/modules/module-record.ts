/** Module records: how names resolve between modules (ECMA-262, "Abstract Module Records"). */

import type { ImportedName, ModuleRequest } from './parse-module.ts';

/** A binding found by name: which module has it, and how to read it. */
export interface ResolvedBinding {
  readonly module: ModuleRecord;
  /** Tells two bindings of one module apart. */
  readonly key: string | ImportedName;
  readonly read: () => unknown;
  /** Whether the value never changes once the module has been evaluated. */
  readonly isConstant: boolean;
}

/** `missing`: no such export. `ambiguous`: two `export *` give different bindings. */
export type Resolution = ResolvedBinding | 'missing' | 'ambiguous';

/** What a resolution went through already, against cycles of re-exports. */
export type ResolveSet = { readonly module: ModuleRecord; readonly name: string }[];

/** `evaluating-async` is part of `evaluated` for the outside (V8's `Module::Status`). */
export type ModuleStatus =
  | 'unlinked'
  | 'linking'
  | 'linked'
  | 'evaluating'
  | 'evaluating-async'
  | 'evaluated'
  | 'errored';

export abstract class ModuleRecord {
  readonly url: string;
  status: ModuleStatus = 'unlinked';
  error: unknown = undefined;
  #namespace: object | undefined;
  readonly #namespaces: WeakSet<object>;

  /** `namespaces` collects the namespace objects, so that others can tell them from plain objects. */
  constructor(url: string, namespaces: WeakSet<object>) {
    this.url = url;
    this.#namespaces = namespaces;
  }

  abstract readonly requests: readonly ModuleRequest[];
  abstract exportNames(seen?: Set<ModuleRecord>): string[];
  abstract resolveExport(name: string, resolveSet?: ResolveSet): Resolution;

  /** The module's namespace object, always the same one. */
  get namespace(): object {
    if (this.#namespace === undefined) {
      this.#namespace = createNamespace(this);
      this.#namespaces.add(this.#namespace);
    }
    return this.#namespace;
  }
}

function createNamespace(module: ModuleRecord): object {
  const bindings = new Map<string, ResolvedBinding>();
  for (const name of module.exportNames().sort()) {
    const resolution = module.resolveExport(name);
    if (typeof resolution === 'object') bindings.set(name, resolution);
  }
  const isSettled = [...bindings.values()].every(
    ({ module: owner, isConstant }) => isConstant && owner.status === 'evaluated',
  );
  return isSettled && module.status === 'evaluated' ? frozenNamespace(bindings) : liveNamespace(bindings);
}

// Nothing can change any more: a frozen object behaves as the real thing, and is as fast to read.
function frozenNamespace(bindings: ReadonlyMap<string, ResolvedBinding>): object {
  const namespace = Object.create(null) as Record<PropertyKey, unknown>;
  for (const [name, binding] of bindings) {
    Object.defineProperty(namespace, name, { value: binding.read(), enumerable: true });
  }
  Object.defineProperty(namespace, Symbol.toStringTag, { value: 'Module' });
  return Object.preventExtensions(namespace);
}

function liveNamespace(bindings: ReadonlyMap<string, ResolvedBinding>): object {
  const target = Object.create(null) as Record<PropertyKey, unknown>;
  for (const name of bindings.keys()) {
    // Writable and not configurable, as the descriptors of a namespace are: the proxy may then answer with any value.
    Object.defineProperty(target, name, { value: undefined, enumerable: true, writable: true });
  }
  Object.defineProperty(target, Symbol.toStringTag, { value: 'Module' });
  Object.preventExtensions(target);
  return new NativeProxy(target, {
    get: (_, key) => (typeof key === 'string' ? bindings.get(key)?.read() : target[key]),
    getOwnPropertyDescriptor(_, key) {
      const binding = typeof key === 'string' ? bindings.get(key) : undefined;
      if (binding === undefined) return Reflect.getOwnPropertyDescriptor(target, key);
      return { value: binding.read(), enumerable: true, writable: true, configurable: false };
    },
    set: () => false,
    defineProperty: () => false,
  });
}

// Captured while this file loads: the global `Proxy` of a program may be a wrapper that marks its proxies.
const NativeProxy = Proxy;
