/** What a built Django engine consists of. Written by bundle/build.ts, read by the page. */

/** A file in the engine's folder. Its name carries a hash of its content. */
export interface EngineFile {
  readonly name: string;
  /** As it is stored, before HTTP compression. */
  readonly bytes: number;
}

export interface DjangoManifest {
  readonly versions: {
    readonly python: string;
    readonly pyodide: string;
    readonly django: string;
    readonly asgiref: string;
    readonly sqlparse: string;
    readonly tzdata: string;
  };
  readonly files: {
    /** The module worker that runs Python. */
    readonly worker: EngineFile;
    /** Pyodide's JavaScript, imported by the worker. */
    readonly pyodide: EngineFile;
    /** CPython. */
    readonly wasm: EngineFile;
    /** The standard library, a zip of bytecode. */
    readonly standardLibrary: EngineFile;
    /** Django and what it needs, with the engine's own Python modules; format: worker/archive.ts. */
    readonly sitePackages: EngineFile;
  };
  /** Licence texts of what is in the bundle, one file each. */
  readonly licences: readonly { readonly of: string; readonly file: EngineFile }[];
}
