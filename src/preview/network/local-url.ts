/** Addresses that the preview can reach: servers of the program, on this tab's own loopback. */

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);
const DEFAULT_PORT = 80;

/** Whether a URL is of a server that a program can run, whatever its port. */
export function isLocalUrl(url: URL): boolean {
  return url.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname);
}

export function portOf(url: URL): number {
  return url.port === '' ? DEFAULT_PORT : Number(url.port);
}

/** `/path?query`: what a request line has. */
export function requestTarget(url: URL): string {
  return url.pathname + url.search;
}

/**
 * What the learner typed into the address bar as a URL: a path of the present server, `localhost:3000/x`, or a whole
 * address. Undefined when it is none that the preview can show.
 */
export function parseAddress(typed: string, origin: string): URL | undefined {
  const text = typed.trim();
  const isWhole = /^[a-z]+:\/\//i.test(text);
  const hasHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$|\?)/i.test(text);
  const address = isWhole ? text : hasHost ? `http://${text}` : `/${text.replace(/^\/+/, '')}`;
  if (!URL.canParse(address, origin)) return undefined;
  const url = new URL(address, origin);
  return isLocalUrl(url) ? url : undefined;
}
