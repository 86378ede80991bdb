/** What the build of the engine wrote down about its files: `build/engines/node/manifest.json`. */
export interface NodeManifest {
  /** `26.10.0`. */
  readonly version: string;
  /** The first script of Node's library. */
  readonly library: EngineFile;
  readonly kernel: EngineFile;
  /** What many programs need and none needs to start. */
  readonly usedSoon: readonly EngineFile[];
  /** File with the licence of Node.js and of what it bundles. */
  readonly licence: string;
}

export interface EngineFile {
  /** Name in the engine's folder, with a hash of the content. */
  readonly file: string;
  /** Size before compression. */
  readonly bytes: number;
}
