import type { HttpHeaders } from '../../runtimes/runtime.ts';
import type { Destination } from './request-log.ts';

/** The first value of a header, whatever the case of its name. */
export function headerOf(headers: HttpHeaders, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** What browsers send in `Accept`, as far as servers look at it. */
const ACCEPTED: Partial<Readonly<Record<Destination, string>>> = {
  document: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8',
  style: 'text/css,*/*;q=0.1',
  image: 'image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8',
};

/** Headers that only the browser sets (Fetch standard, "forbidden request-header"), and those that the preview sets. */
const FORBIDDEN =
  /^(accept-charset|accept-encoding|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|te|trailer|transfer-encoding|upgrade|user-agent|via|proxy-.*|sec-.*)$/i;

/** Leaves out headers that a page must not set, and what is no header at all. */
export function allowedHeaders(headers: HttpHeaders): HttpHeaders {
  return headers.filter(
    ([name, value]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[^\P{Cc}\t]/u.test(value) && !FORBIDDEN.test(name),
  );
}

/** What the preview says of itself and of the request, where the request does not say it. */
export function browserHeaders(url: URL, destination: Destination, referrer: URL | undefined): HttpHeaders {
  return [
    ['Host', url.host],
    ['User-Agent', navigator.userAgent],
    ['Accept', ACCEPTED[destination] ?? '*/*'],
    ['Accept-Language', navigator.languages.join(',')],
    ['Accept-Encoding', 'gzip, deflate'],
    ...(referrer ? [['Referer', describeReferrer(referrer, url)] as const] : []),
  ];
}

/** `strict-origin-when-cross-origin`, what browsers do by default. */
function describeReferrer(referrer: URL, url: URL): string {
  if (referrer.origin !== url.origin) return `${referrer.origin}/`;
  return referrer.origin + referrer.pathname + referrer.search;
}
