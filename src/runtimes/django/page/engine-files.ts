/** Downloads the engine once per page; every interpreter starts from the same bytes. */
import { RuntimeError } from '../../runtime.ts';
import type { DjangoManifest, EngineFile } from '../manifest.ts';
import type { EngineFiles } from '../protocol.ts';
import { allocateBytes } from './shared-bytes.ts';

/** The files, each as soon as it is there. All reject with one `RuntimeError` when one cannot be had. */
export type ComingFiles = { readonly [Name in keyof EngineFiles]: Promise<EngineFiles[Name]> } & {
  /** Resolves when all of them are there. */
  readonly all: Promise<void>;
};

/** A download of which nothing arrives for this long is given up. */
const STALL_LIMIT_MS = 30_000;

/** What is left of CPython when the other files are there comes without a sign of life: slow lines get this long. */
const WASM_LIMIT_MS = 180_000;

/**
 * The files are asked for in the order in which a start needs them. A browser unpacks what it has in its cache one after
 * the other, so each waits for the one before; but no longer than this, in ms: over a network they come side by side.
 */
const TURN_MS = 150;

const WASM_TYPE = 'application/wasm';

/** Called with the share that has arrived, from 0 to 1. */
export type OnProgress = (share: number) => void;

/** Begins to fetch and to compile. */
export function loadEngineFiles(baseUrl: URL, { files }: DjangoManifest, onProgress: OnProgress): ComingFiles {
  // The worker imports the other two itself, meanwhile. What arrives of the archives stands for CPython, too: it is as
  // large as one of them, and they all come at once.
  const total = files.standardLibrary.bytes + files.sitePackages.bytes;
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watch = (limitMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), limitMs);
  };
  let loaded = 0;
  let percent = 0;
  const count = (bytes: number) => {
    loaded += bytes;
    watch(loaded < total ? STALL_LIMIT_MS : WASM_LIMIT_MS);
    if (Math.floor((100 * loaded) / total) === percent) return;
    percent = Math.floor((100 * loaded) / total);
    onProgress(Math.min(1, percent / 100));
  };
  const download = (file: EngineFile) => open(new URL(file.name, baseUrl), abort.signal);
  const read = (file: EngineFile) => download(file).then((response) => readAll(response, file.bytes, count));
  const fail = (error: unknown): never => {
    // The other downloads are of no use alone.
    abort.abort();
    throw new RuntimeError(
      'The Django engine could not be loaded.',
      'Check the connection and try again; once loaded, it works offline.',
      { cause: error },
    );
  };
  watch(STALL_LIMIT_MS);
  const wasm = download(files.wasm).then(compile).catch(fail);
  const standardLibrary = turnAfter(wasm).then(() => read(files.standardLibrary).catch(fail));
  const sitePackages = turnAfter(standardLibrary).then(() => read(files.sitePackages).catch(fail));
  const all = Promise.all([wasm, standardLibrary, sitePackages])
    .then(() => undefined)
    .finally(() => clearTimeout(timer));
  return { wasm, standardLibrary, sitePackages, all };
}

/** Resolves when `previous` has come, or failed, or takes longer than a file from the cache does. */
async function turnAfter(previous: Promise<unknown>): Promise<void> {
  const { promise: timeIsUp, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, TURN_MS);
  await Promise.race([previous.catch(() => undefined), timeIsUp]);
  clearTimeout(timer);
}

async function open(url: URL, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}.`);
  return response;
}

/**
 * The response goes to the compiler as it came, uncounted: only so does Chromium keep the machine code beside the file
 * and use it at the next visit, which saves a third of a start (https://v8.dev/blog/wasm-code-caching).
 */
function compile(response: Response): Promise<WebAssembly.Module> {
  if (response.headers.get('content-type') === WASM_TYPE) return WebAssembly.compileStreaming(response);
  // Named anew: a host may serve .wasm under a type that streaming compilation refuses.
  return WebAssembly.compileStreaming(new Response(response.body, { headers: { 'content-type': WASM_TYPE } }));
}

/** Into memory of the size that the manifest names. */
async function readAll({ body }: Response, length: number, count: (bytes: number) => void): Promise<Uint8Array> {
  if (!body) throw new Error('An answer came without a file.');
  const bytes = allocateBytes(length);
  const reader = body.getReader();
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes.set(part.value, at);
    at += part.value.length;
    count(part.value.length);
  }
  if (at !== length) throw new Error(`A file of ${length} bytes ended after ${at}.`);
  return bytes;
}
