/**
 * In the frame: images and what else a page loads by an address, when it is painted and when scripts add more. The
 * address waits in an attribute of ours until the site's page has brought what it leads to.
 */
import { WAITING_PREFIX } from '../document/names.ts';
import { findAddedRoots } from './added-elements.ts';
import type { ResourceKind } from './messages.ts';
import { resolve } from './page-address.ts';
import type { ResourceUrls } from './resource-urls.ts';

type ElementClass = { readonly prototype: HTMLElement };

/** Where scripts set addresses. */
const ADDRESSES: readonly (readonly [ElementClass, string])[] = [
  [HTMLImageElement, 'src'],
  [HTMLScriptElement, 'src'],
  [HTMLMediaElement, 'src'],
  [HTMLSourceElement, 'src'],
  [HTMLTrackElement, 'src'],
  [HTMLInputElement, 'src'],
  [HTMLVideoElement, 'poster'],
  [HTMLLinkElement, 'href'],
  [HTMLIFrameElement, 'src'],
  [HTMLEmbedElement, 'src'],
  [HTMLObjectElement, 'data'],
];
const WAITING = ['src', 'href', 'poster'].map((name) => WAITING_PREFIX + name);
const NOT_FETCHED = /^\s*(data|blob|about|javascript):/i;

/** Native means, taken before the page runs. */
const setAttribute = Element.prototype.setAttribute;
const getAttribute = Element.prototype.getAttribute;

export class LateResources {
  readonly #urls: ResourceUrls;

  constructor(urls: ResourceUrls) {
    this.#urls = urls;
  }

  /** Scripts that set an address leave it to this. */
  patchSetters(): void {
    for (const [{ prototype }, name] of ADDRESSES) this.#patchProperty(prototype, name);
    const late = this;
    Element.prototype.setAttribute = function setAddress(this: Element, name: string, value: string) {
      const isAddress = ADDRESSES.some(([type, of]) => of === name.toLowerCase() && this instanceof (type as never));
      if (isAddress) late.#wait(this, name.toLowerCase(), String(value));
      else setAttribute.call(this, name, value);
    };
  }

  /** Follows what is added to the page. After `document.open`. */
  watch(root: Node): void {
    const observer = new MutationObserver((records) => {
      for (const { type, target } of records) if (type === 'attributes') this.#bring(target as Element);
      for (const root of findAddedRoots(records)) this.#bringAll(root);
    });
    observer.observe(root, { childList: true, subtree: true, attributeFilter: WAITING });
    if (root instanceof Document) for (const element of root.querySelectorAll('*')) this.#bringAll(element);
  }

  #patchProperty(prototype: HTMLElement, name: string): void {
    const native = Object.getOwnPropertyDescriptor(prototype, name);
    const late = this;
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: HTMLElement) {
        const address =
          getAttribute.call(this, WAITING_PREFIX + name) ?? getAttribute.call(this, `${WAITING_PREFIX}was`);
        return address === null ? native?.get?.call(this) : (resolve(address)?.href ?? address);
      },
      set(this: HTMLElement, value: unknown) {
        late.#wait(this, name, String(value));
      },
    });
  }

  #wait(element: Element, name: string, value: string): void {
    const waits = !NOT_FETCHED.test(value);
    setAttribute.call(element, waits ? WAITING_PREFIX + name : name, value);
    // An image loads before it is in the page, too.
    if (waits && element instanceof HTMLImageElement) this.#bring(element);
  }

  #bringAll(root: Element): void {
    this.#bring(root);
    for (const element of root.querySelectorAll(WAITING.map((name) => `[${name}]`).join(', '))) this.#bring(element);
    for (const image of root.querySelectorAll('img[src^="/"], img[src^="http"]')) this.#adopt(image);
    if (root.matches('img[src]')) this.#adopt(root);
  }

  /** An image that came as HTML from a script. */
  #adopt(image: Element): void {
    const src = getAttribute.call(image, 'src');
    if (src !== null && !NOT_FETCHED.test(src)) this.#wait(image, 'src', src);
  }

  #bring(element: Element): void {
    for (const waiting of WAITING) {
      const address = getAttribute.call(element, waiting);
      const kind = address === null ? undefined : this.#findKind(element);
      if (address === null || kind === undefined) continue;
      element.removeAttribute(waiting);
      setAttribute.call(element, `${WAITING_PREFIX}was`, address);
      void this.#load(element, waiting.slice(WAITING_PREFIX.length), address, kind);
    }
  }

  /** Undefined for what is not loaded (yet). */
  #findKind(element: Element): ResourceKind | undefined {
    if (element instanceof HTMLImageElement) return 'file';
    if (!element.isConnected) return undefined;
    if (element instanceof HTMLScriptElement) return element.type === 'module' ? 'module' : 'script';
    if (element instanceof HTMLLinkElement) return element.relList.contains('stylesheet') ? 'style' : undefined;
    const isFrame = element instanceof HTMLIFrameElement || element instanceof HTMLEmbedElement;
    return isFrame || element instanceof HTMLObjectElement ? undefined : 'file';
  }

  async #load(element: Element, name: string, address: string, kind: ResourceKind): Promise<void> {
    const url = resolve(address);
    const brought = url && (await this.#urls.load(url, kind));
    if (kind === 'module' && url && this.#urls.hasModule(url.href)) {
      const code = `import ${JSON.stringify(url.href)};`;
      return setAttribute.call(element, name, URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
    }
    // Without anything to show, the policy refuses the address and the element says so with its event.
    setAttribute.call(element, name, brought ?? url?.href ?? address);
  }
}
