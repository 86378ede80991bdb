/** What scripts of one page fetch: sent for it, and passed to it as it reads. */
import type { FromFrame, ToFrame } from '../frame/messages.ts';
import { type LoadedResponse, NetworkError, type PreviewNetwork } from '../network/preview-network.ts';

/** A page that asks without end must not fill the tab. */
const MOST_AT_ONCE = 200;

type Request = Extract<FromFrame, { type: 'request' }>;

interface Pending {
  readonly abort: AbortController;
  /** The page has read a piece and takes more. */
  read: () => void;
}

export class PageRequests {
  readonly #network: PreviewNetwork;
  readonly #send: (message: ToFrame, transfer?: Transferable[]) => void;
  readonly #pending = new Map<number, Pending>();

  constructor(network: PreviewNetwork, send: (message: ToFrame, transfer?: Transferable[]) => void) {
    this.#network = network;
    this.#send = send;
  }

  /** `page` is where the page is. Never rejects: what fails is told to the page. */
  async load(request: Request, page: URL): Promise<void> {
    const { id, url, redirect } = request;
    if (this.#pending.has(id) || this.#pending.size >= MOST_AT_ONCE) {
      return this.#fail(id, 'Too many requests at once.');
    }
    const abort = new AbortController();
    const pending = { abort, read: () => undefined as undefined };
    this.#pending.set(id, pending);
    try {
      const { type: _type, id: _id, ...asked } = request;
      const response = await this.#network.load({
        ...asked,
        url: new URL(url),
        destination: 'fetch',
        referrer: page,
        signal: abort.signal,
      });
      await this.#pass(id, response, redirect, pending);
    } catch (error) {
      this.#fail(id, error instanceof NetworkError ? error.message : 'The request was given up.');
    } finally {
      this.#pending.delete(id);
    }
  }

  continue(id: number): void {
    this.#pending.get(id)?.read();
  }

  abort(id: number): void {
    this.#pending.get(id)?.abort.abort();
  }

  abortAll(): void {
    for (const { abort } of this.#pending.values()) abort.abort();
  }

  async #pass(id: number, response: LoadedResponse, redirect: Request['redirect'], pending: Pending): Promise<void> {
    const { url, redirected, status, statusText, headers, body } = response;
    const isOpaque = redirect === 'manual' && status >= 300 && status < 400 && status !== 304;
    this.#send({ type: 'response', id, url: url.href, redirected, status, statusText, headers, isOpaque });
    if (isOpaque) return body.cancel();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const wasRead = new Promise<void>((resolve) => {
        pending.read = resolve;
      });
      const bytes = value.slice();
      this.#send({ type: 'response-body', id, bytes }, [bytes.buffer]);
      await wasRead;
    }
    this.#send({ type: 'response-end', id });
  }

  #fail(id: number, message: string): void {
    this.#send({ type: 'response-failed', id, message });
  }
}
