/** How the Django engine starts: from the snapshot of an earlier visit where it can, plainly and with a note where not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DrivenPage } from '../../../scripts/engine/browser.ts';
import type { Runtime } from '../../../src/runtimes/runtime.ts';
import { type EngineBrowser, openEngineBrowser } from '../../harness/engine-page.ts';
import { describeInFirefox } from '../../harness/firefox.ts';
import { recordRun } from './recording.ts';

const CACHE = 'twinstack-django-snapshots';

/** Prints how many modules are there, and each that Python's own importers would have made another of. */
const COMPARE_IMPORTS = `
import gc, sys
from importlib.machinery import PathFinder

def facts(spec):
    return (type(spec.loader), spec.origin, spec.cached, spec.submodule_search_locations, spec.loader_state)

compared = 0
for name, module in list(sys.modules.items()):
    spec = getattr(module, "__spec__", None)
    if not getattr(spec, "has_location", False) or name == "session":
        continue
    parent, _, _ = name.rpartition(".")
    expected = PathFinder.find_spec(name, sys.modules[parent].__path__ if parent else None)
    compared += 1
    if facts(spec) != facts(expected) or module.__file__ != spec.origin or module.__loader__ is not spec.loader:
        print(name, facts(spec), facts(expected))
print(compared > 500, gc.isenabled(), "sitecustomize" in sys.modules, [f for f in sys.meta_path if "Quick" in type(f).__name__])
`;

let browser: EngineBrowser<DrivenPage>;
/** The same browser, where it is Chromium. */
let chromium: EngineBrowser;

/** A new runtime, as on a new visit; whether Django was imported anew, and what the status says at the end. */
async function visit(): Promise<{ runtime: Runtime; isPlain: boolean; note: string | undefined }> {
  const runtime = await browser.open('django');
  const steps: string[] = [];
  runtime.onStatus((status) => status.state === 'loading' && steps.push(status.step));
  await runtime.start();
  // The status reaches this process after the answer to `start`.
  await vi.waitFor(() => expect(runtime.status.state).toBe('ready'), { timeout: 10_000 });
  const { status } = runtime;
  const run = await recordRun(runtime, { 'main.py': 'import django\nprint("works")' }, ['python', 'main.py']);
  expect(run.stdout).toBe('works\n');
  return {
    runtime,
    isPlain: steps.includes('Starting Django'),
    note: status.state === 'ready' ? status.note : undefined,
  };
}

/** The addresses of the kept snapshots, once there is one. */
function untilKept(): Promise<string[]> {
  return browser.page.evaluate(async (name: string) => {
    for (;;) {
      const keys = await (await caches.open(name)).keys();
      if (keys.length > 0) return keys.map(({ url }) => url);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, CACHE);
}

/** What holds in every browser. */
function startCases(): void {
  beforeEach(() => browser.page.evaluate((name: string) => caches.delete(name), CACHE));

  test('the first visit imports Django and keeps a snapshot, the second starts from it', async () => {
    const first = await visit();
    expect(first).toMatchObject({ isPlain: true, note: undefined });
    expect(await untilKept()).toEqual([expect.stringMatching(/\/engines\/django\/snapshot-[0-9a-f]{64}$/)]);
    first.runtime.dispose();
    const second = await visit();
    expect(second).toMatchObject({ isPlain: false, note: undefined });
    second.runtime.dispose();
  });

  test('a kept snapshot that was damaged is found out and replaced, and the status says so', async () => {
    (await visit()).runtime.dispose();
    await untilKept();
    await browser.page.evaluate(async (name: string) => {
      const cache = await caches.open(name);
      const [key] = await cache.keys();
      const kept = key && (await cache.match(key));
      if (!key || !kept) throw new Error('Nothing was kept.');
      const bytes = new Uint8Array(await kept.arrayBuffer());
      await cache.put(key, new Response(bytes.slice(0, bytes.length / 2), { headers: kept.headers }));
    }, CACHE);
    const damaged = await visit();
    expect(damaged.isPlain).toBe(true);
    await untilKept();
    damaged.runtime.dispose();
    const next = await visit();
    expect(next).toMatchObject({ isPlain: false, note: undefined });
    next.runtime.dispose();
  });

  test('without storage every visit starts plainly, and the status says why', async () => {
    await browser.page.evaluate(() => {
      const open = CacheStorage.prototype.open;
      Object.assign(globalThis, { openCache: open });
      CacheStorage.prototype.open = () => Promise.reject(new DOMException('no', 'SecurityError'));
    });
    for (const _ of ['first', 'second']) {
      const { runtime, isPlain, note } = await visit();
      expect(isPlain).toBe(true);
      expect(note).toMatch(/^Python starts more slowly .* storage \(SecurityError\)\.$/);
      runtime.dispose();
    }
    await browser.page.evaluate(() => {
      CacheStorage.prototype.open = (globalThis as unknown as { openCache: CacheStorage['open'] }).openCache;
    });
  });
}

describe('in Chromium', () => {
  beforeAll(async () => {
    chromium = await openEngineBrowser();
    browser = chromium;
  });
  afterAll(() => browser?.close());
  startCases();

  test('a snapshot of other files is deleted, and a full storage is told', async () => {
    await browser.page.evaluate(async (name: string) => {
      await (await caches.open(name)).put('/engines/django/snapshot-old', new Response('old'));
      const put = Cache.prototype.put;
      Object.assign(globalThis, { putInCache: put });
      Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    }, CACHE);
    const { runtime } = await visit();
    await runtime.start();
    const note = expect.stringMatching(/could not keep it \(QuotaExceededError\)/);
    await vi.waitFor(() => expect(runtime.status).toMatchObject({ state: 'ready', note }));
    const left = await browser.page.evaluate(async (name: string) => {
      Cache.prototype.put = (globalThis as unknown as { putInCache: Cache['put'] }).putInCache;
      return (await (await caches.open(name)).keys()).length;
    }, CACHE);
    expect(left).toBe(0);
    runtime.dispose();
  });

  test('what the start imported is as Python imports it, and nothing of the quick way is left', async () => {
    const { runtime } = await visit();
    const run = await recordRun(runtime, { 'main.py': COMPARE_IMPORTS }, ['python', 'main.py']);
    expect(run).toMatchObject({ stdout: 'True True False []\n', stderr: '' });
    runtime.dispose();
  });

  test('Python gets what it starts from while the files of Django are still on their way', async () => {
    const { page } = chromium;
    const held = Promise.withResolvers<void>();
    await page.route('**/site-packages-*', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.evaluate(watchHandedOver);
    const runtime = await browser.open('django');
    const started = runtime.start();
    const handedOver = () => page.evaluate(() => (globalThis as unknown as WatchedPage).handedOver);
    await vi.waitFor(async () => expect(await handedOver()).toEqual(['wasm', 'standardLibrary']), { timeout: 10_000 });
    held.resolve();
    await started;
    expect(await handedOver()).toEqual(['wasm', 'standardLibrary', 'sitePackages']);
    await page.unroute('**/site-packages-*');
    runtime.dispose();
  });

  test.each(['wasm', 'standard-library'])(
    'a start without %s says what to do, and the next one tries again',
    async (name) => {
      await chromium.page.route(`**/*${name}*`, (route) => route.fulfill({ status: 503 }));
      const runtime = await browser.open('django');
      await expect(runtime.start()).rejects.toThrow(/The Django engine could not be loaded/);
      await chromium.page.unroute(`**/*${name}*`);
      await runtime.start();
      await vi.waitFor(() => expect(runtime.status).toEqual({ state: 'ready' }), { timeout: 10_000 });
      runtime.dispose();
    },
  );

  test('a program can neither change the files of the next interpreter nor have another snapshot kept', async () => {
    const { runtime } = await visit();
    const [before] = await readKept();
    const file = 'django/__init__.py';
    const write = `import django\nwith open(django.__file__, "r+b") as file: file.write(b"POISON")\nprint(open(django.__file__).read(6))`;
    expect((await recordRun(runtime, { 'main.py': write }, ['python', 'main.py'])).stdout).toBe('POISON\n');
    const read = `import django\nprint("POISON" in open(django.__file__).read(), "${file}" in django.__file__)`;
    expect((await recordRun(runtime, { 'main.py': read }, ['python', 'main.py'])).stdout).toBe('False True\n');
    expect(await readKept()).toEqual([before]);
    runtime.dispose();
  });
});

interface WatchedPage {
  handedOver: string[];
  Worker: typeof Worker;
}

/** Runs on the page: notes the files that workers are given. */
function watchHandedOver(): void {
  const page = globalThis as unknown as WatchedPage;
  page.handedOver = [];
  page.Worker = class extends Worker {
    override postMessage(message: { file?: object }, ...rest: never[]): void {
      page.handedOver.push(...Object.keys(message.file ?? {}));
      super.postMessage(message, ...rest);
    }
  };
}

describeInFirefox('the Django engine starts', () => {
  beforeAll(async () => {
    browser = await openEngineBrowser('firefox');
  });
  afterAll(() => browser?.close());
  startCases();
});

/** The digests under which snapshots are kept. */
async function readKept(): Promise<(string | null)[]> {
  await untilKept();
  return browser.page.evaluate(async (name: string) => {
    const cache = await caches.open(name);
    const responses = await Promise.all((await cache.keys()).map((key) => cache.match(key)));
    return responses.map((response) => response?.headers.get('x-snapshot-sha256') ?? null);
  }, CACHE);
}
