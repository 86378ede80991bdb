/** Downloads the engine once per page; every interpreter starts from the same bytes. */
import { RuntimeError } from '../../runtime.ts';
import type { DjangoManifest, EngineFile } from '../manifest.ts';

export interface EngineFiles {
  readonly wasm: WebAssembly.Module;
  readonly standardLibrary: Uint8Array<ArrayBuffer>;
  readonly sitePackages: Uint8Array<ArrayBuffer>;
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
  // The worker imports the last two itself; by then they should be in the browser's cache.
  const all = [files.wasm, files.standardLibrary, files.sitePackages, files.pyodide, files.worker];
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
  const open = (file: EngineFile) => download(new URL(file.name, baseUrl), abort.signal, count);
  watch();
  try {
    const [wasm, standardLibrary, sitePackages] = await Promise.all([
      open(files.wasm).then(compile),
      open(files.standardLibrary).then(toBytes),
      open(files.sitePackages).then(toBytes),
      open(files.pyodide).then(toBytes),
      open(files.worker).then(toBytes),
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

/** A response whose bytes are counted as they pass. */
async function download(url: URL, signal: AbortSignal, count: (bytes: number) => void): Promise<Response> {
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body) throw new Error(`${url.pathname} answered ${response.status}.`);
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      count(chunk.length);
      controller.enqueue(chunk);
    },
  });
  // Named anew, because a host may serve .wasm under a type that streaming compilation refuses.
  return new Response(response.body.pipeThrough(counter), { headers: { 'content-type': 'application/wasm' } });
}

const compile = (response: Response): Promise<WebAssembly.Module> => WebAssembly.compileStreaming(response);

const toBytes = async (response: Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await response.arrayBuffer());
