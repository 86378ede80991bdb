import type { Kernel, LibraryFunction } from '../kernel.ts';

/** What the bindings `contextify` and `module_wrap` share for one kernel. */
export interface ModuleState {
  /** All module namespace objects: what `util.types.isModuleNamespaceObject` asks. */
  readonly namespaces: WeakSet<object>;
  /** `(referrerSymbol, specifier, phase, attributes, referrerName)` to a promise of the namespace. */
  importDynamically: LibraryFunction | undefined;
  /** `(symbol, meta, wrap)`: fills `import.meta` of modules made with `vm.SourceTextModule`. */
  initializeImportMeta: LibraryFunction | undefined;
  /** `(moduleUrl)` to `import.meta.resolve`. */
  createImportMetaResolve: LibraryFunction | undefined;
}

const states = new WeakMap<Kernel, ModuleState>();

/** The module state of this kernel, made on first use. */
export function moduleStateOf(kernel: Kernel): ModuleState {
  let state = states.get(kernel);
  if (state === undefined) {
    state = {
      namespaces: new WeakSet(),
      importDynamically: undefined,
      initializeImportMeta: undefined,
      createImportMetaResolve: undefined,
    };
    states.set(kernel, state);
  }
  return state;
}
