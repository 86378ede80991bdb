/** One window of the preview: a page, where it was, and what it wants. The first one, or a pop-up. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { HttpHeaders } from '../../runtimes/runtime.ts';
import { blankDocument } from '../document/plain-document.ts';
import { PLACEHOLDER_START } from '../document/resource.ts';
import type { ResourceLoader } from '../document/resource-loader.ts';
import type { ScrollPlace, ToFrame } from '../frame/messages.ts';
import type { WindowKey } from '../frame/windows/window-acts.ts';
import type { CookieJar } from '../network/cookie-jar.ts';
import { isLocalUrl, parseAddress } from '../network/local-url.ts';
import type { PreviewNetwork } from '../network/preview-network.ts';
import type { FrameHost } from './frame-host.ts';
import { FrameSession, type PageWish, type WindowWish } from './frame-session.ts';
import { type Arrival, type PageRequest, PreviewHistory } from './history.ts';
import { loadPage, type ShownPage } from './load-page.ts';
import type { Offer, PageState } from './page-state.ts';
import type { PageStorage } from './page-storage.ts';
import { passText } from './pass-text.ts';
import type { OpenWebSocket } from './servers.ts';

/** What all windows of a preview share. */
export interface WindowParts {
  readonly network: PreviewNetwork;
  readonly cookies: CookieJar;
  readonly loader: ResourceLoader;
  readonly storage: PageStorage;
  readonly openWebSocket: OpenWebSocket;
  /** A number that no other document has. */
  readonly countDocument: () => number;
  readonly onWindowWish: (from: PreviewWindow, wish: WindowWish) => void;
  /** A window has another page or address. */
  readonly onArrive: (window: PreviewWindow) => void;
}

/** How a window came to be; of the first one, nothing. */
export interface WindowOrigin {
  /** By which its opener knows it. */
  readonly id: WindowKey;
  readonly name: string;
  /** Absent where the page said that it wants no hold of it. */
  readonly opener?: PreviewWindow | undefined;
}

export class PreviewWindow {
  readonly history = new PreviewHistory();
  readonly id: WindowKey;
  readonly name: string;
  readonly opener: PreviewWindow | undefined;
  readonly #parts: WindowParts;
  readonly #state = signal<PageState>({ phase: 'blank' });
  readonly #title = signal('');
  readonly #offer = signal<Offer | undefined>(undefined);
  readonly #host = Promise.withResolvers<FrameHost>();
  /** For the first page, from others that do not wait for it. */
  #waiting: ToFrame[] = [];
  #session: FrameSession | undefined;
  /** Of the page before, which is taken down when the present one is there. */
  #left: FrameSession | undefined;
  /** Whose page is to be painted; absent when nothing is, or another navigation has begun. */
  #awaited: FrameSession | undefined;
  #loading: AbortController | undefined;
  #document = 0;

  constructor(parts: WindowParts, { id, name, opener }: WindowOrigin = { id: 'first', name: '' }) {
    this.#parts = parts;
    this.id = id;
    this.name = name;
    this.opener = opener;
  }

  get state(): ReadonlySignal<PageState> {
    return this.#state;
  }

  get title(): ReadonlySignal<string> {
    return this.#title;
  }

  get offer(): ReadonlySignal<Offer | undefined> {
    return this.#offer;
  }

  /** Where its page is; absent while it has none. */
  get url(): URL | undefined {
    return this.#session?.url;
  }

  /** The frame that pages are shown in; what is to be shown waits for it. */
  attach(host: FrameHost): void {
    this.#host.resolve(host);
  }

  /** Goes where the learner typed; false when that is no address of a server of the program. */
  open(typed: string, origin: string): boolean {
    const url = parseAddress(typed, origin);
    if (url) this.load({ url: url.href, method: 'GET', headers: [] });
    return url !== undefined;
  }

  /** Goes to a page of a server of the program. */
  load(request: PageRequest, arrival: Arrival = 'push'): void {
    void this.#navigate(request, arrival);
  }

  /** Shows an empty page with the address of the one that wants it. */
  showBlank(url: URL): void {
    const request = { url: url.href, method: 'GET', headers: [] };
    const page = { url, redirected: false, document: blankDocument(url) };
    void this.#show(page, request, 'unremembered', new AbortController().signal);
  }

  /** Goes where a page wants to; to an address outside only the learner can. */
  follow(href: string, request: Omit<PageRequest, 'url'>, arrival: Arrival): void {
    const url = new URL(href);
    if (isLocalUrl(url)) this.load({ ...request, url: url.href }, arrival);
    // Only what a new tab can show; `javascript:` there would be ours.
    else if (/^(https?|mailto):$/.test(url.protocol)) this.makeOffer({ kind: 'link', href: url.href });
  }

  reload(): void {
    const entry = this.history.present.value;
    if (!entry) return;
    this.#parts.loader.forget();
    const { request } = entry;
    if (request.method !== 'GET' && !confirm('Send the form again?')) return;
    void this.#navigate(request, 'replace', entry.scroll);
  }

  /** Steps back (negative) or forward. */
  go(delta: number): void {
    const target = this.history.peek(delta);
    const present = this.history.present.value;
    if (!target || !present) return;
    const isSameDocument = target.document === present.document && this.#state.value.phase === 'shown';
    this.history.move(delta);
    if (isSameDocument) {
      if (this.#session) this.#session.url = new URL(target.request.url);
      this.#session?.send({ type: 'pop-state', url: target.request.url, state: target.state });
      this.#parts.onArrive(this);
    } else {
      // Of a form that was sent, only the address comes back: nobody wants to order twice.
      const { url, referrer } = target.request;
      void this.#navigate({ url, method: 'GET', headers: [], referrer }, 'stay', target.scroll);
    }
  }

  /** Gives up what is loading. */
  stop(): void {
    this.#loading?.abort();
  }

  makeOffer(offer: Offer): void {
    this.#offer.value = offer;
  }

  dismissOffer(): void {
    this.#offer.value = undefined;
  }

  /** Tells the page something, or the first one that comes. */
  send(message: ToFrame): void {
    if (this.#session) this.#session.send(message);
    else this.#waiting.push(message);
  }

  tellCookies(): void {
    const session = this.#session;
    session?.send({ type: 'cookies', text: this.#parts.cookies.read(session.url, 'script') });
  }

  dispose(): void {
    this.#loading?.abort();
    this.#left?.close();
    this.#session?.close();
  }

  async #navigate(request: PageRequest, arrival: Arrival, scroll?: ScrollPlace): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#awaited = undefined;
    const before = this.#state.value;
    this.#state.value = { phase: 'loading' };
    void this.#host.promise.then((host) => host.prepare());
    try {
      const page = await loadPage(this.#parts.network, this.#parts.loader, request, loading.signal);
      if (loading.signal.aborted) return;
      if ('file' in page) this.#offer.value = { kind: 'file', ...page.file };
      if ('document' in page) await this.#show(page, request, arrival, loading.signal, scroll);
      else this.#state.value = before.phase === 'loading' ? { phase: 'shown' } : before;
    } catch (error) {
      // Whoever came after it shows its own state.
      if (this.#loading !== loading) return;
      const wasStopped = loading.signal.aborted;
      if (!wasStopped && arrival === 'push') this.#remember({ ...request, method: 'GET', body: undefined }, arrival);
      const reason = error instanceof Error ? error.message : String(error);
      this.#state.value = wasStopped ? { phase: 'shown' } : { phase: 'failed', reason };
    }
  }

  async #show(
    page: ShownPage,
    request: PageRequest,
    /** `unremembered`: the page is nowhere. */
    arrival: Arrival | 'unremembered',
    signal: AbortSignal,
    scroll?: ScrollPlace,
  ): Promise<void> {
    const port = await (await this.#host.promise).openPort();
    if (signal.aborted) return port.close();
    const { url, document, text } = page;
    this.#left?.close();
    this.#left = this.#session;
    this.#left?.leave();
    const session = this.#openSession(port, url);
    this.#session = session;
    this.#awaited = session;
    if (arrival === 'unremembered') this.#document = this.#parts.countDocument();
    else this.#remember({ ...(page.redirected ? { method: 'GET', headers: [] } : request), url: url.href }, arrival);
    session.send({
      type: 'document',
      ...document,
      url: url.href,
      referrer: request.referrer ?? '',
      placeholderStart: PLACEHOLDER_START,
      cookies: this.#parts.cookies.read(url, 'script'),
      storage: {
        local: this.#parts.storage.read('local', url.origin),
        session: this.#parts.storage.read('session', url.origin),
      },
      historyLength: this.history.length,
      historyState: this.history.present.value?.state,
      windowName: this.name,
      hasOpener: this.opener !== undefined,
      idStart: `${this.#document}-`,
      ...(scroll && { scroll }),
    });
    this.#parts.onArrive(this);
    for (const message of this.#waiting.splice(0)) {
      // Of another origin they are none of this page's affair.
      if (message.type !== 'from-window' || message.origin === url.origin) session.send(message);
    }
    if (text) void passText(text, session, signal);
  }

  #openSession(port: MessagePort, url: URL): FrameSession {
    const session: FrameSession = new FrameSession(port, url, {
      ...this.#parts,
      onWish: (wish) => {
        if (this.#session === session) this.#grant(wish, session);
      },
      onWindowWish: (wish) => this.#parts.onWindowWish(this, wish),
    });
    return session;
  }

  #remember(request: PageRequest, arrival: Arrival): void {
    this.#document = this.#parts.countDocument();
    this.history.arrive(request, this.#document, arrival);
  }

  #grant(wish: PageWish, session: FrameSession): void {
    const present = this.history.present.value;
    switch (wish.type) {
      case 'navigate': {
        const { url, method, contentType, body, replaces } = wish;
        const headers: HttpHeaders = contentType ? [['Content-Type', contentType]] : [];
        this.follow(url, { method, headers, body, referrer: session.url.href }, replaces ? 'replace' : 'push');
        break;
      }
      case 'reload':
        this.reload();
        break;
      case 'go':
        this.go(wish.delta);
        break;
      case 'push-state': {
        if (!present) break;
        const entry = { ...present, state: wish.state, request: { url: wish.url, method: 'GET', headers: [] } };
        if (wish.replaces) this.history.replace(entry);
        else this.history.push(entry);
        this.#parts.onArrive(this);
        break;
      }
      case 'set-cookie':
        this.#parts.cookies.take(wish.text, session.url, 'script');
        break;
      case 'store':
        this.#parts.storage.write(wish.area, session.url.origin, wish.items);
        break;
      case 'title':
        this.#title.value = wish.title;
        break;
      case 'scroll':
        this.history.keepScroll({ x: wish.x, y: wish.y });
        break;
      case 'shown':
        // A page that was hidden is painted later; what came of the next address by then stays.
        if (this.#awaited !== session) break;
        this.#awaited = undefined;
        this.#state.value = { phase: 'shown' };
        break;
      case 'save':
        this.#offer.value = { kind: 'file', name: wish.name, contentType: wish.contentType, bytes: wish.bytes };
        break;
    }
  }
}
