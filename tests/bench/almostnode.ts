/**
 * almostnode (npm, MIT): another Node for the browser, measured beside ours. It is no dependency of this project: the
 * benchmark has npm fetch its one package and leaves it out when that fails.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';

const VERSION = '0.2.14';
const folder = join(import.meta.dirname, '..', '..', 'build', 'bench-almostnode');
/** As long as a program may take to print its figure. */
const LIMIT_MS = 60_000;

export interface Almostnode {
  readonly version: string;
  /** Runs a CommonJS program; the number it prints, or undefined when it printed none in time. */
  run(code: string): Promise<number | undefined>;
}

/** Puts almostnode on a page; undefined, with a line that says why, when it is not to be had. */
export async function openAlmostnode(page: Page): Promise<Almostnode | undefined> {
  const entry = fetchPackage();
  if (!entry) {
    console.log(`almostnode ${VERSION} could not be fetched from npm: it is left out.`);
    return undefined;
  }
  await page.addScriptTag({ content: await bundle(entry) });
  return {
    version: VERSION,
    run: (code) => page.evaluate(runOnPage, { code, limitMs: LIMIT_MS }),
  };
}

function fetchPackage(): string | undefined {
  const entry = join(folder, 'package', 'dist', 'index.mjs');
  if (existsSync(entry)) return entry;
  mkdirSync(folder, { recursive: true });
  const options = { cwd: folder, stdio: 'ignore', shell: process.platform === 'win32' } as const;
  spawnSync('npm', ['pack', `almostnode@${VERSION}`], options);
  const [archive] = globSync('almostnode-*.tgz', { cwd: folder });
  if (!archive) return undefined;
  spawnSync('tar', ['-xzf', archive], options);
  return existsSync(entry) ? entry : undefined;
}

/** Stands for a package whose shell commands and the like no measured program uses. */
const ABSENT = `const absent = new Proxy(function () {}, {
  get: (target, key) => (typeof key === 'symbol' ? target[key] : absent),
  apply: () => absent,
  construct: () => absent,
  // What esbuild makes of a module has the module's prototype: imported names are found there.
  getPrototypeOf: () => absent,
});
module.exports = absent;`;

/** As a script that leaves `createContainer` in a global. Of other packages there is none. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { createContainer } from ${JSON.stringify(entry)};`,
      resolveDir: folder,
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'almostnode',
    platform: 'browser',
    logLevel: 'error',
    define: { 'import.meta.url': '"http://localhost/"' },
    plugins: [
      {
        name: 'without-its-dependencies',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path === entry ? undefined : { path, namespace: 'absent' },
          );
          onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: ABSENT, loader: 'js' }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}

/** Runs on the page. */
function runOnPage({ code, limitMs }: { code: string; limitMs: number }): Promise<number | undefined> {
  interface Container {
    execute(code: string): unknown;
  }
  type CreateContainer = (options: { onConsole(method: string, values: unknown[]): void }) => Container;
  const { almostnode } = globalThis as unknown as { almostnode: { createContainer: CreateContainer } };
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve(undefined), limitMs);
    const settle = (figure: number | undefined) => {
      clearTimeout(limit);
      resolve(figure);
    };
    try {
      const container = almostnode.createContainer({
        onConsole: (_method, values) => {
          if (Number(values[0]) > 0) settle(Number(values[0]));
        },
      });
      container.execute(code);
    } catch {
      // A program it cannot run is an answer, too.
      settle(undefined);
    }
  });
}
