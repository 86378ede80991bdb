/** The site's end of the port to one document: does for the page what its sandbox cannot, as far as a page may ask. */
import type { ResourceLoader } from '../document/resource-loader.ts';
import type { FromFrame, ToFrame } from '../frame/messages.ts';
import { parseFrameMessage } from '../frame/parse-frame-message.ts';
import type { PreviewNetwork } from '../network/preview-network.ts';
import { PageRequests } from './page-requests.ts';
import { PageResources } from './page-resources.ts';
import { PageSockets } from './page-sockets.ts';
import type { OpenWebSocket } from './servers.ts';

/** What a page asks of its window. */
export type PageWish = Extract<
  FromFrame,
  { type: 'navigate' | 'reload' | 'go' | 'push-state' | 'set-cookie' | 'store' | 'title' | 'scroll' | 'shown' | 'save' }
>;

/** What a page asks about windows: its own and those of others. */
export type WindowWish = Extract<FromFrame, { type: 'open-window' | 'close-window' | 'to-window' }>;

export interface SessionParts {
  readonly network: PreviewNetwork;
  readonly loader: ResourceLoader;
  readonly openWebSocket: OpenWebSocket;
  readonly onWish: (wish: PageWish) => void;
  readonly onWindowWish: (wish: WindowWish) => void;
}

export class FrameSession {
  readonly #port: MessagePort;
  readonly #parts: SessionParts;
  readonly #requests: PageRequests;
  readonly #resources: PageResources;
  readonly #sockets: PageSockets;
  #isLeft = false;
  /** Where the page is; `pushState` changes it within its origin. */
  url: URL;

  constructor(port: MessagePort, url: URL, parts: SessionParts) {
    this.#port = port;
    this.#parts = parts;
    this.url = url;
    this.#requests = new PageRequests(parts.network, (message, transfer) => this.send(message, transfer));
    this.#resources = new PageResources(parts.loader, url);
    this.#sockets = new PageSockets(parts.openWebSocket, (message) => this.send(message));
    port.onmessage = ({ data }) => {
      const message = parseFrameMessage(data);
      if (message && this.#isHeard(message)) this.#receive(message);
    };
  }

  send(message: ToFrame, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  /** Another page comes in its place; the page may yet close the windows that it opened. */
  leave(): void {
    this.#isLeft = true;
    this.#giveUp();
  }

  /** Nothing of the page is heard any more; what it asked for is given up. */
  close(): void {
    this.#port.close();
    this.#giveUp();
  }

  #giveUp(): void {
    this.#requests.abortAll();
    this.#sockets.closeAll();
  }

  #isHeard(message: FromFrame): boolean {
    return !this.#isLeft || (message.type === 'to-window' && message.act.type === 'close');
  }

  #receive(message: FromFrame): void {
    switch (message.type) {
      case 'request':
        void this.#requests.load(message, this.url);
        break;
      case 'request-read':
        this.#requests.continue(message.id);
        break;
      case 'request-abort':
        this.#requests.abort(message.id);
        break;
      case 'load':
        void this.#resources.load(message, this.url).then((answer) => this.send(answer));
        break;
      case 'socket-connect':
        void this.#sockets.connect(message, this.url);
        break;
      case 'socket-send':
        this.#sockets.send(message);
        break;
      case 'socket-close':
        this.#sockets.close(message);
        break;
      case 'open-window':
      case 'close-window':
      case 'to-window':
        this.#parts.onWindowWish(message);
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
}
