/** The site's end of the port to one document: does for the page what its sandbox cannot, as far as a page may ask. */
import type { WebSocketConnection } from '../../runtimes/runtime.ts';
import { decodeText, mediaType } from '../document/content-kind.ts';
import type { Resource } from '../document/resource.ts';
import type { ResourceLoader } from '../document/resource-loader.ts';
import { ScriptLoader } from '../document/script-loader.ts';
import { inlineStyle } from '../document/style-sheet.ts';
import type { DocumentMessage, FromFrame, ToFrame } from '../frame/messages.ts';
import { parseFrameMessage } from '../frame/parse-frame-message.ts';
import { type LoadedResponse, NetworkError, type PreviewNetwork } from '../network/preview-network.ts';
import type { OpenWebSocket } from './servers.ts';

/** A page that asks without end must not fill the tab. */
const MOST_AT_ONCE = 200;

type Request = Extract<FromFrame, { type: 'request' }>;
type SocketConnect = Extract<FromFrame, { type: 'socket-connect' }>;

/** What a page asks of the browser around it. */
export type PageWish = Extract<
  FromFrame,
  { type: 'navigate' | 'reload' | 'go' | 'push-state' | 'set-cookie' | 'store' | 'title' | 'scroll' | 'shown' | 'save' }
>;

export interface SessionParts {
  readonly network: PreviewNetwork;
  readonly loader: ResourceLoader;
  readonly openWebSocket: OpenWebSocket;
  readonly onWish: (wish: PageWish) => void;
}

export class FrameSession {
  readonly #port: MessagePort;
  readonly #parts: SessionParts;
  readonly #scripts: ScriptLoader;
  readonly #requests = new Map<number, { readonly abort: AbortController; read: () => void }>();
  readonly #sockets = new Map<number, WebSocketConnection>();
  readonly #closing = new AbortController();
  /** Where the page is; `pushState` changes it within its origin. */
  url: URL;

  constructor(port: MessagePort, url: URL, parts: SessionParts) {
    this.#port = port;
    this.#parts = parts;
    this.url = url;
    this.#scripts = new ScriptLoader(parts.loader, url, {});
    port.onmessage = ({ data }) => {
      const message = parseFrameMessage(data);
      if (message) this.#receive(message);
    };
  }

  show(message: DocumentMessage): void {
    this.send(message);
  }

  send(message: ToFrame, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  /** Nothing of the page is heard any more; what it asked for is given up. */
  close(): void {
    this.#port.close();
    this.#closing.abort();
    for (const { abort } of this.#requests.values()) abort.abort();
    for (const socket of this.#sockets.values()) socket.close(1001);
  }

  #receive(message: FromFrame): void {
    switch (message.type) {
      case 'request':
        void this.#request(message);
        break;
      case 'request-read':
        this.#requests.get(message.id)?.read();
        break;
      case 'request-abort':
        this.#requests.get(message.id)?.abort.abort();
        break;
      case 'load':
        void this.#load(message);
        break;
      case 'socket-connect':
        void this.#connect(message);
        break;
      case 'socket-send':
        this.#sockets.get(message.id)?.send(message.message);
        break;
      case 'socket-close':
        this.#sockets.get(message.id)?.close(message.code, message.reason);
        break;
      case 'push-state':
        // A page that takes another origin's address would be shown as if it were that.
        if (new URL(message.url).origin !== this.url.origin) break;
        this.url = new URL(message.url);
        this.#parts.onWish(message);
        break;
      default:
        this.#parts.onWish(message);
    }
  }

  async #request({ id, url, method, headers, body, mode, credentials, redirect }: Request): Promise<void> {
    if (this.#requests.has(id) || this.#requests.size >= MOST_AT_ONCE)
      return this.#fail(id, 'Too many requests at once.');
    const abort = new AbortController();
    const pending = { abort, read: () => undefined as undefined };
    this.#requests.set(id, pending);
    try {
      const response = await this.#parts.network.load({
        url: new URL(url),
        method,
        headers,
        body,
        destination: 'fetch',
        referrer: this.url,
        mode,
        credentials,
        redirect,
        signal: abort.signal,
      });
      await this.#pass(id, response, redirect, pending);
    } catch (error) {
      this.#fail(id, error instanceof NetworkError ? error.message : 'The request was given up.');
    } finally {
      this.#requests.delete(id);
    }
  }

  async #pass(
    id: number,
    response: LoadedResponse,
    redirect: Request['redirect'],
    pending: { read: () => void },
  ): Promise<void> {
    const { url, redirected, status, statusText, headers, body } = response;
    const isOpaque = redirect === 'manual' && status >= 300 && status < 400 && status !== 304;
    this.send({ type: 'response', id, url: url.href, redirected, status, statusText, headers, isOpaque });
    if (isOpaque) return body.cancel();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const wasRead = new Promise<void>((resolve) => {
        pending.read = resolve;
      });
      const bytes = value.slice();
      this.send({ type: 'response-body', id, bytes }, [bytes.buffer]);
      await wasRead;
    }
    this.send({ type: 'response-end', id });
  }

  #fail(id: number, message: string): void {
    this.send({ type: 'response-failed', id, message });
  }

  async #load({ id, url: href, kind }: Extract<FromFrame, { type: 'load' }>): Promise<void> {
    const url = new URL(href);
    if (kind === 'module') {
      await this.#scripts.loadModule(url.href);
      this.send({ type: 'resources', id, key: url.href, resources: [], modules: await this.#scripts.modules() });
      return;
    }
    const resource = await this.#loadResource(url, kind);
    this.send({
      type: 'resources',
      id,
      ...(resource && { key: resource.key }),
      resources: resource ? [resource] : [],
      modules: await this.#scripts.modules(),
    });
  }

  async #loadResource(url: URL, kind: 'script' | 'style' | 'file'): Promise<Resource | undefined> {
    if (kind === 'script') return this.#scripts.loadScript(url);
    const { loader } = this.#parts;
    const file = await loader.load(url, kind === 'style' ? 'style' : 'image', this.url);
    if (!file) return undefined;
    if (kind === 'file') return { key: url.href, contentType: mediaType(file.headers), body: file.bytes };
    const css = await inlineStyle(decodeText(file.bytes, file.headers), file.url, { loader, page: this.url });
    return { key: url.href, contentType: 'text/css', body: css };
  }

  async #connect({ id, url, protocols }: SocketConnect): Promise<void> {
    // A server may speak with its handshake: the page hears of the opening first.
    const early: ToFrame[] = [];
    let isOpen = false;
    const tell = (message: ToFrame) => {
      if (isOpen) this.send(message);
      else early.push(message);
    };
    try {
      const socket = await this.#parts.openWebSocket(new URL(url), protocols, this.url, this.#closing.signal, {
        onMessage: (message) => tell({ type: 'socket-message', id, message }),
        onClose: (code, reason) => {
          this.#sockets.delete(id);
          tell({ type: 'socket-close', id, code, reason });
        },
      });
      this.#sockets.set(id, socket);
      isOpen = true;
      this.send({ type: 'socket-open', id, protocol: socket.protocol });
      for (const message of early) this.send(message);
    } catch {
      // The log of requests says why; a page is not told (WebSockets standard, section 9.3.1).
      this.send({ type: 'socket-close', id, code: 1006, reason: '' });
    }
  }
}
