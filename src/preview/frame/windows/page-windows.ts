/** In the frame: `window.open`, `window.opener`, `window.close`, and links and forms that want a window of their own. */
import { isLocalUrl } from '../../network/local-url.ts';
import type { DocumentMessage, FromFrame } from '../messages.ts';
import { defineAll, type Navigation } from '../navigation.ts';
import { resolve } from '../page-address.ts';
import type { SiteChannel } from '../site-channel.ts';
import { OPENER, type WindowKey } from './window-acts.ts';
import { WindowHandle } from './window-handle.ts';

type OpenWindow = Extract<FromFrame, { type: 'open-window' }>;

/** How a page asks for another window. */
export type WindowWish = Pick<OpenWindow, 'name' | 'hasOpener'> &
  Partial<Pick<OpenWindow, 'method' | 'contentType' | 'body' | 'hasReferrer'>>;

const HERE = new Set(['_self', '_parent', '_top']);
/** For `window.open('')`. */
const BLANK = 'about:blank';

/** Whether a target names this window. There is none around it. */
export function isHere(target: string): boolean {
  return target === '' || HERE.has(target.toLowerCase());
}

export class PageWindows {
  readonly #site: SiteChannel;
  readonly #navigation: Navigation;
  readonly #idStart: string;
  readonly #handles = new Map<WindowKey, WindowHandle>();

  constructor(site: SiteChannel, navigation: Navigation, { windowName, hasOpener, idStart }: DocumentMessage) {
    this.#site = site;
    this.#navigation = navigation;
    this.#idStart = idStart;
    window.name = windowName;
    const opener = hasOpener ? this.#handleOf(OPENER, '').proxy : null;
    defineAll(window, {
      open: {
        value: (url?: string | URL, name?: string, features?: string) => this.#openByScript(url, name, features),
        writable: true,
      },
      opener: { value: opener, writable: true },
      close: { value: () => site.send({ type: 'close-window' }), writable: true },
    });
    site.on('from-window', ({ window: key, name, origin, act }) => this.#handleOf(key, name).receive(act, origin));
    site.on('window-at', ({ window: key, name, url }) => {
      this.#handleOf(key, name).href = url ?? BLANK;
    });
    site.on('window-closed', ({ id }) => {
      const handle = this.#handles.get(id);
      if (handle) handle.isClosed = true;
      this.#handles.delete(id);
    });
  }

  /** Opens an address in a window of that name; null where the page gets no hold of it. */
  open(url: URL, { name: wanted, hasOpener, ...wish }: WindowWish): WindowHandle | null {
    if (url.protocol === 'javascript:') return null;
    if (!isLocalUrl(url) && url.href !== BLANK) {
      // What leads out of the preview opens nothing within it.
      this.#navigation.go(url);
      return null;
    }
    const name = wanted.toLowerCase() === '_blank' ? '' : wanted;
    const present = [...this.#handles.values()].find((handle) => name !== '' && handle.name === name);
    if (present && !wish.method) {
      present.go(url);
      return present;
    }
    // As browsers do: a window that nobody clicked for is the learner's to allow.
    const isAsked = navigator.userActivation?.isActive ?? true;
    const id = `${this.#idStart}${this.#site.nextId()}`;
    this.#site.send({ type: 'open-window', hasReferrer: true, ...wish, id, url: url.href, name, hasOpener, isAsked });
    return hasOpener && isAsked ? this.#handleOf(id, name) : null;
  }

  #openByScript(address?: string | URL, target = '_blank', features = ''): object | null {
    const url = address === undefined || address === '' ? new URL(BLANK) : resolve(String(address));
    if (!url) throw new DOMException(`"${address}" is not an address.`, 'SyntaxError');
    if (isHere(target)) {
      this.#navigation.go(url);
      return window;
    }
    const hasReferrer = !/\bnoreferrer\b/i.test(features);
    const hasOpener = hasReferrer && !/\bnoopener\b/i.test(features);
    return this.open(url, { name: target, hasOpener, hasReferrer })?.proxy ?? null;
  }

  /** The page before this one may have opened it: it is known from when it speaks. */
  #handleOf(key: WindowKey, name: string): WindowHandle {
    const present = this.#handles.get(key);
    if (present) return present;
    const handle = new WindowHandle(name, (act) => this.#site.send({ type: 'to-window', window: key, act }));
    this.#handles.set(key, handle);
    return handle;
  }
}
