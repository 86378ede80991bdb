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

/** Longer texts would make the HTML a burden; in characters. */
const MOST_IN_ADDRESS = 500_000;

/** The encoding of a library takes a few ms, and it is the same for every page. */
const encodedTexts = new WeakMap<TextResource, string>();

export type TextResource = Resource & { readonly body: string };

/**
 * What to write into the HTML for a style sheet or a script: an address that holds it, which a browser reads at once. The
 * `blob:` of a resource takes a browser some ms to make and to load.
 */
export function addressOf(resource: TextResource, resources: Resource[]): string {
  const { key, contentType, body } = resource;
  if (body.length > MOST_IN_ADDRESS) {
    resources.push(resource);
    return placeholder(key);
  }
  const encoded = encodedTexts.get(resource) ?? `data:${contentType};charset=utf-8,${encodeURIComponent(body)}`;
  encodedTexts.set(resource, encoded);
  return encoded;
}

export const PLACEHOLDER_START = `preview-resource:${nonce}:`;
