/** Scripts and modules with all that they import, ready for the frame. */
import { decodeText, mediaType } from './content-kind.ts';
import type { Resource, TextResource } from './resource.ts';
import type { LoadedFile, ResourceLoader } from './resource-loader.ts';
import type { ScriptKind } from './script.ts';

/** What a page's `<script type="importmap">` says, addresses resolved. */
export type ImportMap = Readonly<Record<string, string>>;

/** A page that imports without end must not keep the tab busy. */
const MOST_MODULES = 500;
const JAVASCRIPT = /^(text|application)\/(x-)?(javascript|ecmascript)$|^text\/jscript$/;

const LOCATION = /\blocation\b/;
const IMPORT = /\bimport\s*[.(]/;

/** Classic scripts that import nothing, rewritten: the same for every page, and parsing a library takes 100 ms. */
const readyScripts = new WeakMap<LoadedFile, TextResource>();

export class ScriptLoader {
  readonly #loader: ResourceLoader;
  readonly #page: URL;
  readonly #importMap: ImportMap;
  readonly #modules = new Map<string, Promise<Resource | undefined>>();

  constructor(loader: ResourceLoader, page: URL, importMap: ImportMap) {
    this.#loader = loader;
    this.#page = page;
    this.#importMap = importMap;
  }

  /** A classic script; undefined when the server does not have it. */
  async loadScript(url: URL): Promise<TextResource | undefined> {
    const file = await this.#loader.load(url, 'script', this.#page);
    return file && (readyScripts.get(file) ?? (await this.#makeReady(file, url)));
  }

  /** Loads a module and everything it imports. */
  async loadModule(address: string): Promise<void> {
    if (this.#modules.has(address) || this.#modules.size >= MOST_MODULES) return;
    const loading = this.#loadModuleFile(new URL(address));
    this.#modules.set(address, loading);
    await loading;
  }

  /** All modules that were loaded. */
  async modules(): Promise<readonly Resource[]> {
    const loaded = await Promise.all(this.#modules.values());
    return loaded.filter((module) => module !== undefined);
  }

  /** Rewrites code and loads the modules that it imports. */
  async rewrite(code: string, kind: ScriptKind, url: URL): Promise<string> {
    // Parsing takes time and acorn a download: most scripts need neither.
    if (kind !== 'module' && !LOCATION.test(code) && !IMPORT.test(code)) return code;
    const { rewriteScript } = await import('./script.ts');
    const resolve = (specifier: string) => this.#resolve(specifier, url);
    const rewritten = rewriteScript(code, { kind, url: url.href, resolve });
    await Promise.all(rewritten.imports.map((address) => this.loadModule(address)));
    return rewritten.code;
  }

  async #makeReady(file: LoadedFile, url: URL): Promise<TextResource> {
    const text = decodeText(file.bytes, withCharset(file.headers));
    const code = await this.rewrite(text, 'script', file.url);
    // Errors then name the file.
    const body = `${code}\n//# sourceURL=${url.href}`;
    const script = { key: `${url.href}#classic`, contentType: 'text/javascript', body };
    // What it imports depends on the page, which may have an import map.
    if (!IMPORT.test(text)) readyScripts.set(file, script);
    return script;
  }

  async #loadModuleFile(url: URL): Promise<Resource | undefined> {
    const file = await this.#loader.load(url, 'script', this.#page);
    if (!file) return undefined;
    const type = mediaType(file.headers);
    const isJson = /[/+]json$/.test(type);
    // As in a tab: a module must say that it is one.
    if (!JAVASCRIPT.test(type) && !isJson) return undefined;
    const text = new TextDecoder().decode(file.bytes);
    if (isJson) return { key: url.href, contentType: 'application/json', body: text };
    // Not awaited before it is known: modules may import each other in a circle.
    return { key: url.href, contentType: 'text/javascript', body: await this.#rewriteModule(text, file.url) };
  }

  async #rewriteModule(code: string, url: URL): Promise<string> {
    const { rewriteScript } = await import('./script.ts');
    const rewritten = rewriteScript(code, {
      kind: 'module',
      url: url.href,
      resolve: (specifier) => this.#resolve(specifier, url),
    });
    const missing = rewritten.imports.filter((address) => !this.#modules.has(address));
    await Promise.all(missing.map((address) => this.loadModule(address)));
    return rewritten.code;
  }

  /** HTML standard, "resolve a module specifier". */
  #resolve(specifier: string, base: URL): string | undefined {
    if (/^(\.{0,2}\/|https?:)/.test(specifier)) {
      return URL.canParse(specifier, base) ? new URL(specifier, base).href : undefined;
    }
    const whole = this.#importMap[specifier];
    if (whole !== undefined) return whole;
    const folder = Object.keys(this.#importMap)
      .filter((key) => key.endsWith('/') && specifier.startsWith(key))
      .toSorted((one, other) => other.length - one.length)[0];
    return folder === undefined ? undefined : this.#importMap[folder] + specifier.slice(folder.length);
  }
}

/** A classic script without a charset is read as its page is; pages are UTF-8 nowadays. */
function withCharset(headers: Parameters<typeof decodeText>[1]): Parameters<typeof decodeText>[1] {
  return /charset/i.test(headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '')
    ? headers
    : [['content-type', 'text/javascript; charset=utf-8']];
}
