/** In the frame: `fetch` by way of the site's page. */
import { defineAll } from './navigation.ts';
import type { SiteChannel } from './site-channel.ts';

interface Pending {
  readonly answer: PromiseWithResolvers<Response>;
  body?: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
}

/** Answers with these have no body (Fetch standard, "null body status"). */
const WITHOUT_BODY = new Set([101, 103, 204, 205, 304]);

/** A `fetch` that reaches the program's servers. */
export function createFetch(site: SiteChannel): typeof fetch {
  const pending = new Map<number, Pending>();
  const nativeFetch = window.fetch.bind(window);

  site.on('response', (message) => {
    const waiting = pending.get(message.id);
    if (!waiting) return;
    const { id, status, statusText, url, redirected, isOpaque } = message;
    if (isOpaque) {
      pending.delete(id);
      waiting.answer.resolve(describe(Response.error(), { type: 'opaqueredirect', url, status: 0 }));
      return;
    }
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        waiting.body = controller;
      },
      pull: () => site.send({ type: 'request-read', id }),
      cancel: () => {
        pending.delete(id);
        site.send({ type: 'request-abort', id });
      },
    });
    const headers = message.headers.map(([name, value]): [string, string] => [name, value]);
    const response = new Response(WITHOUT_BODY.has(status) ? null : body, { status, statusText, headers });
    waiting.answer.resolve(describe(response, { url, redirected, type: 'basic' }));
  });
  site.on('response-body', ({ id, bytes }) => pending.get(id)?.body?.enqueue(bytes));
  site.on('response-end', ({ id }) => {
    pending.get(id)?.body?.close();
    pending.delete(id);
  });
  site.on('response-failed', ({ id, message }) => {
    const waiting = pending.get(id);
    pending.delete(id);
    // The words that browsers use, and why.
    const error = new TypeError(`Failed to fetch. ${message}`);
    waiting?.answer.reject(error);
    waiting?.body?.error(error);
  });

  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.protocol === 'blob:' || url.protocol === 'data:') return nativeFetch(input, init);
    const { signal, method, mode, credentials, redirect } = request;
    signal.throwIfAborted();
    const id = site.nextId();
    const waiting: Pending = { answer: Promise.withResolvers() };
    pending.set(id, waiting);
    const body = request.body === null && method === 'GET' ? undefined : new Uint8Array(await request.arrayBuffer());
    site.send({
      type: 'request',
      id,
      url: url.href,
      method,
      headers: [...request.headers],
      ...(body && body.length > 0 && { body }),
      mode: mode === 'navigate' ? 'same-origin' : mode,
      credentials,
      redirect,
    });
    signal.addEventListener('abort', () => {
      if (!pending.delete(id)) return;
      site.send({ type: 'request-abort', id });
      waiting.answer.reject(signal.reason);
      waiting.body?.error(signal.reason);
    });
    return waiting.answer.promise;
  };
}

/** What only a real network gives a response. */
function describe(
  response: Response,
  facts: Partial<Pick<Response, 'url' | 'redirected' | 'type' | 'status'>>,
): Response {
  defineAll(response, Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { value }])));
  return response;
}
