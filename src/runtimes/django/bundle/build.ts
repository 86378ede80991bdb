/**
 * Makes the Django engine's bundle from the wheels and Pyodide: pruned, compiled to bytecode, under hashed names.
 * Nothing of it is committed.
 */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build as bundleModule } from 'esbuild';
import { loadPyodide } from 'pyodide';
import type { DjangoManifest, EngineFile } from '../manifest.ts';
import { checkPyodide, findWheels, PYODIDE, WHEELS } from './versions.ts';

const engineDir = join(import.meta.dirname, '..');
const root = join(engineDir, '..', '..', '..');
const pyodideDir = join(root, 'node_modules', 'pyodide');

/** Builds the engine into `outDir`, which exists and is empty. Throws a `BundleError` when a part has another version. */
export async function buildDjangoEngine(outDir: string): Promise<void> {
  checkPyodide(pyodideDir);
  const wheels = findWheels(join(root, 'build', 'wheels'));
  const python = await compilePython(wheels);
  const write = (name: string, content: Uint8Array | string) => writeHashed(outDir, name, content);
  const manifest: DjangoManifest = {
    versions: { python: python.version, pyodide: PYODIDE, ...WHEELS },
    files: {
      worker: write('worker.js', await bundleWorker()),
      pyodide: write('pyodide.asm.js', readFileSync(join(pyodideDir, 'pyodide.asm.mjs'))),
      wasm: write('python.wasm', readFileSync(join(pyodideDir, 'pyodide.asm.wasm'))),
      standardLibrary: write('standard-library.zip', python.standardLibrary),
      sitePackages: write('site-packages.bin', python.sitePackages),
    },
    licences: Object.entries(python.licences).map(([of, text]) => ({ of, file: write(`${of}-licence.txt`, text) })),
  };
  writeFileSync(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

interface CompiledPython {
  /** Of the interpreter, for instance `3.14.2`. */
  readonly version: string;
  readonly sitePackages: Uint8Array;
  readonly standardLibrary: Uint8Array;
  /** Licence texts by project. */
  readonly licences: Record<string, string>;
}

/** Runs bundle/compile.py in the very interpreter that will load the result. */
async function compilePython(wheels: readonly string[]): Promise<CompiledPython> {
  const pyodide = await loadPyodide({ indexURL: `${pyodideDir}/`, env: { PYTHONNODEBUGRANGES: '1' } });
  const { FS } = pyodide;
  const put = (path: string, file: string) => FS.writeFile(path, readFileSync(file));
  for (const folder of ['/bundle', '/wheels', '/modules']) FS.mkdirTree(folder);
  for (const name of ['prune.py', 'compile.py']) put(`/bundle/${name}`, join(engineDir, 'bundle', name));
  for (const path of wheels) put(`/wheels/${basename(path)}`, path);
  const modules = join(engineDir, 'python');
  for (const name of globSync('**/*.py', { cwd: modules })) {
    const target = `/modules/${name.replaceAll('\\', '/')}`;
    FS.mkdirTree(target.slice(0, target.lastIndexOf('/')));
    put(target, join(modules, name));
  }
  put('/standard-library.zip', join(pyodideDir, 'python_stdlib.zip'));
  put('/sitecustomize.py', join(engineDir, 'python-start', 'sitecustomize.py'));

  const run = (code: string): unknown => pyodide.runPython(code);
  const bytes = (code: string): Uint8Array => {
    const proxy = run(code) as { toJs(): Uint8Array; destroy(): void };
    const copy = proxy.toJs().slice();
    proxy.destroy();
    return copy;
  };
  run('import sys; sys.path.insert(0, "/bundle"); import compile as bundle, json, os');
  run('wheels = sorted(f"/wheels/{name}" for name in os.listdir("/wheels"))');
  run('site_packages = bundle.site_packages(wheels, "/modules")');
  return {
    version: run('".".join(map(str, sys.version_info[:3]))') as string,
    sitePackages: bytes('bundle.pack(site_packages)'),
    standardLibrary: bytes(
      'bundle.standard_library("/standard-library.zip", "/sitecustomize.py", bundle.imported_by_warm_up(site_packages))',
    ),
    licences: JSON.parse(run('json.dumps(bundle.licence_texts(wheels))') as string) as Record<string, string>,
  };
}

/** The worker as one module. Pyodide's own large module stays apart: it is cached by itself. */
async function bundleWorker(): Promise<Uint8Array> {
  const lock = JSON.parse(readFileSync(join(pyodideDir, 'pyodide-lock.json'), 'utf8')) as { info: object };
  const result = await bundleModule({
    entryPoints: [join(engineDir, 'worker', 'worker.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    minify: true,
    legalComments: 'inline',
    // Pyodide's loader asks for these only in Node.
    external: ['node:*', 'ws'],
    define: { PYODIDE_LOCK_INFO: JSON.stringify(lock.info) },
    logLevel: 'warning',
  });
  const [file] = result.outputFiles;
  if (!file) throw new Error('esbuild made no worker.');
  return file.contents;
}

/** Writes `name` with a hash of the content before its ending. */
function writeHashed(outDir: string, name: string, content: Uint8Array | string): EngineFile {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12).replace(/[-_]/g, '0');
  const dot = name.lastIndexOf('.');
  const hashed = `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, hashed), content);
  return { name: hashed, bytes: Buffer.byteLength(content) };
}
