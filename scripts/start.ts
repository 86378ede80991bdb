/** `npm start`: builds what is stale, serves the course and prints the address. `PORT` chooses the port (default 4321). */
import { buildSiteIfStale, siteDir } from './build-site.ts';
import { type SiteServer, serveSite } from './serve-site.ts';

const FIRST_PORT = 4321;

/** How many ports after the first are tried. */
const TRIES = 20;

/** The site on the wanted port, or on the next free one when nobody asked for a certain port; undefined: none is free. */
async function serveOnFreePort(): Promise<SiteServer | undefined> {
  const wanted = process.env.PORT === undefined ? undefined : Number(process.env.PORT);
  const ports = wanted === undefined ? Array.from({ length: TRIES }, (_, index) => FIRST_PORT + index) : [wanted];
  for (const port of ports) {
    try {
      return await serveSite({ dir: siteDir, port });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
  return undefined;
}

if (await buildSiteIfStale()) {
  const server = await serveOnFreePort();
  if (server) {
    console.log(`\nTwinstack is at ${server.url.replace('127.0.0.1', 'localhost')}  (Ctrl+C ends it)`);
  } else {
    console.error('\nThe port is taken. Choose another one: PORT=8080 npm start');
    process.exitCode = 1;
  }
} else {
  process.exitCode = 1;
}
