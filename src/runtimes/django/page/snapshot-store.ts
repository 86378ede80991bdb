/**
 * Keeps the memory snapshot between visits, in the Cache API. Only the page writes to it, and only what an interpreter
 * sent before any program ran in it: a learner's program can neither reach the store nor have something put there.
 */
import type { DjangoManifest } from '../manifest.ts';

const CACHE = 'twinstack-django-snapshots';
const DIGEST_HEADER = 'x-snapshot-sha256';

/** What was found. `problem` says, as part of a sentence, why there is none; without both, none was kept yet. */
export interface StoredSnapshot {
  readonly snapshot?: Uint8Array<ArrayBuffer>;
  readonly problem?: string;
}

export class SnapshotStore {
  readonly #url: Promise<URL>;

  /** A snapshot fits only the very files and the kind of browser that made it: its address is made of both. */
  constructor(baseUrl: URL, { files }: DjangoManifest) {
    const parts = [...Object.values(files).map(({ name }) => name), navigator.userAgent];
    this.#url = digest(new TextEncoder().encode(parts.join('\n'))).then((key) => new URL(`snapshot-${key}`, baseUrl));
    // Without the means to make a key there is no store either: `load` and `save` say so.
    this.#url.catch(() => undefined);
  }

  /** Never rejects. A record that was changed or cut off is deleted. */
  async load(): Promise<StoredSnapshot> {
    try {
      const [cache, url] = await Promise.all([caches.open(CACHE), this.#url]);
      const response = await cache.match(url);
      if (!response) return {};
      const snapshot = new Uint8Array(await response.arrayBuffer());
      if ((await digest(snapshot)) === response.headers.get(DIGEST_HEADER)) return { snapshot };
      await cache.delete(url);
      return { problem: 'the one this browser kept was damaged' };
    } catch (error) {
      return { problem: `this browser gives no access to its storage (${nameOf(error)})` };
    }
  }

  /** Never rejects: returns the problem when it could not be kept. Snapshots of other versions are deleted first. */
  async save(snapshot: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
    try {
      const [cache, url] = await Promise.all([caches.open(CACHE), this.#url]);
      await Promise.all((await cache.keys()).map((old) => cache.delete(old)));
      const headers = { 'content-type': 'application/octet-stream', [DIGEST_HEADER]: await digest(snapshot) };
      await cache.put(url, new Response(snapshot, { headers }));
      return undefined;
    } catch (error) {
      return `this browser could not keep it (${nameOf(error)})`;
    }
  }

  /** Forgets a snapshot that could not be restored. */
  async delete(): Promise<void> {
    try {
      const [cache, url] = await Promise.all([caches.open(CACHE), this.#url]);
      await cache.delete(url);
    } catch {
      // No storage, nothing to forget.
    }
  }
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));
