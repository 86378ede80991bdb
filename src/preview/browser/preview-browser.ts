/** A small browser for the program's servers: its windows, and what they share. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { ResourceLoader } from '../document/resource-loader.ts';
import { CookieJar } from '../network/cookie-jar.ts';
import { PreviewNetwork } from '../network/preview-network.ts';
import { RequestLog } from '../network/request-log.ts';
import { passAct, tellWhereItIs } from './between-windows.ts';
import type { WindowWish } from './frame-session.ts';
import { PageStorage } from './page-storage.ts';
import { PreviewWindow, type WindowParts } from './preview-window.ts';
import { createOpenWebSocket, type Servers } from './servers.ts';

type OpenWindow = Extract<WindowWish, { type: 'open-window' }>;

/** A page that opens windows without end must not fill the tab. */
const MOST_POP_UPS = 5;
const BLANK = 'about:blank';

export class PreviewBrowser {
  readonly cookies = new CookieJar();
  readonly log = new RequestLog();
  readonly network: PreviewNetwork;
  readonly #loader: ResourceLoader;
  readonly #parts: WindowParts;
  readonly #windows = signal<readonly PreviewWindow[]>([]);
  readonly #front: Signal<PreviewWindow>;
  readonly #endWatchingCookies: () => void;
  /** The window that is always there. */
  readonly first: PreviewWindow;
  #documents = 0;

  constructor(servers: Servers) {
    this.network = new PreviewNetwork((request) => servers.request(request), this.cookies, this.log);
    this.#loader = new ResourceLoader(this.network);
    this.#parts = {
      network: this.network,
      cookies: this.cookies,
      loader: this.#loader,
      storage: new PageStorage(),
      openWebSocket: createOpenWebSocket(servers, this.cookies, this.log),
      countDocument: () => {
        this.#documents += 1;
        return this.#documents;
      },
      onWindowWish: (from, wish) => this.#grant(from, wish),
      onArrive: (window) => tellWhereItIs(this, window),
    };
    this.first = new PreviewWindow(this.#parts);
    this.#windows.value = [this.first];
    this.#front = signal(this.first);
    this.#endWatchingCookies = this.cookies.cookies.subscribe(() => {
      for (const window of this.#windows.peek()) window.tellCookies();
    });
  }

  /** The first one, then pop-ups in the order in which they came. */
  get windows(): ReadonlySignal<readonly PreviewWindow[]> {
    return this.#windows;
  }

  /** The one that the learner sees. */
  get front(): ReadonlySignal<PreviewWindow> {
    return this.#front;
  }

  bringToFront(window: PreviewWindow): void {
    if (this.#windows.value.includes(window)) this.#front.value = window;
  }

  /** Closes a pop-up; the window that opened it comes forward. */
  close(window: PreviewWindow): void {
    const { opener = this.first } = window;
    if (window === this.first || !this.#windows.value.includes(window)) return;
    this.#windows.value = this.#windows.value.filter((other) => other !== window);
    if (this.#front.value === window) this.#front.value = this.#windows.value.includes(opener) ? opener : this.first;
    window.dispose();
    window.opener?.send({ type: 'window-closed', id: window.id });
  }

  /** The program runs anew: its files may be others, and its pop-ups are of before. */
  beginAnew(): void {
    this.#loader.forget();
    for (const window of this.#windows.value) this.close(window);
  }

  dispose(): void {
    for (const window of this.#windows.value) window.dispose();
    this.#endWatchingCookies();
  }

  #grant(from: PreviewWindow, wish: WindowWish): void {
    if (!this.#windows.value.includes(from)) return;
    if (wish.type === 'open-window') this.#consider(from, wish);
    // Scripts close what scripts opened (HTML standard, "script-closable").
    else if (wish.type === 'close-window') this.close(from);
    else passAct(this, from, wish.window, wish.act);
  }

  #consider(from: PreviewWindow, wish: OpenWindow): void {
    const page = from.url;
    const windows = this.#windows.value;
    if (!page || windows.some(({ id }) => id === wish.id)) return;
    if (windows.length > MOST_POP_UPS) from.send({ type: 'window-closed', id: wish.id });
    else if (wish.isAsked) this.#open(from, wish, page);
    else from.makeOffer({ kind: 'window', url: wish.url, open: () => this.#open(from, wish, page) });
  }

  #open(from: PreviewWindow, wish: OpenWindow, page: URL): void {
    const { id, url, name, hasOpener, hasReferrer, method = 'GET', contentType, body } = wish;
    const namesake = this.#windows.value.find((other) => name !== '' && other.name === name && other.opener === from);
    if (namesake) this.close(namesake);
    const window = new PreviewWindow(this.#parts, { id, name, opener: hasOpener ? from : undefined });
    this.#windows.value = [...this.#windows.value, window];
    this.#front.value = window;
    const headers = contentType ? [['Content-Type', contentType] as const] : [];
    if (url === BLANK) window.showBlank(page);
    else window.follow(url, { method, headers, body, referrer: hasReferrer ? page.href : undefined }, 'push');
  }
}
