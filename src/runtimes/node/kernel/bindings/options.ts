import type { BindingFactory } from '../kernel.ts';

/** Command line options (Node.js src/node_options.cc). */
export const createOptionsBinding: BindingFactory = (kernel, stub) =>
  Object.assign(stub, {
    getCLIOptionsValues: () => ({
      __proto__: null,
      ...kernel.facts.options,
      ...kernel.program.options,
    }),
    getCLIOptionsInfo: () => ({ options: new Map(), aliases: new Map() }),
    getEmbedderOptions: () => ({
      __proto__: null,
      shouldNotRegisterESMLoader: false,
      noGlobalSearchPaths: false,
      noBrowserGlobals: false,
      hasEmbedderPreload: false,
    }),
    getOptionsAsFlags: () => [],
    getEnvOptionsInputType: () => new Map(),
    getNamespaceOptionsInputType: () => new Map(),
  });
