/** A small browser for the program's servers: what it shows, where it was, and what it keeps. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { HttpHeaders } from '../../runtimes/runtime.ts';
import { PLACEHOLDER_START, type PreparedDocument } from '../document/resource.ts';
import { ResourceLoader } from '../document/resource-loader.ts';
import type { ScrollPlace, StorageArea, StoredItems } from '../frame/messages.ts';
import { CookieJar } from '../network/cookie-jar.ts';
import { isLocalUrl, parseAddress } from '../network/local-url.ts';
import { PreviewNetwork } from '../network/preview-network.ts';
import { RequestLog } from '../network/request-log.ts';
import type { FrameHost } from './frame-host.ts';
import { FrameSession, type PageWish } from './frame-session.ts';
import { type PageRequest, PreviewHistory } from './history.ts';
import { type LoadedPage, loadPage, type OfferedFile } from './load-page.ts';
import { createOpenWebSocket, type OpenWebSocket, type Servers } from './servers.ts';

/** What the frame shows. `failed`: there was no answer, `reason` says why. */
export type PageState =
  | { readonly phase: 'blank' }
  | { readonly phase: 'loading' }
  | { readonly phase: 'shown' }
  | { readonly phase: 'failed'; readonly reason: string };

/** What only the learner can allow: a file to save, or a link that leads out of the preview. */
export type Offer = ({ readonly kind: 'file' } & OfferedFile) | { readonly kind: 'link'; readonly href: string };

export class PreviewBrowser {
  readonly cookies = new CookieJar();
  readonly log = new RequestLog();
  readonly history = new PreviewHistory();
  readonly network: PreviewNetwork;
  readonly #loader: ResourceLoader;
  readonly #openWebSocket: OpenWebSocket;
  readonly #state = signal<PageState>({ phase: 'blank' });
  readonly #title = signal('');
  readonly #offer = signal<Offer | undefined>(undefined);
  readonly #storage = new Map<string, StoredItems>();
  readonly #endWatchingCookies: () => void;
  #host: FrameHost | undefined;
  #session: FrameSession | undefined;
  #loading: AbortController | undefined;
  #documents = 0;

  constructor(servers: Servers) {
    this.network = new PreviewNetwork((request) => servers.request(request), this.cookies, this.log);
    this.#loader = new ResourceLoader(this.network);
    this.#openWebSocket = createOpenWebSocket(servers, this.cookies, this.log);
    this.#endWatchingCookies = this.cookies.cookies.subscribe(() => this.#tellCookies());
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

  /** The frame that pages are shown in; before it is there, nothing can be shown. */
  attach(host: FrameHost): void {
    this.#host = host;
  }

  /** Goes where the learner typed; false when that is no address of a server of the program. */
  open(typed: string, origin: string): boolean {
    const url = parseAddress(typed, origin);
    if (url) void this.#navigate({ url: url.href, method: 'GET', headers: [] }, 'push');
    return url !== undefined;
  }

  reload(): void {
    const entry = this.history.present.value;
    if (!entry) return;
    this.#loader.forget();
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

  dismissOffer(): void {
    this.#offer.value = undefined;
  }

  /** The program runs anew: its files may be others. */
  forgetFiles(): void {
    this.#loader.forget();
  }

  dispose(): void {
    this.#loading?.abort();
    this.#session?.close();
    this.#endWatchingCookies();
  }

  async #navigate(request: PageRequest, how: 'push' | 'replace' | 'stay', scroll?: ScrollPlace): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    const before = this.#state.value;
    this.#state.value = { phase: 'loading' };
    try {
      const page = await loadPage(this.network, this.#loader, request, loading.signal);
      if (loading.signal.aborted) return;
      if ('file' in page) this.#offer.value = { kind: 'file', ...page.file };
      if ('document' in page) await this.#show(page, request, how, scroll, loading.signal);
      else this.#state.value = before.phase === 'loading' ? { phase: 'shown' } : before;
    } catch (error) {
      // Whoever came after it shows its own state.
      if (this.#loading !== loading) return;
      const wasStopped = loading.signal.aborted;
      if (!wasStopped && how === 'push') this.#remember({ ...request, method: 'GET', body: undefined }, how);
      const reason = error instanceof Error ? error.message : String(error);
      this.#state.value = wasStopped ? { phase: 'shown' } : { phase: 'failed', reason };
    }
  }

  async #show(
    page: Extract<LoadedPage, { document: PreparedDocument }>,
    request: PageRequest,
    how: 'push' | 'replace' | 'stay',
    scroll: ScrollPlace | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const port = await this.#host?.openPort();
    if (!port || signal.aborted) return;
    const { url, document, text } = page;
    this.#session?.close();
    const session = new FrameSession(port, url, {
      network: this.network,
      loader: this.#loader,
      openWebSocket: this.#openWebSocket,
      onWish: (wish) => {
        if (this.#session === session) this.#grant(wish);
      },
    });
    this.#session = session;
    this.#remember({ ...(page.redirected ? { method: 'GET', headers: [] } : request), url: url.href }, how);
    session.show({
      type: 'document',
      ...document,
      url: url.href,
      referrer: request.referrer ?? '',
      placeholderStart: PLACEHOLDER_START,
      cookies: this.cookies.read(url, 'script'),
      storage: { local: this.#readStorage('local', url.origin), session: this.#readStorage('session', url.origin) },
      historyLength: this.history.length,
      historyState: this.history.present.value?.state,
      ...(scroll && { scroll }),
    });
    if (text) void passText(text, session, signal);
  }

  #remember(request: PageRequest, how: 'push' | 'replace' | 'stay'): void {
    this.#documents += 1;
    const present = this.history.present.value;
    const entry = { request, document: this.#documents, state: how === 'push' ? undefined : present?.state };
    // The same address again is no new place, as in browsers.
    const isSame = how === 'push' && present?.request.url === request.url && request.method === 'GET';
    if (how === 'push' && !isSame) this.history.push(entry);
    else this.history.replace({ ...entry, ...(present?.scroll && { scroll: present.scroll }) });
  }

  #grant(wish: PageWish): void {
    const present = this.history.present.value;
    switch (wish.type) {
      case 'navigate':
        this.#follow(wish);
        break;
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
        break;
      }
      case 'set-cookie':
        if (this.#session) this.cookies.take(wish.text, this.#session.url, 'script');
        break;
      case 'store':
        if (this.#session) this.#storage.set(`${wish.area} ${this.#session.url.origin}`, wish.items);
        break;
      case 'title':
        this.#title.value = wish.title;
        break;
      case 'scroll':
        if (present) this.history.replace({ ...present, scroll: { x: wish.x, y: wish.y } });
        break;
      case 'shown':
        this.#state.value = { phase: 'shown' };
        break;
      case 'save':
        this.#offer.value = { kind: 'file', name: wish.name, contentType: wish.contentType, bytes: wish.bytes };
        break;
    }
  }

  #follow({ url: href, method, contentType, body, replaces }: Extract<PageWish, { type: 'navigate' }>): void {
    const url = new URL(href);
    if (!isLocalUrl(url)) {
      // Only what a new tab can show; `javascript:` there would be ours.
      if (/^(https?|mailto):$/.test(url.protocol)) this.#offer.value = { kind: 'link', href: url.href };
      return;
    }
    const headers: HttpHeaders = contentType ? [['Content-Type', contentType]] : [];
    const request = { url: url.href, method, headers, body, referrer: this.#session?.url.href };
    void this.#navigate(request, replaces ? 'replace' : 'push');
  }

  #readStorage(area: StorageArea, origin: string): StoredItems {
    return this.#storage.get(`${area} ${origin}`) ?? {};
  }

  #tellCookies(): void {
    const session = this.#session;
    session?.send({ type: 'cookies', text: this.cookies.read(session.url, 'script') });
  }
}

/** Shows text while it comes. */
async function passText(text: ReadableStream<string>, session: FrameSession, signal: AbortSignal): Promise<void> {
  try {
    for (const reader = text.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) break;
      session.send({ type: 'text', text: value });
    }
  } catch {
    session.send({ type: 'text', text: '\n[The connection broke here.]' });
  }
}
