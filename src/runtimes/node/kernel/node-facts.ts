/** What the build learned from the pinned Node and hands to the kernel beside the library. */

/** The dumped shape of a value of a real binding; see `lib/dump-facts.ts`. */
export type Shape =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  /** NaN, infinities and negative zero, which JSON cannot carry. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'bigint'; readonly text: string }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'symbol'; readonly description: string }
  | { readonly kind: 'array'; readonly items: readonly Shape[] }
  | { readonly kind: 'typed-array'; readonly type: string; readonly length: number }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Shape, Shape])[] }
  | { readonly kind: 'object'; readonly properties: Readonly<Record<string, Shape>> }
  | {
      readonly kind: 'function';
      readonly name: string;
      /** Names on the prototype and its parents; present for classes. */
      readonly methods?: readonly string[];
      readonly statics?: Readonly<Record<string, Shape>>;
    };

export interface NodeFacts {
  /** `v26.10.0`. */
  readonly version: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly release: Readonly<Record<string, unknown>>;
  /** Every command line option with its default. */
  readonly options: Readonly<Record<string, unknown>>;
  /** libuv's errors: negative number to code and text. */
  readonly uvErrors: readonly (readonly [number, readonly [code: string, message: string]])[];
  /** Shapes of the bindings by name. */
  readonly bindings: Readonly<Record<string, Shape>>;
  /** Names of the language's own globals: everything else of the worker's global object is removed. */
  readonly languageGlobals: readonly string[];
  /** `process.config`, as JSON text. */
  readonly config: string;
  readonly builtinIds: readonly string[];
  /** Ids of the library's modules that are not in its first script, by script. */
  readonly laterModules: Readonly<Record<string, readonly string[]>>;
}
