/** The site's end of the frame around all pages: hands out a port for each. */
import { FRAME_SANDBOX, frameDocument } from './frame-document.ts';

export class FrameHost {
  readonly element: HTMLIFrameElement;
  readonly #loaded: Promise<void>;

  /** The frame begins to load when its element is put into the page. */
  constructor(document: Document) {
    this.element = document.createElement('iframe');
    this.element.title = 'The page of your server';
    this.element.setAttribute('sandbox', FRAME_SANDBOX);
    // Nothing of the device is for a page that may be a stranger's.
    this.element.allow = "fullscreen 'none'; clipboard-read 'none'; clipboard-write 'none'";
    this.element.referrerPolicy = 'no-referrer';
    const { promise, resolve } = Promise.withResolvers<void>();
    this.element.addEventListener('load', () => resolve(), { once: true });
    this.#loaded = promise;
    this.element.srcdoc = frameDocument();
  }

  /** A page may come soon: its document gets ready while the server answers. */
  async prepare(): Promise<void> {
    await this.#loaded;
    this.element.contentWindow?.postMessage('prepare', '*');
  }

  /** A port to a fresh document, which waits behind the present one until it is shown. */
  async openPort(): Promise<MessagePort> {
    await this.#loaded;
    const { port1, port2 } = new MessageChannel();
    this.element.contentWindow?.postMessage('open', '*', [port2]);
    return port1;
  }
}
