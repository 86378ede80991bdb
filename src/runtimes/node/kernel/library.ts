/** Node's library as the bundle hands it over (lib/bundle-library.ts). */
import type { LoadPart } from './engine-parts.ts';
import type { NodeFacts } from './node-facts.ts';

/** A module of the library; its parameters depend on what the module is. */
export type LibraryModule = (...args: unknown[]) => unknown;

/** Ids with the line of its script that each one's first line is on, ascending: for stack traces. */
export type LineTable = readonly (readonly [line: number, id: string])[];

/** What one script of the library leaves behind. */
export interface LibraryScript {
  readonly modules: Readonly<Record<string, LibraryModule>>;
  readonly lines: LineTable;
}

/** The script that every worker loads. */
export interface NodeLibrary extends LibraryScript {
  readonly facts: NodeFacts;
}

/** The script with Node's HTTP modules. */
export interface HttpLibraryScript extends LibraryScript {
  /** Node's HTTP parser (llhttp) as WebAssembly, base64. */
  readonly llhttpWasm: string;
}

/** The global under which the bundle leaves the library. */
export const LIBRARY_GLOBAL = 'twinstackNodeLibrary';

/** The first script's name among those of the library; the others are engine parts called `library-<name>`. */
export const CORE_SCRIPT = 'core';

/** Name of the engine part that holds a script of the library. */
export function libraryPart(script: string): string {
  return `library-${script}`;
}

/**
 * Adds the modules of the library's other scripts: the first use of one loads its script. `onScript` is told of each
 * script that has been loaded.
 */
export function addLaterModules(
  { modules, facts }: NodeLibrary,
  loadPart: LoadPart,
  onScript: (name: string, script: LibraryScript) => void,
): void {
  for (const [name, ids] of Object.entries(facts.laterModules)) {
    const load = (): LibraryScript['modules'] => {
      const script = loadPart(libraryPart(name)) as unknown as LibraryScript;
      for (const [name, value] of Object.entries(script.modules)) {
        // Without a prototype: the program may have put `get` on Object.prototype.
        Object.defineProperty(modules, name, { __proto__: null, value, writable: true, enumerable: true } as object);
      }
      onScript(name, script);
      return script.modules;
    };
    for (const id of ids) {
      Object.defineProperty(modules, id, {
        get: () => load()[id],
        set: (module: LibraryModule) => {
          load();
          Reflect.set(modules, id, module);
        },
        configurable: true,
        enumerable: true,
      });
    }
  }
}
