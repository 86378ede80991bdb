/** Loads what pages are made of, and keeps it as a browser's cache would. */

import { headerOf } from '../network/headers.ts';
import type { LoadedResponse, PreviewNetwork } from '../network/preview-network.ts';
import type { Destination } from '../network/request-log.ts';

/** A whole answer that is fit for use. */
export interface LoadedFile {
  readonly url: URL;
  readonly headers: LoadedResponse['headers'];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class ResourceLoader {
  readonly #network: PreviewNetwork;
  readonly #kept = new Map<string, Promise<LoadedFile | undefined>>();

  constructor(network: PreviewNetwork) {
    this.#network = network;
  }

  /** The file at a URL; undefined when the server does not have it. Never rejects. */
  load(url: URL, destination: Destination, referrer: URL): Promise<LoadedFile | undefined> {
    const key = url.href.split('#')[0] ?? url.href;
    const loading = this.#kept.get(key) ?? this.#fetch(url, destination, referrer);
    this.#kept.set(key, loading);
    void loading.then((file) => {
      if (!file || !isReusable(file)) this.#kept.delete(key);
    });
    return loading;
  }

  /** Another run may have other files; and the learner may ask for everything anew. */
  forget(): void {
    this.#kept.clear();
  }

  async #fetch(url: URL, destination: Destination, referrer: URL): Promise<LoadedFile | undefined> {
    try {
      const response = await this.#network.load({ url, method: 'GET', headers: [], destination, referrer });
      const bytes = new Uint8Array(await new Response(response.body).arrayBuffer());
      return response.status >= 200 && response.status < 300
        ? { url: response.url, headers: response.headers, bytes }
        : undefined;
    } catch {
      // The log of requests says why.
      return undefined;
    }
  }
}

/**
 * Whether a file may be shown again without asking: the server said so, or it has a date and nothing against it
 * (RFC 9111, section 4.2.2, heuristic freshness). Within one run of a program that is until the learner reloads.
 */
function isReusable({ headers }: LoadedFile): boolean {
  const control = headerOf(headers, 'cache-control')?.toLowerCase() ?? '';
  if (/no-store|no-cache|max-age=0\b/.test(control)) return false;
  return /max-age=\d/.test(control) || headerOf(headers, 'last-modified') !== undefined;
}
