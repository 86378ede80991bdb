/** Loads what a page asks for from the program's servers, as a browser's network does: cookies, redirects, CORS, a log. */
import { type HttpHeaders, type HttpRequest, type HttpResponse, RuntimeError } from '../../runtimes/runtime.ts';
import type { SiteRelation } from './cookie.ts';
import type { CookieJar } from './cookie-jar.ts';
import {
  type CorsRequest,
  needsPreflight,
  readableHeaders,
  refuseAnswer,
  refusePreflight,
  unsafeHeaders,
} from './cors.ts';
import { allowedHeaders, browserHeaders, headerOf } from './headers.ts';
import { isLocalUrl, portOf, requestTarget } from './local-url.ts';
import { followRedirect, MOST_REDIRECTS } from './redirect.ts';
import type { Destination, RequestLog } from './request-log.ts';
import { watchBody } from './watch-body.ts';

export interface LoadRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: HttpHeaders;
  readonly body?: Uint8Array | undefined;
  readonly destination: Destination;
  /** The page that asks; absent when the learner does. */
  readonly referrer?: URL | undefined;
  /** What `fetch` calls them; a page without a say gets what links and images have. */
  readonly mode?: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials?: 'omit' | 'same-origin' | 'include';
  readonly redirect?: 'follow' | 'error' | 'manual';
  readonly signal?: AbortSignal;
}

export interface LoadedResponse extends HttpResponse {
  /** Where the answer came from, after redirects. */
  readonly url: URL;
  readonly redirected: boolean;
}

/** The server cannot be reached or its answer must not be read: what a browser calls a network error. */
export class NetworkError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NetworkError';
  }
}

export class PreviewNetwork {
  readonly #send: (request: HttpRequest) => Promise<HttpResponse>;
  readonly #jar: CookieJar;
  readonly #log: RequestLog;

  /** `send` is a runtime's `request`. */
  constructor(send: (request: HttpRequest) => Promise<HttpResponse>, jar: CookieJar, log: RequestLog) {
    this.#send = send;
    this.#jar = jar;
    this.#log = log;
  }

  /** Rejects with a `NetworkError`, or with the signal's reason. */
  async load(request: LoadRequest): Promise<LoadedResponse> {
    let step: LoadRequest = { ...request, headers: allowedHeaders(request.headers) };
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const response = await this.#loadOnce(step);
      const next = followRedirect(step, response.status, headerOf(response.headers, 'location'));
      if (!next || request.redirect === 'manual') {
        return { ...response, url: step.url, redirected: redirects > 0 };
      }
      await response.body.cancel();
      if (request.redirect === 'error')
        throw new NetworkError(`${step.url.href} redirects, and the page asked for an error then.`);
      step = { ...step, ...next, body: next.body };
    }
    throw new NetworkError(
      `${request.url.href} redirects more than ${MOST_REDIRECTS} times: it seems to go in a circle.`,
    );
  }

  async #loadOnce(request: LoadRequest): Promise<HttpResponse> {
    const { url, referrer, mode } = request;
    if (!isLocalUrl(url)) {
      throw new NetworkError(`${url.href} is not a server of this program. The preview reaches nothing else.`);
    }
    const isForeign = referrer !== undefined && referrer.origin !== url.origin;
    if (isForeign && mode === 'same-origin') throw new NetworkError(`${url.href} has another origin than the page.`);
    if (!isForeign || mode !== 'cors') return this.#exchange(request, request.credentials !== 'omit');
    const withCookies = request.credentials === 'include';
    const cors: CorsRequest = {
      origin: referrer.origin,
      method: request.method,
      headers: request.headers,
      withCookies,
    };
    if (needsPreflight(cors)) await this.#preflight(request, cors);
    const response = await this.#exchange(request, withCookies);
    const refusal = refuseAnswer(cors, response.headers);
    if (!refusal) return { ...response, headers: readableHeaders(cors, response.headers) };
    await response.body.cancel();
    throw new NetworkError(`Blocked by CORS: ${url.origin} does not let ${cors.origin} read its answer: ${refusal}.`);
  }

  async #preflight(request: LoadRequest, cors: CorsRequest): Promise<void> {
    const names = unsafeHeaders(cors.headers).join(',');
    const headers: HttpHeaders = [
      ['Access-Control-Request-Method', cors.method],
      ...(names === '' ? [] : [['Access-Control-Request-Headers', names] as const]),
    ];
    const answer = await this.#exchange({ ...request, method: 'OPTIONS', headers, body: undefined }, false);
    await answer.body.cancel();
    const refusal = refusePreflight(cors, answer);
    if (refusal) throw new NetworkError(`Blocked by CORS: ${request.url.origin} does not allow it: ${refusal}.`);
  }

  /** One request and its answer, with cookies where they are wanted. */
  async #exchange(request: LoadRequest, withCookies: boolean): Promise<HttpResponse> {
    const { url, method, body, destination, signal } = request;
    const headers = this.#completeHeaders(request, withCookies);
    const id = this.#log.add({ destination, method, url: url.href, headers, ...(body && { body }) });
    try {
      const response = await this.#send({
        method,
        path: requestTarget(url),
        headers,
        port: portOf(url),
        ...(body && { body }),
        ...(signal && { signal }),
      });
      if (withCookies) {
        for (const [name, value] of response.headers) {
          if (name.toLowerCase() === 'set-cookie') this.#jar.take(value, url, 'server', relateToSite(request));
        }
      }
      return { ...response, body: decode(response, this.#watch(id, response)) };
    } catch (error) {
      this.#log.change(id, { failure: error instanceof Error ? error.message : String(error) });
      if (error instanceof RuntimeError) throw new NetworkError(`${error.message} ${error.hint}`, { cause: error });
      throw error;
    }
  }

  #completeHeaders(request: LoadRequest, withCookies: boolean): HttpHeaders {
    const { url, method, destination, referrer, mode, headers } = request;
    const given = new Set(headers.map(([name]) => name.toLowerCase()));
    const cookies = withCookies && !given.has('cookie') ? this.#jar.read(url, 'server', relateToSite(request)) : '';
    const isCross = referrer !== undefined && referrer.origin !== url.origin && mode === 'cors';
    const saysOrigin = referrer !== undefined && (isCross || (method !== 'GET' && method !== 'HEAD'));
    return [
      ...browserHeaders(url, destination, referrer).filter(([name]) => !given.has(name.toLowerCase())),
      ...(saysOrigin ? [['Origin', referrer.origin] as const] : []),
      ...headers,
      ...(cookies === '' ? [] : [['Cookie', cookies] as const]),
    ];
  }

  #watch(id: number, { status, statusText, headers, ms, traceId, body }: HttpResponse): HttpResponse['body'] {
    const head = { status, statusText, headers, ms, traceId };
    this.#log.change(id, { answer: { ...head, body: new Uint8Array(0), bodyBytes: 0, isComplete: false } });
    return watchBody(body, (seen) => this.#log.change(id, { answer: { ...head, ...seen } }));
  }
}

/** RFC 6265bis, section 5.2. What the learner asks for is of the site itself. */
function relateToSite({ url, referrer, destination, method }: LoadRequest): SiteRelation {
  if (referrer === undefined || referrer.hostname === url.hostname) return 'same-site';
  const isNavigation = destination === 'document' && (method === 'GET' || method === 'HEAD');
  return isNavigation ? 'cross-site-navigation' : 'cross-site';
}

/** Undoes `Content-Encoding`, as far as browsers offer it to scripts. */
function decode({ headers }: HttpResponse, body: HttpResponse['body']): HttpResponse['body'] {
  const encoding = headerOf(headers, 'content-encoding')?.toLowerCase();
  if (encoding !== 'gzip' && encoding !== 'deflate') return body;
  return body.pipeThrough(new DecompressionStream(encoding));
}
