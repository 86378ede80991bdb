/** In the frame: `blob:` addresses for what came from the server, in the frame's own origin. */
import type { Resource } from '../document/resource.ts';
import type { ResourceKind } from './messages.ts';
import type { SiteChannel } from './site-channel.ts';

export class ResourceUrls {
  readonly #site: SiteChannel;
  readonly #urls = new Map<string, string>();
  readonly #modules = new Map<string, string>();
  readonly #waiting = new Map<number, (key: string | undefined) => void>();
  /** By kind and address: a list may show one icon fifty times. */
  readonly #loading = new Map<string, Promise<string | undefined>>();

  constructor(site: SiteChannel) {
    this.#site = site;
    site.on('resources', ({ id, key, resources, modules }) => {
      for (const resource of resources) this.add(resource);
      this.mapModules(modules, (map) => document.head.append(map));
      this.#waiting.get(id)?.(key);
      this.#waiting.delete(id);
    });
  }

  add({ key, body, contentType }: Resource): void {
    if (!this.#urls.has(key)) this.#urls.set(key, URL.createObjectURL(new Blob([body], { type: contentType })));
  }

  get(key: string): string | undefined {
    return this.#urls.get(key);
  }

  /** Lets modules be imported by their addresses; `place` puts the import map into the page where there are new ones. */
  mapModules(modules: readonly Resource[], place: (map: HTMLScriptElement) => void): void {
    const added = modules.filter(({ key }) => !this.#modules.has(key));
    if (added.length === 0) return;
    for (const { key, body, contentType } of added) {
      this.#modules.set(key, URL.createObjectURL(new Blob([body], { type: contentType })));
    }
    const map = document.createElement('script');
    map.type = 'importmap';
    map.textContent = JSON.stringify({
      imports: Object.fromEntries(added.map(({ key }) => [key, this.#modules.get(key)])),
    });
    place(map);
  }

  hasModule(address: string): boolean {
    return this.#modules.has(address);
  }

  /** Asks the site's page for something; the address to use, or undefined when the server does not have it. */
  async load(url: URL, kind: ResourceKind): Promise<string | undefined> {
    const known = kind === 'file' ? this.#urls.get(url.href) : undefined;
    if (known !== undefined) return known;
    const wanted = `${kind} ${url.href}`;
    const loading = this.#loading.get(wanted) ?? this.#ask(url, kind);
    this.#loading.set(wanted, loading);
    const key = await loading;
    this.#loading.delete(wanted);
    return key === undefined ? undefined : this.#urls.get(key);
  }

  /** The key of what came. */
  #ask(url: URL, kind: ResourceKind): Promise<string | undefined> {
    const id = this.#site.nextId();
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    this.#waiting.set(id, resolve);
    this.#site.send({ type: 'load', id, url: url.href, kind });
    return promise;
  }
}
