/** What a page's scripts become, page after page. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { LoadedFile, ResourceLoader } from '../../../src/preview/document/resource-loader.ts';
import { type ImportMap, ScriptLoader } from '../../../src/preview/document/script-loader.ts';

const { rewriteScript } = vi.hoisted(() => ({ rewriteScript: vi.fn() }));
vi.mock('../../../src/preview/document/script.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../../src/preview/document/script.ts')>();
  return { ...original, rewriteScript: rewriteScript.mockImplementation(original.rewriteScript) };
});
beforeEach(() => {
  rewriteScript.mockClear();
});

const page = new URL('http://localhost:8000/');
const script = new URL('/app.js', page);

/** Loads the same file for page after page, as the preview's cache does. */
function keep(code: string) {
  const file: LoadedFile = { url: script, headers: [], bytes: new TextEncoder().encode(code) };
  const loader = { load: async () => file } as unknown as ResourceLoader;
  return async (importMap: ImportMap = {}) =>
    (await new ScriptLoader(loader, page, importMap).loadScript(script))?.body;
}

test('a script that is kept is parsed for its first page only', async () => {
  const load = keep('location.href;');
  const first = await load();
  expect(first).not.toBe('location.href;');
  expect(await load()).toBe(first);
  expect(rewriteScript).toHaveBeenCalledTimes(1);
});

test('what a script imports is looked up in the import map of each page', async () => {
  const load = keep("import('chart');");
  expect(await load()).not.toContain('/one.js');
  expect(await load({ chart: 'http://localhost:8000/one.js' })).toContain('http://localhost:8000/one.js');
});
