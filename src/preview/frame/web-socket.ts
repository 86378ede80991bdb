/** In the frame: `WebSocket` by way of the site's page (WebSockets standard). */
import { defineHandlers } from './event-handlers.ts';
import { resolve } from './page-address.ts';
import type { SiteChannel } from './site-channel.ts';

interface Listener {
  opened(protocol: string): void;
  received(message: string | Uint8Array<ArrayBuffer>): void;
  closed(code: number, reason: string): void;
}

const NORMAL = 1000;
const ABNORMAL = 1006;

export function createWebSocket(site: SiteChannel): typeof WebSocket {
  const listeners = new Map<number, Listener>();
  site.on('socket-open', ({ id, protocol }) => listeners.get(id)?.opened(protocol));
  site.on('socket-message', ({ id, message }) => listeners.get(id)?.received(message));
  site.on('socket-close', ({ id, code, reason }) => {
    listeners.get(id)?.closed(code, reason);
    listeners.delete(id);
  });

  class PreviewWebSocket extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;
    readonly url: string;
    readonly extensions = '';
    readonly bufferedAmount = 0;
    binaryType: BinaryType = 'blob';
    protocol = '';
    readyState = 0;
    readonly #id = site.nextId();

    constructor(address: string | URL, protocols: string | string[] = []) {
      super();
      const url = resolve(String(address));
      if (!url || !/^(wss?|https?):$/.test(url.protocol))
        throw new DOMException(`"${address}" is no address of a WebSocket.`, 'SyntaxError');
      url.protocol = url.protocol.replace('http', 'ws');
      this.url = url.href;
      listeners.set(this.#id, {
        opened: (protocol) => this.#open(protocol),
        received: (message) => this.#receive(message),
        closed: (code, reason) => this.#end(code, reason),
      });
      site.send({ type: 'socket-connect', id: this.#id, url: this.url, protocols: [protocols].flat() });
    }

    send(message: string | BufferSource | Blob): void {
      if (this.readyState === 0) throw new DOMException('The WebSocket is not open yet.', 'InvalidStateError');
      if (this.readyState !== 1) return;
      if (message instanceof Blob) void message.arrayBuffer().then((buffer) => this.#send(new Uint8Array(buffer)));
      else if (typeof message === 'string') this.#send(message);
      else if (ArrayBuffer.isView(message))
        this.#send(new Uint8Array(message.buffer as ArrayBuffer, message.byteOffset, message.byteLength).slice());
      else if (message instanceof ArrayBuffer) this.#send(new Uint8Array(message.slice()));
      else this.#send(String(message));
    }

    close(code?: number, reason?: string): void {
      if (code !== undefined && code !== NORMAL && (code < 3000 || code > 4999)) {
        throw new DOMException(`The code must be 1000 or from 3000 to 4999, not ${code}.`, 'InvalidAccessError');
      }
      if (this.readyState >= 2) return;
      this.readyState = 2;
      site.send({
        type: 'socket-close',
        id: this.#id,
        ...(code !== undefined && { code }),
        ...(reason !== undefined && { reason }),
      });
    }

    #send(message: string | Uint8Array<ArrayBuffer>): void {
      site.send({ type: 'socket-send', id: this.#id, message });
    }

    #open(protocol: string): void {
      this.protocol = protocol;
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
    }

    #receive(message: string | Uint8Array<ArrayBuffer>): void {
      const isText = typeof message === 'string';
      const data = isText ? message : this.binaryType === 'blob' ? new Blob([message]) : message.buffer;
      this.dispatchEvent(new MessageEvent('message', { data, origin: new URL(this.url).origin }));
    }

    #end(code: number, reason: string): void {
      const wasOpen = this.readyState === 1 || this.readyState === 2;
      this.readyState = 3;
      const wasClean = code !== ABNORMAL;
      if (!wasClean || !wasOpen) this.dispatchEvent(new Event('error'));
      this.dispatchEvent(new CloseEvent('close', { code, reason, wasClean }));
    }
  }
  defineHandlers(PreviewWebSocket.prototype, ['open', 'message', 'error', 'close']);
  return PreviewWebSocket as unknown as typeof WebSocket;
}
