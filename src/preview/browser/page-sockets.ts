/** The WebSockets of one page. */
import type { WebSocketConnection } from '../../runtimes/runtime.ts';
import type { FromFrame, ToFrame } from '../frame/messages.ts';
import type { OpenWebSocket } from './servers.ts';

/** RFC 6455, section 7.4.1: the page goes away. */
const GOING_AWAY = 1001;
const BROKEN = 1006;

export class PageSockets {
  readonly #open: OpenWebSocket;
  readonly #send: (message: ToFrame) => void;
  readonly #sockets = new Map<number, WebSocketConnection>();
  readonly #closing = new AbortController();

  constructor(open: OpenWebSocket, send: (message: ToFrame) => void) {
    this.#open = open;
    this.#send = send;
  }

  /** `page` is where the page is. Never rejects: what fails is told to the page. */
  async connect({ id, url, protocols }: Extract<FromFrame, { type: 'socket-connect' }>, page: URL): Promise<void> {
    // A server may speak with its handshake: the page hears of the opening first.
    const early: ToFrame[] = [];
    let isOpen = false;
    const tell = (message: ToFrame) => {
      if (isOpen) this.#send(message);
      else early.push(message);
    };
    try {
      const socket = await this.#open(new URL(url), protocols, page, this.#closing.signal, {
        onMessage: (message) => tell({ type: 'socket-message', id, message }),
        onClose: (code, reason) => {
          this.#sockets.delete(id);
          tell({ type: 'socket-close', id, code, reason });
        },
      });
      this.#sockets.set(id, socket);
      isOpen = true;
      this.#send({ type: 'socket-open', id, protocol: socket.protocol });
      for (const message of early) this.#send(message);
    } catch {
      // The log of requests says why; a page is not told (WebSockets standard, section 9.3.1).
      this.#send({ type: 'socket-close', id, code: BROKEN, reason: '' });
    }
  }

  send({ id, message }: Extract<FromFrame, { type: 'socket-send' }>): void {
    this.#sockets.get(id)?.send(message);
  }

  close({ id, code, reason }: Extract<FromFrame, { type: 'socket-close' }>): void {
    this.#sockets.get(id)?.close(code, reason);
  }

  closeAll(): void {
    this.#closing.abort();
    for (const socket of this.#sockets.values()) socket.close(GOING_AWAY);
  }
}
