/** Serves a built site as a good static host would: isolation headers, compressed files, long caching of hashed names. */
import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import { ENGINE_HEADERS, ISOLATION_HEADERS } from '../src/site/headers.ts';

export interface SiteServer {
  /** With a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

interface SiteServerOptions {
  /** Folder of the built site. */
  readonly dir: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly host?: string;
}

/** File names with a content hash never change what they hold. */
const HASHED_NAME = /^\/(_astro|engines\/[^/]+)\/.*[.-][\w-]{8,}\./;

/** Starts the server; rejects when the port is taken. */
export async function serveSite({ dir, port, host = '127.0.0.1' }: SiteServerOptions): Promise<SiteServer> {
  const serveFile = sirv(dir, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders(response, pathname) {
      const headers = pathname.startsWith('/engines/') ? ENGINE_HEADERS : ISOLATION_HEADERS;
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader(
        'Cache-Control',
        HASHED_NAME.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  const server = createServer((request, response) => {
    serveFile(request, response, () => {
      // Read each time: a build may have replaced it. sirv itself answers with 200 only.
      const notFound = createReadStream(join(dir, '404.html'));
      notFound.on('error', () => response.end('Not found'));
      response.writeHead(404, { ...ISOLATION_HEADERS, 'Content-Type': 'text/html; charset=utf-8' });
      notFound.pipe(response);
    });
  });
  await listen(server, port, host);
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://${host === '0.0.0.0' ? 'localhost' : host}:${actualPort}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
