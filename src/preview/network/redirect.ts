/** Redirects, as the Fetch standard follows them ("HTTP-redirect fetch"). */
import type { HttpHeaders } from '../../runtimes/runtime.ts';

/** More are taken for a loop. */
export const MOST_REDIRECTS = 20;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const BODY_HEADERS = /^content-(type|length|encoding|language|location)$/i;

/** What the next request of a chain keeps of the one before. */
export interface RedirectedRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: HttpHeaders;
  readonly body?: Uint8Array | undefined;
}

/** The request that a redirect asks for; undefined when the answer is none. */
export function followRedirect(
  request: RedirectedRequest,
  status: number,
  location: string | undefined,
): RedirectedRequest | undefined {
  if (!REDIRECTS.has(status) || location === undefined || !URL.canParse(location, request.url)) return undefined;
  const url = new URL(location, request.url);
  if (url.hash === '') url.hash = request.url.hash;
  const { method } = request;
  const becomesGet = status === 303 ? method !== 'GET' && method !== 'HEAD' : status <= 302 && method === 'POST';
  if (!becomesGet) return { ...request, url };
  return { url, method: 'GET', headers: request.headers.filter(([name]) => !BODY_HEADERS.test(name)) };
}
