import type { BindingFactory, LibraryFunction } from '../kernel.ts';

/** Node's own library as modules (Node.js src/node_builtins.cc). */
export const createBuiltinsBinding: BindingFactory = (kernel, stub) => {
  const { facts, library } = kernel;
  return Object.assign(stub, {
    builtinIds: [...facts.builtinIds],
    natives: {},
    config: facts.config,
    builtinCategories: { cannotBeRequired: new Set(), canBeRequired: new Set(facts.builtinIds) },
    compileFunction(id: string) {
      const module = library.modules[id];
      if (!module) throw new Error(`The embedded Node.js does not contain ${id}.`);
      // V8 compiles a library function lazily, when it is first called; a real Node has it in its snapshot.
      return function runModule(this: unknown, ...args: unknown[]): unknown {
        return kernel.loop.offTheClock(() => module.apply(this, args));
      };
    },
    hasCachedBuiltins: () => true,
    getCacheUsage: () => ({ compiledWithCache: [], compiledWithoutCache: [], compiledInSnapshot: [] }),
    setInternalLoaders: (internalBinding: LibraryFunction, requireBuiltin: LibraryFunction) =>
      kernel.setInternalLoaders(internalBinding, requireBuiltin),
  });
};
