/** Which kept snapshot a visit finds: only the one that the very same files made in the same browser. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DjangoManifest } from '../../../src/runtimes/django/manifest.ts';
import { SnapshotStore } from '../../../src/runtimes/django/page/snapshot-store.ts';

const BASE = new URL('https://course.example/engines/django/');
const VERSIONS = { python: '3', pyodide: '3', django: '5', asgiref: '3', sqlparse: '0', tzdata: '1' };
const FILES = {
  worker: { name: 'worker-a.js', bytes: 1 },
  pyodide: { name: 'pyodide-a.js', bytes: 1 },
  wasm: { name: 'python-a.wasm', bytes: 1 },
  standardLibrary: { name: 'standard-library-a.zip', bytes: 1 },
  sitePackages: { name: 'site-packages-a.bin', bytes: 1 },
};
const SNAPSHOT = Uint8Array.of(1, 2, 3);

/** The one cache of the Cache API that the store uses. */
const kept = new Map<string, Response>();
const cache = {
  match: async (url: URL) => kept.get(url.href)?.clone(),
  put: async (url: URL, response: Response) => void kept.set(url.href, response),
  keys: async () => [...kept.keys()].map((url) => new URL(url)),
  delete: async (url: URL) => kept.delete(url.href),
};

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('caches', { open: async () => cache });
});
afterEach(() => vi.unstubAllGlobals());

const openStore = (files: Partial<DjangoManifest['files']> = {}) =>
  new SnapshotStore(BASE, { versions: VERSIONS, files: { ...FILES, ...files }, licences: [] });

test('the same files in the same browser find what was kept', async () => {
  expect(await openStore().save(SNAPSHOT)).toBeUndefined();
  expect(await openStore().load()).toEqual({ snapshot: SNAPSHOT });
});

test.each(Object.keys(FILES) as (keyof typeof FILES)[])('a bundle with another %s finds none', async (part) => {
  await openStore().save(SNAPSHOT);
  // A name has a hash of the content: this is what another version of it looks like.
  const other = openStore({ [part]: { name: FILES[part].name.replace('-a.', '-b.'), bytes: 1 } });
  expect(await other.load()).toEqual({});
  await other.save(Uint8Array.of(9));
  expect(kept.size).toBe(1);
  expect(await openStore().load()).toEqual({});
});

test('another browser, or another version of it, finds none', async () => {
  await openStore().save(SNAPSHOT);
  vi.stubGlobal('navigator', { userAgent: 'Another/2.0' });
  expect(await openStore().load()).toEqual({});
});

test('one whose bytes were changed is refused and deleted', async () => {
  await openStore().save(SNAPSHOT);
  const [[url, response] = []] = kept;
  if (!url || !response) throw new Error('Nothing was kept.');
  kept.set(url, new Response(Uint8Array.of(1, 2, 4), { headers: response.headers }));
  expect(await openStore().load()).toEqual({ problem: 'the one this browser kept was damaged' });
  expect(kept.size).toBe(0);
});
