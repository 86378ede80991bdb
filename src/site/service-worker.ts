/** Bundles the site's service worker: into the built site, and for the author's server when it is asked for. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { build } from 'esbuild';

const FILE = 'service-worker.js';

export function serviceWorker(): AstroIntegration {
  let entry: string;
  let base = '/';
  return {
    name: 'twinstack:service-worker',
    hooks: {
      'astro:config:done': ({ config }) => {
        entry = fileURLToPath(new URL('./src/service-worker/service-worker.ts', config.root));
        base = config.base.replace(/\/?$/, '/');
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use(async (request, response, next) => {
          if (request.url !== `${base}${FILE}`) return next();
          response.setHeader('Content-Type', 'text/javascript');
          response.end(await bundle(entry));
        });
      },
      'astro:build:done': async ({ dir }) => {
        await writeFile(new URL(FILE, dir), await bundle(entry));
      },
    },
  };
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]?.text ?? '';
}
