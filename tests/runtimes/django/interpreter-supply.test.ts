/** What the supply makes of the ways in which an interpreter can end before its snapshot has come. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DjangoManifest } from '../../../src/runtimes/django/manifest.ts';
import { InterpreterSupply } from '../../../src/runtimes/django/page/interpreter-supply.ts';
import type { ToWorker } from '../../../src/runtimes/django/protocol.ts';

const BASE = new URL('https://course.example/engines/django/');
const SNAPSHOT = Uint8Array.of(1, 2, 3);
const EMPTY_WASM = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const MANIFEST: DjangoManifest = {
  versions: { python: '3', pyodide: '3', django: '5', asgiref: '3', sqlparse: '0', tzdata: '1' },
  files: {
    worker: { name: 'worker.js', bytes: 1 },
    pyodide: { name: 'pyodide.js', bytes: 1 },
    wasm: { name: 'python.wasm', bytes: EMPTY_WASM.length },
    standardLibrary: { name: 'standard-library.zip', bytes: 1 },
    sitePackages: { name: 'site-packages.bin', bytes: 1 },
  },
  licences: [],
};

/** A worker that is ready at once; what becomes of its snapshot, the test says. */
class FakeWorker extends EventTarget {
  static readonly all: FakeWorker[] = [];
  /** What it was asked to do about a snapshot. */
  snapshots: string | undefined;

  constructor() {
    super();
    FakeWorker.all.push(this);
  }

  postMessage(message: ToWorker): void {
    if (message.type !== 'boot') return;
    this.snapshots = message.snapshots;
    this.say({ type: 'ready' });
  }

  say(message: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }));
  }

  terminate(): void {
    // Whatever it says from now on, nobody listens.
  }
}

const kept = new Map<string, Response>();
const cache = {
  match: async () => undefined,
  put: async (url: URL, response: Response) => void kept.set(url.href, response),
  keys: async () => [],
  delete: async () => false,
};

function answer(url: URL): Response {
  if (!url.pathname.endsWith('.wasm')) return new Response(Uint8Array.of(0));
  return new Response(EMPTY_WASM, { headers: { 'content-type': 'application/wasm' } });
}

let supply: InterpreterSupply;
beforeEach(() => {
  kept.clear();
  FakeWorker.all.length = 0;
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('crossOriginIsolated', false);
  vi.stubGlobal('caches', { open: async () => cache });
  vi.stubGlobal('fetch', async (url: URL) => answer(url));
  supply = new InterpreterSupply(
    BASE,
    MANIFEST,
    () => undefined,
    () => undefined,
  );
});
afterEach(() => {
  supply.close();
  vi.unstubAllGlobals();
});

const asked = () => FakeWorker.all.map(({ snapshots }) => snapshots);

test('one that is closed before its snapshot came says nothing of the browser: the next one makes it', async () => {
  (await supply.take()).close();
  await supply.prepare();
  expect({ note: supply.note, asked: asked() }).toEqual({ note: undefined, asked: ['make', 'make'] });
  FakeWorker.all.at(-1)?.say({ type: 'snapshot', snapshot: SNAPSHOT });
  await expect.poll(() => kept.size).toBe(1);
});

test('one that dies before its snapshot came says nothing of the browser either', async () => {
  await supply.take();
  FakeWorker.all.at(-1)?.dispatchEvent(new Event('error'));
  await supply.prepare();
  expect({ note: supply.note, asked: asked() }).toEqual({ note: undefined, asked: ['make', 'make'] });
});

test('where one says that it could make none, the next ones are asked for none', async () => {
  await supply.take();
  FakeWorker.all.at(-1)?.say({ type: 'snapshot' });
  await supply.prepare();
  const note = 'Python starts more slowly without its memory snapshot: this browser could not make one.';
  expect({ note: supply.note, asked: asked() }).toEqual({ note, asked: ['make', 'none'] });
});
