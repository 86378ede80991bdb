/** In the frame: `document.cookie`, `localStorage` and `sessionStorage`, which a sandbox does not have. */
import type { DocumentMessage, StorageArea, StoredItems } from './messages.ts';
import type { SiteChannel } from './site-channel.ts';

export function installStoredState(site: SiteChannel, { cookies, storage }: DocumentMessage): void {
  installCookies(site, cookies);
  for (const area of ['local', 'session'] as const) {
    Object.defineProperty(window, `${area}Storage`, {
      value: createStorage(site, area, storage[area]),
      configurable: true,
    });
  }
}

function installCookies(site: SiteChannel, initial: string): void {
  let cookies = initial;
  site.on('cookies', ({ text }) => {
    cookies = text;
  });
  Object.defineProperty(Document.prototype, 'cookie', {
    configurable: true,
    get: () => cookies,
    set: (text: unknown) => {
      cookies = foresee(cookies, String(text));
      site.send({ type: 'set-cookie', text: String(text) });
    },
  });
}

/** What `document.cookie` will most likely be: the site's page decides, and a script reads on at once. */
function foresee(cookies: string, text: string): string {
  const [pair = '', ...attributes] = text.split(';').map((part) => part.trim());
  const name = pair.split('=')[0] ?? '';
  const others = cookies.split('; ').filter((other) => other !== '' && other.split('=')[0] !== name);
  const isGone = attributes.some((attribute) => {
    const [key = '', value = ''] = attribute.split('=');
    if (key.toLowerCase() === 'max-age') return Number(value) <= 0;
    return key.toLowerCase() === 'expires' && Date.parse(value) <= Date.now();
  });
  const isHidden = attributes.some((attribute) => attribute.toLowerCase() === 'httponly');
  return [...others, ...(isGone || isHidden ? [] : [pair])].join('; ');
}

/** HTML standard, `Storage`: methods, and items as properties. */
function createStorage(site: SiteChannel, area: StorageArea, initial: StoredItems): Storage {
  const items = new Map(Object.entries(initial));
  const keep = () => site.send({ type: 'store', area, items: Object.fromEntries(items) });
  const methods = {
    get length() {
      return items.size;
    },
    key: (index: number) => [...items.keys()][index] ?? null,
    getItem: (key: unknown) => items.get(String(key)) ?? null,
    setItem(key: unknown, value: unknown) {
      items.set(String(key), String(value));
      keep();
    },
    removeItem(key: unknown) {
      if (items.delete(String(key))) keep();
    },
    clear() {
      items.clear();
      keep();
    },
  };
  return new Proxy(methods as unknown as Storage, {
    get: (target, key) => (key in target || typeof key === 'symbol' ? Reflect.get(target, key) : items.get(key)),
    set(_target, key, value) {
      methods.setItem(key, value);
      return true;
    },
    deleteProperty(_target, key) {
      methods.removeItem(key);
      return true;
    },
    has: (target, key) => key in target || items.has(String(key)),
    ownKeys: () => [...items.keys()],
    getOwnPropertyDescriptor: (_target, key) =>
      items.has(String(key))
        ? { value: items.get(String(key)), enumerable: true, configurable: true, writable: true }
        : undefined,
  });
}
