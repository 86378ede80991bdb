/** Starts a Python interpreter from what the page sent: plainly, or from a memory snapshot. */
import { loadPyodide } from 'pyodide';
import type { EngineFiles, ToWorker } from '../protocol.ts';
import { type Disk, unpackArchive } from './archive.ts';
import type { InterruptFlag } from './interrupt-flag.ts';
import { replaceLocalTime } from './local-time.ts';
import { type OpenSnapshot, openSnapshot, packSnapshot } from './snapshot.ts';

export type BootMessage = Extract<ToWorker, { type: 'boot' }>;

/** What the engine uses of Pyodide's API (https://pyodide.org/en/stable/usage/api/js-api.html). */
export interface Interpreter {
  readonly FS: Disk;
  runPython(code: string): unknown;
  pyimport(module: string): Session;
  setStdin(options: { read(buffer: Uint8Array): number; isatty: boolean }): void;
  setStdout(options: { write(buffer: Uint8Array): number; isatty: boolean }): void;
  setStderr(options: { write(buffer: Uint8Array): number; isatty: boolean }): void;
  setInterruptBuffer(buffer: InterruptFlag): void;
  makeMemorySnapshot(): Uint8Array<ArrayBuffer>;
}

/** python/twinstack_engine/session.py */
export interface Session {
  prepare_for_interrupts(): void;
  /** Functions that Python calls. */
  use_host(functions: object): void;
  /** `sendTrace` gets each batch of what `traceJson`, a list of `TraceKind`, asks for. */
  run(commandJson: string, traceJson: string, sendTrace: (batchJson: string) => void): string;
  check(sendText: (text: string) => void, traceJson: string): void;
  take_queries(): string | undefined;
  find_syntax_problems(path: string, text: string): string;
  read_database(content: Uint8Array, questionJson: string): string;
  answer(requestJson: string, body: Uint8Array): PythonAnswer;
}

/** python/twinstack_engine/server.py, `Answer` */
export interface PythonAnswer {
  /** Status, reason and headers as JSON. */
  head(): string;
  /** The next piece of the body; undefined at its end. Throws what the application raises. */
  next_piece(): { toJs(): Uint8Array<ArrayBuffer>; destroy(): void } | undefined;
  close(): void;
  destroy(): void;
}

/** More memory than this is a `MemoryError` in Python; without a limit the tab itself would run out. */
const MEMORY_LIMIT_BYTES = 768 * 1024 * 1024;

/** The `info` of Pyodide's lock file, put here by the build; Pyodide compares it with itself. */
declare const PYODIDE_LOCK_INFO: object;

/** Where Pyodide believes its files are. Nothing is ever loaded from there: see `serveDownloads`. */
const INDEX_URL = 'https://engine.invalid/';
const STANDARD_LIBRARY_URL = `${INDEX_URL}standard-library.zip`;

/** The module object of Emscripten, as far as a snapshot's restore needs it. */
interface EmscriptenModule {
  readonly HEAP8: Int8Array;
  growMemory(bytes: number): void;
}
type CreateModule = (settings: object) => Promise<EmscriptenModule>;

/** Pyodide's own large module. */
export interface PyodideScript {
  readonly default: CreateModule;
}

/** What the interpreter is made of; each comes when the page has it. */
export interface BootParts {
  readonly script: Promise<PyodideScript>;
  readonly files: { readonly [Name in keyof EngineFiles]: Promise<EngineFiles[Name]> };
}

/** Boots Python and imports Django (or restores both). */
export async function boot(
  { script, files }: BootParts,
  message: BootMessage,
  onStep: (step: string) => void,
): Promise<Interpreter> {
  const { default: createModule } = await script;
  const snapshot = message.snapshot && openSnapshot(message.snapshot);
  serveDownloads(files);
  let folder = '';
  const interpreter = (await loadPyodide({
    indexURL: INDEX_URL,
    // No packages: all there is is in the archive.
    lockFileContents: { info: PYODIDE_LOCK_INFO, packages: {} },
    packageBaseUrl: INDEX_URL,
    stdLibURL: STANDARD_LIBRARY_URL,
    enableRunUntilComplete: false,
    // What Python programs find in `import js`: nothing.
    jsglobals: {},
    env: { HOME: '/home', PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1', PYTHONINSPECT: '' },
    fsInit: async (_disk: Disk, { sitePackages }: { sitePackages: string }) => {
      folder = sitePackages;
    },
    createPyodideModule: async (settings: object) => {
      const module = await createModule(settings);
      if (snapshot) restoreMemory(module, snapshot);
      return module;
    },
    ...(snapshot && { _loadSnapshot: snapshot.header }),
    _makeSnapshot: message.snapshots === 'make',
  } as object as Parameters<typeof loadPyodide>[0])) as unknown as Interpreter;
  Reflect.deleteProperty(globalThis, 'fetch');
  // Python has started without Django's files, which come last. A copy: a program may write to them.
  unpackArchive(interpreter.FS, new Uint8Array(await files.sitePackages), folder);
  if (!snapshot) {
    onStep('Starting Django');
    interpreter.runPython('import twinstack_engine.session as session; session.warm_up(); del session');
    interpreter.runPython('import sitecustomize; sitecustomize.finish(); del sitecustomize');
  }
  return interpreter;
}

/** What the page sends to other interpreters. Nothing of a program may be in the memory yet. */
export function takeSnapshot(interpreter: Interpreter): Uint8Array<ArrayBuffer> | undefined {
  try {
    return packSnapshot(interpreter.makeMemorySnapshot());
  } catch {
    // The interpreter is as good as before; the page says that it starts without.
    return undefined;
  }
}

/** Pyodide would do it from a snapshot that is whole; it then finds one that is all header. */
function restoreMemory(module: EmscriptenModule, snapshot: OpenSnapshot): void {
  const usedBytes = module.HEAP8.length;
  // Pyodide 314.0.7 ignores the size it is told.
  if (usedBytes < snapshot.memoryBytes) module.growMemory(snapshot.memoryBytes);
  snapshot.restore(module.HEAP8, usedBytes);
}

/** Pyodide fetches its parts; here they are already. The real `fetch` is gone (confine.ts). */
function serveDownloads({ standardLibrary, wasm }: BootParts['files']): void {
  const fetchFromMemory = async (url: URL | string): Promise<object> => ({
    ok: true,
    // Pyodide copies it to its disk.
    arrayBuffer: async () =>
      String(url) === STANDARD_LIBRARY_URL ? (await standardLibrary).buffer : new ArrayBuffer(0),
  });
  Object.defineProperty(globalThis, 'fetch', { value: fetchFromMemory, configurable: true });
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    limitMemory(imports);
    const connectLocalTime = replaceLocalTime(imports);
    const module = await wasm;
    const instance = await WebAssembly.instantiate(module, imports);
    connectLocalTime(instance.exports);
    return { module, instance };
  };
}

/** Wraps the function by which Python asks for more memory. */
function limitMemory(imports: WebAssembly.Imports | undefined): void {
  const env = imports?.env as Record<string, (bytes: number) => number> | undefined;
  const grow = env?.emscripten_resize_heap;
  if (!env || !grow) throw new Error('Pyodide asks for memory in another way than expected.');
  env.emscripten_resize_heap = (bytes) => (bytes >>> 0 > MEMORY_LIMIT_BYTES ? 0 : grow(bytes));
}
