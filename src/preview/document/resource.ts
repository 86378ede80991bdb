/**
 * What a page needs beside its HTML. The frame makes a `blob:` address for each, in its own origin, and puts it where
 * the text says `placeholder(key)`.
 */
export interface Resource {
  /** The address it was loaded from; `<address>#classic` for a script that is no module. */
  readonly key: string;
  readonly contentType: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** HTML and what belongs to it, ready for the frame. */
export interface PreparedDocument {
  readonly html: string;
  readonly resources: readonly Resource[];
  /** Modules by address: the frame maps each to its blob. */
  readonly modules: readonly Resource[];
}

/** No text of a server can know it. */
const nonce = crypto.randomUUID();

/** Stands for the address of a resource in HTML. */
export function placeholder(key: string): string {
  return `preview-resource:${nonce}:${encodeURIComponent(key)};`;
}

export const PLACEHOLDER_START = `preview-resource:${nonce}:`;
