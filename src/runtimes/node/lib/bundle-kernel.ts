/** The worker's scripts: the kernel, and the parts that it loads when a program needs them. */
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { PART_GLOBAL } from '../kernel/engine-parts.ts';

const nodeDir = join(import.meta.dirname, '..');

const COMMON: BuildOptions & { write: false } = {
  bundle: true,
  write: false,
  format: 'iife',
  target: 'es2023',
  minify: true,
  // Stack traces tell the kernel's frames from the program's by the file, and class names show in util.inspect.
  keepNames: true,
  legalComments: 'inline',
  // A part's WebAssembly travels in its script: a worker can load nothing else while a program waits for it.
  loader: { '.wasm': 'binary' },
  // What a package would do in Node or in a page with what no worker of ours has.
  platform: 'browser',
  logLevel: 'warning',
};

const KERNEL: BuildOptions = { entryPoints: [join(nodeDir, 'worker', 'worker.ts')] };

/** `libraryFile` and `partFiles` are names in the engine's folder. */
export function bundleKernel(libraryFile: string, partFiles: Readonly<Record<string, string>>): Promise<string> {
  return bundleScript({
    ...KERNEL,
    define: { LIBRARY_FILE: JSON.stringify(libraryFile), PART_FILES: JSON.stringify(partFiles) },
  });
}

/** Name and code of each file in `parts/`; its exports are left in a global for the kernel to take. */
export function bundleParts(): Promise<{ name: string; code: string }[]> {
  return Promise.all(
    partEntries().map(async (entry) => ({
      name: basename(entry, '.ts'),
      code: await bundleScript({ entryPoints: [entry], globalName: `globalThis.${PART_GLOBAL}` }),
    })),
  );
}

/** Names of the npm packages whose code is in the kernel or in a part: their licences are shown on the site. */
export async function bundledPackages(): Promise<Set<string>> {
  const names = new Set<string>();
  for (const options of [KERNEL, { entryPoints: partEntries(), outdir: 'parts' }]) {
    const { metafile } = await build({ ...COMMON, ...options, metafile: true, write: false });
    for (const output of Object.values(metafile.outputs)) {
      for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
        const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
        if (name !== undefined && bytesInOutput > 0) names.add(name);
      }
    }
  }
  return names;
}

function partEntries(): string[] {
  const entries = globSync('parts/*.ts', { cwd: nodeDir, exclude: ['**/*.d.ts'] });
  return entries.sort().map((entry) => join(nodeDir, entry));
}

async function bundleScript(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ ...COMMON, ...options, write: false });
  const [script] = outputFiles;
  if (!script) throw new Error('esbuild wrote no script.');
  return hardenNaming(script.text);
}

/**
 * `keepNames` names each function, as it is made, by a property descriptor: without a prototype, so that a program which
 * puts `get` on Object.prototype does not break the kernel.
 */
function hardenNaming(code: string): string {
  const hardened = code.replace(/("name",\{)(value:\w+,configurable:!0\})/, '$1__proto__:null,$2');
  if (hardened === code && code.includes('"name",{')) {
    throw new Error('The helper of esbuild that names functions looks different: correct hardenNaming().');
  }
  return hardened;
}
