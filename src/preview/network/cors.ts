/** What a page may ask of, and read from, a server on another port (Fetch standard, "CORS protocol"). */
import type { HttpHeaders } from '../../runtimes/runtime.ts';
import { headerOf } from './headers.ts';

export interface CorsRequest {
  readonly origin: string;
  readonly method: string;
  readonly headers: HttpHeaders;
  readonly withCookies: boolean;
}

const SIMPLE_METHODS = new Set(['GET', 'HEAD', 'POST']);
const SIMPLE_HEADERS = new Set(['accept', 'accept-language', 'content-language']);
const SIMPLE_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i;
const READABLE_HEADERS = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);

/** Names of headers that need the server's leave, in lower case, in order. */
export function unsafeHeaders(headers: HttpHeaders): readonly string[] {
  return headers
    .filter(([name, value]) => !isSimple(name.toLowerCase(), value))
    .map(([name]) => name.toLowerCase())
    .toSorted();
}

export function needsPreflight({ method, headers }: CorsRequest): boolean {
  return !SIMPLE_METHODS.has(method) || unsafeHeaders(headers).length > 0;
}

/** Why the answer to a preflight does not allow the request; undefined when it does. */
export function refusePreflight(
  request: CorsRequest,
  answer: { readonly status: number; readonly headers: HttpHeaders },
) {
  if (answer.status < 200 || answer.status > 299) return `its answer to OPTIONS is ${answer.status}`;
  const refusal = refuseAnswer(request, answer.headers);
  if (refusal) return refusal;
  const methods = listOf(answer.headers, 'access-control-allow-methods').map((method) => method.toUpperCase());
  if (!SIMPLE_METHODS.has(request.method) && !allows(methods, request.method, request)) {
    return `Access-Control-Allow-Methods does not have ${request.method}`;
  }
  const allowed = listOf(answer.headers, 'access-control-allow-headers').map((name) => name.toLowerCase());
  const missing = unsafeHeaders(request.headers).find((name) => !allows(allowed, name, request));
  return missing && `Access-Control-Allow-Headers does not have ${missing}`;
}

/** Why a page must not read the answer; undefined when it may. */
export function refuseAnswer({ origin, withCookies }: CorsRequest, headers: HttpHeaders): string | undefined {
  const allowed = headerOf(headers, 'access-control-allow-origin');
  if (allowed === undefined) return 'there is no header Access-Control-Allow-Origin';
  if (allowed !== origin && (allowed !== '*' || withCookies)) return `Access-Control-Allow-Origin is "${allowed}"`;
  if (withCookies && headerOf(headers, 'access-control-allow-credentials') !== 'true') {
    return 'Access-Control-Allow-Credentials is not "true"';
  }
  return undefined;
}

/** The headers that a page of another origin gets to see. */
export function readableHeaders({ withCookies }: CorsRequest, headers: HttpHeaders): HttpHeaders {
  const exposed = listOf(headers, 'access-control-expose-headers').map((name) => name.toLowerCase());
  const exposesAll = exposed.includes('*') && !withCookies;
  return headers.filter(([name]) => {
    const key = name.toLowerCase();
    return exposesAll || READABLE_HEADERS.has(key) || exposed.includes(key);
  });
}

function isSimple(name: string, value: string): boolean {
  return SIMPLE_HEADERS.has(name) || (name === 'content-type' && SIMPLE_TYPES.test(value));
}

function allows(list: readonly string[], wanted: string, { withCookies }: CorsRequest): boolean {
  return list.includes(wanted) || (list.includes('*') && !withCookies);
}

function listOf(headers: HttpHeaders, name: string): readonly string[] {
  return (headerOf(headers, name) ?? '').split(',').map((item) => item.trim());
}
