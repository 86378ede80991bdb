/** The address that the page believes to have. `pushState` and links within the page change it. */
export class PageAddress {
  readonly #url: URL;

  constructor(href: string) {
    this.#url = new URL(href);
  }

  get href(): string {
    return this.#url.href;
  }

  set href(href: string) {
    this.#url.href = href;
  }

  /** A copy, to be changed. */
  toUrl(): URL {
    return new URL(this.#url);
  }

  get origin(): string {
    return this.#url.origin;
  }

  get hash(): string {
    return this.#url.hash;
  }

  /** Whether another address is a place in the same document. */
  isSameDocument(other: URL): boolean {
    const [own, asked] = [this.#url.href.split('#')[0], other.href.split('#')[0]];
    return own === asked && other.href.includes('#');
  }
}

/** What a page writes, by its base. Undefined for what is no address. */
export function resolve(address: string): URL | undefined {
  return URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : undefined;
}
