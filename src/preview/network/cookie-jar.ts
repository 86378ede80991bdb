/**
 * The cookies of one preview. Own code: the well-kept libraries bring the list of public suffixes with them, which is
 * larger than the rest of the preview, and a loopback has no suffixes: each of its hosts is a site, whatever the port.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import { type Cookie, type CookieSource, isForSite, matches, parseCookie, type SiteRelation } from './cookie.ts';

/** A server that sets cookies without end must not fill the page's memory. */
const MOST_COOKIES = 300;

export class CookieJar {
  readonly #cookies = signal<readonly Cookie[]>([]);
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** All that have not expired when they were last asked for. */
  get cookies(): ReadonlySignal<readonly Cookie[]> {
    return this.#cookies;
  }

  /** Takes the text of a `Set-Cookie` header or one set by a script; one that has expired takes its namesake away. */
  take(text: string, url: URL, source: CookieSource, relation: SiteRelation = 'same-site'): void {
    const cookie = parseCookie(text, url, source, this.#now());
    // RFC 6265bis, section 5.7: a page that another site leads to may set any, what another site loads only `None`.
    if (!cookie || (relation === 'cross-site' && !isForSite(cookie, relation))) return;
    const before = this.#cookies.value.find((other) => isSame(other, cookie));
    if (before?.isHttpOnly && source === 'script') return;
    const others = this.#living().filter((other) => other !== before);
    const isGone = cookie.expires !== undefined && cookie.expires <= this.#now();
    this.#cookies.value = isGone ? others : [...others, cookie].slice(-MOST_COOKIES);
  }

  /** The header `Cookie` for a request, or what `document.cookie` shows; empty when there is none. */
  read(url: URL, source: CookieSource, relation: SiteRelation = 'same-site'): string {
    return this.#living()
      .filter((cookie) => matches(cookie, url) && isForSite(cookie, relation))
      .filter((cookie) => source === 'server' || !cookie.isHttpOnly)
      .toSorted((one, other) => other.path.length - one.path.length)
      .map(({ name, value }) => (name === '' ? value : `${name}=${value}`))
      .join('; ');
  }

  remove(cookie: Cookie): void {
    this.#cookies.value = this.#cookies.value.filter((other) => other !== cookie);
  }

  clear(): void {
    this.#cookies.value = [];
  }

  #living(): readonly Cookie[] {
    const now = this.#now();
    return this.#cookies.value.filter(({ expires }) => expires === undefined || expires > now);
  }
}

function isSame(one: Cookie, other: Cookie): boolean {
  return one.name === other.name && one.host === other.host && one.path === other.path;
}
