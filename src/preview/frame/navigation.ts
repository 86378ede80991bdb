/** In the frame: `location`, `history`, links and places within the page. The site's page navigates. */
import { LOCATION_NAME } from '../document/names.ts';
import type { DocumentMessage, FromFrame } from './messages.ts';
import { type PageAddress, resolve } from './page-address.ts';
import type { SiteChannel } from './site-channel.ts';

export type Navigate = Extract<FromFrame, { type: 'navigate' }>;

export class Navigation {
  readonly #site: SiteChannel;
  readonly address: PageAddress;
  #length: number;
  #state: unknown;

  constructor(site: SiteChannel, address: PageAddress, { historyLength, historyState }: DocumentMessage) {
    this.#site = site;
    this.address = address;
    this.#length = historyLength;
    this.#state = historyState;
    site.on('pop-state', ({ url, state }) => this.#pop(url, state));
  }

  /** Goes to an address: within the page where it is one of it, else the site's page loads it. */
  go(url: URL, choices: Partial<Omit<Navigate, 'type' | 'url'>> = {}): void {
    const { method = 'GET', replaces = false } = choices;
    if (method === 'GET' && this.address.isSameDocument(url)) this.#goWithin(url, replaces);
    else if (url.protocol !== 'javascript:')
      this.#site.send({ type: 'navigate', ...choices, url: url.href, method, replaces });
  }

  reload(): void {
    this.#site.send({ type: 'reload' });
  }

  /** Takes the place of `history` and `location`, as far as a page can reach them. */
  install(): void {
    this.#installLocation();
    this.#installHistory();
  }

  /** Scrolls to the element that the address names. */
  showPlace(): void {
    const name = decodeURIComponent(this.address.hash.slice(1));
    // The browser's own way marks the element as `:target`.
    location.replace(`about:srcdoc${this.address.hash || '#'}`);
    if (name === '') return;
    const element = document.getElementById(name) ?? document.getElementsByName(name)[0];
    element?.scrollIntoView();
  }

  #goWithin(url: URL, replaces: boolean): void {
    const before = this.address.href;
    if (before !== url.href) this.#push(url, null, replaces);
    this.showPlace();
    if (before !== url.href) this.#tellOfHash(before);
  }

  #push(url: URL, state: unknown, replaces: boolean): void {
    // What cannot be cloned throws here, as it should.
    const copy = structuredClone(state);
    this.address.href = url.href;
    this.#state = copy;
    if (!replaces) this.#length += 1;
    this.#site.send({ type: 'push-state', url: url.href, state: copy, replaces });
  }

  #pop(href: string, state: unknown): void {
    const before = this.address.href;
    this.address.href = href;
    this.#state = state;
    window.dispatchEvent(new PopStateEvent('popstate', { state }));
    if (new URL(before).hash === this.address.hash) return;
    this.showPlace();
    this.#tellOfHash(before);
  }

  #tellOfHash(before: string): void {
    const [oldURL, newURL] = [before, this.address.href];
    setTimeout(() => window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL })));
  }

  #installHistory(): void {
    const change = (replaces: boolean) => (state: unknown, _title: string, to?: string | URL | null) => {
      const url = to === undefined || to === null ? this.address.toUrl() : resolve(String(to));
      if (url?.origin !== this.address.origin) {
        throw new DOMException(`A page of ${this.address.origin} cannot take the address ${to}.`, 'SecurityError');
      }
      this.#push(url, state, replaces);
    };
    const go = (delta = 0) =>
      this.#site.send(delta === 0 ? { type: 'reload' } : { type: 'go', delta: Math.trunc(delta) });
    defineAll(History.prototype, {
      pushState: { value: change(false) },
      replaceState: { value: change(true) },
      back: { value: () => go(-1) },
      forward: { value: () => go(1) },
      go: { value: go },
      state: { get: () => this.#state },
      length: { get: () => this.#length },
    });
  }

  #installLocation(): void {
    const place = this.#describePlace();
    const accessor = { get: () => place, set: (to: unknown) => this.#assign(String(to), false) };
    // The real `location` cannot be replaced; scripts are rewritten to use this one.
    Object.defineProperty(window, LOCATION_NAME, accessor);
    Object.defineProperty(Document.prototype, LOCATION_NAME, accessor);
    for (const name of ['URL', 'documentURI']) {
      Object.defineProperty(Document.prototype, name, { get: () => this.address.href, configurable: true });
    }
  }

  #assign(to: string, replaces: boolean): void {
    const url = resolve(to);
    if (!url) throw new DOMException(`"${to}" is not an address.`, 'SyntaxError');
    this.go(url, { replaces });
  }

  #describePlace(): object {
    const { address } = this;
    const place = {
      assign: (to: unknown) => this.#assign(String(to), false),
      replace: (to: unknown) => this.#assign(String(to), true),
      reload: () => this.reload(),
      toString: () => address.href,
    };
    for (const part of ['href', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'] as const) {
      Object.defineProperty(place, part, {
        enumerable: true,
        get: () => address.toUrl()[part],
        set: (value: unknown) => {
          if (part === 'href') return this.#assign(String(value), false);
          const url = address.toUrl();
          url[part] = String(value);
          this.go(url);
        },
      });
    }
    Object.defineProperty(place, 'origin', { enumerable: true, get: () => address.origin });
    return place;
  }
}

export function defineAll(target: object, properties: Readonly<Record<string, PropertyDescriptor>>): void {
  for (const [name, descriptor] of Object.entries(properties)) {
    Object.defineProperty(target, name, { configurable: true, ...descriptor });
  }
}
