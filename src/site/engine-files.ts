/** Serves the engines that `scripts/build-engines.ts` made: in dev from where they lie, in a build copied to the site. */
import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import sirv from 'sirv';
import { ENGINE_HEADERS } from './headers.ts';

/** Makes `build/engines/` reachable as `engines/` under the site's base. */
export function engineFiles(): AstroIntegration {
  let folder: URL;
  let base = '/';
  return {
    name: 'twinstack:engine-files',
    hooks: {
      'astro:config:done': ({ config }) => {
        folder = new URL('./build/engines/', config.root);
        base = config.base.replace(/\/?$/, '/');
      },
      'astro:server:setup': ({ server }) => {
        const serveFile = sirv(fileURLToPath(folder), {
          dev: true,
          setHeaders: (response) => {
            for (const [name, value] of Object.entries(ENGINE_HEADERS)) response.setHeader(name, value);
          },
        });
        server.middlewares.use((request, response, next) => {
          const prefix = `${base}engines/`;
          // Modules that the page imports (manifests) go through Vite; only what is fetched comes from here.
          if (!request.url?.startsWith(prefix) || request.url.includes('?import')) return next();
          request.url = request.url.slice(prefix.length - 1);
          serveFile(request, response, () => {
            response.statusCode = 404;
            response.end('This engine is not built. Run: npm run build');
          });
        });
      },
      'astro:build:done': async ({ dir, logger }) => {
        await cp(folder, new URL('./engines/', dir), {
          recursive: true,
          // Marks of the build, such as .inputs, are not the site's.
          filter: (source) => !/[\\/]\.[^\\/]+$/.test(source),
        });
        logger.info('engines copied');
      },
    },
  };
}
