/** Downloads the engine once per page; every interpreter starts from the same bytes. */
import { RuntimeError } from '../../runtime.ts';
import type { DjangoManifest, EngineFile } from '../manifest.ts';
import { allocateBytes } from './shared-bytes.ts';

export interface EngineFiles {
  readonly wasm: WebAssembly.Module;
  readonly standardLibrary: Uint8Array;
  readonly sitePackages: Uint8Array;
}

/** A download of which nothing arrives for this long is given up. */
const STALL_LIMIT_MS = 30_000;

/** What is left of CPython when the other files are there comes without a sign of life: slow lines get this long. */
const WASM_LIMIT_MS = 180_000;

const WASM_TYPE = 'application/wasm';

/** Called with the share that has arrived, from 0 to 1. */
export type OnProgress = (share: number) => void;

/** Fetches and compiles; rejects with a `RuntimeError` when a file cannot be had. */
export async function loadEngineFiles(
  baseUrl: URL,
  { files }: DjangoManifest,
  onProgress: OnProgress,
): Promise<EngineFiles> {
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
  watch(STALL_LIMIT_MS);
  try {
    const [wasm, standardLibrary, sitePackages] = await Promise.all([
      download(files.wasm).then(compile),
      read(files.standardLibrary),
      read(files.sitePackages),
    ]);
    return { wasm, standardLibrary, sitePackages };
  } catch (error) {
    // The other downloads are of no use alone.
    abort.abort();
    throw new RuntimeError(
      'The Django engine could not be loaded.',
      'Check the connection and try again; once loaded, it works offline.',
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
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
