/** What a page loads when it is there already: images, and what its scripts add. */
import { decodeText, mediaType } from '../document/content-kind.ts';
import type { Resource } from '../document/resource.ts';
import type { ResourceLoader } from '../document/resource-loader.ts';
import { ScriptLoader } from '../document/script-loader.ts';
import { inlineStyle } from '../document/style-sheet.ts';
import type { FromFrame, ToFrame } from '../frame/messages.ts';

export class PageResources {
  readonly #loader: ResourceLoader;
  readonly #scripts: ScriptLoader;

  constructor(loader: ResourceLoader, page: URL) {
    this.#loader = loader;
    this.#scripts = new ScriptLoader(loader, page, {});
  }

  /** The answer for the page, with the modules that came along. `page` is where it is now. */
  async load({ id, url: href, kind }: Extract<FromFrame, { type: 'load' }>, page: URL): Promise<ToFrame> {
    const url = new URL(href);
    if (kind === 'module') {
      await this.#scripts.loadModule(url.href);
      return { type: 'resources', id, key: url.href, resources: [], modules: await this.#scripts.modules() };
    }
    const resource = await this.#loadResource(url, kind, page);
    return {
      type: 'resources',
      id,
      ...(resource && { key: resource.key }),
      resources: resource ? [resource] : [],
      modules: await this.#scripts.modules(),
    };
  }

  async #loadResource(url: URL, kind: 'script' | 'style' | 'file', page: URL): Promise<Resource | undefined> {
    if (kind === 'script') return this.#scripts.loadScript(url);
    const loader = this.#loader;
    const file = await loader.load(url, kind === 'style' ? 'style' : 'image', page);
    if (!file) return undefined;
    if (kind === 'file') return { key: url.href, contentType: mediaType(file.headers), body: file.bytes };
    const css = await inlineStyle(decodeText(file.bytes, file.headers), file.url, { loader, page });
    return { key: url.href, contentType: 'text/css', body: css };
  }
}
