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

/** Called with the share that has arrived, from 0 to 1. */
export type OnProgress = (share: number) => void;

/** Fetches and compiles; rejects with a `RuntimeError` when a file cannot be had. */
export async function loadEngineFiles(
  baseUrl: URL,
  { files }: DjangoManifest,
  onProgress: OnProgress,
): Promise<EngineFiles> {
  // The worker imports the other two itself, meanwhile.
  const all = [files.wasm, files.standardLibrary, files.sitePackages];
  const total = all.reduce((sum, { bytes }) => sum + bytes, 0);
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), STALL_LIMIT_MS);
  };
  let loaded = 0;
  let percent = 0;
  const count = (bytes: number) => {
    watch();
    loaded += bytes;
    if (Math.floor((100 * loaded) / total) === percent) return;
    percent = Math.floor((100 * loaded) / total);
    onProgress(Math.min(1, percent / 100));
  };
  const open = (file: EngineFile) => download(new URL(file.name, baseUrl), abort.signal);
  watch();
  try {
    const [wasm, standardLibrary, sitePackages] = await Promise.all([
      open(files.wasm).then((body) => compile(body, count)),
      open(files.standardLibrary).then((body) => readAll(body, files.standardLibrary.bytes, count)),
      open(files.sitePackages).then((body) => readAll(body, files.sitePackages.bytes, count)),
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

type Body = ReadableStream<Uint8Array<ArrayBuffer>>;
type Count = (bytes: number) => void;

async function download(url: URL, signal: AbortSignal): Promise<Body> {
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body) throw new Error(`${url.pathname} answered ${response.status}.`);
  return response.body;
}

function compile(body: Body, count: Count): Promise<WebAssembly.Module> {
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      count(chunk.length);
      controller.enqueue(chunk);
    },
  });
  // Named anew, because a host may serve .wasm under a type that streaming compilation refuses.
  const headers = { 'content-type': 'application/wasm' };
  return WebAssembly.compileStreaming(new Response(body.pipeThrough(counter), { headers }));
}

/** Into memory of the size that the manifest names. */
async function readAll(body: Body, length: number, count: Count): Promise<Uint8Array> {
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
