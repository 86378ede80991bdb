import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** What a site's bundle holds of WebContainer, by the vendor's own sentence. */
async function bundleFor(setting: 'on' | 'off'): Promise<boolean> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/runtimes/open-runtime.ts')],
    outdir: join(root, 'build', 'unused'),
    write: false,
    bundle: true,
    splitting: true,
    // As the site's build: what is dead is only found while minifying.
    minify: true,
    format: 'esm',
    target: 'es2023',
    define: { 'import.meta.env.BASE_URL': '"/"', 'import.meta.env.TWINSTACK_WEBCONTAINER': JSON.stringify(setting) },
    alias: { '#engines': join(root, 'build', 'engines') },
    plugins: [
      {
        name: 'raw',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /\?raw$/ }, ({ path }) => ({ path, namespace: 'raw' }));
          onLoad({ filter: /.*/, namespace: 'raw' }, () => ({ contents: '', loader: 'text' }));
        },
      },
    ],
  });
  return outputFiles.some(({ text }) => /Only a single WebContainer instance|stackblitz/.test(text));
}

test('a site that switches WebContainer off has not a byte of it', async () => {
  expect(await bundleFor('on')).toBe(true);
  expect(await bundleFor('off')).toBe(false);
});
