/** Makes a server's HTML fit for the frame: what blocks its painting comes with it, the rest is loaded from there. */

import { decodeText } from './content-kind.ts';
import { WAITING_PREFIX } from './names.ts';
import { addressOf, type PreparedDocument, type Resource } from './resource.ts';
import type { ResourceLoader } from './resource-loader.ts';
import { type ImportMap, ScriptLoader } from './script-loader.ts';
import { inlineStyle, type StyleContext } from './style-sheet.ts';

/** Elements that load something after the page is painted; the frame does it. */
const LAZY = 'img[src], video[src], audio[src], source[src], track[src], input[type=image][src], video[poster]';
const SCRIPT_TYPES = /^$|^module$|^(text|application)\/(x-)?(javascript|ecmascript)$|^text\/jscript$/i;

interface Preparation {
  readonly document: Document;
  readonly base: URL;
  readonly scripts: ScriptLoader;
  readonly styles: StyleContext;
  readonly resources: Resource[];
}

/** `url` is where the HTML came from. */
export async function prepareDocument(html: string, url: URL, loader: ResourceLoader): Promise<PreparedDocument> {
  const document = new DOMParser().parseFromString(html, 'text/html');
  const base = placeBase(document, url);
  const scripts = new ScriptLoader(loader, url, takeImportMap(document, base));
  const preparation = { document, base, scripts, styles: { loader, page: url }, resources: [] };
  removeWhatCannotWork(document);
  delayLazy(document);
  await Promise.all([
    ...prepareStyles(preparation),
    ...prepareScripts(preparation),
    ...prepareEventAttributes(preparation),
  ]);
  return { html: serialize(document), resources: preparation.resources, modules: await scripts.modules() };
}

/** The frame has an address of its own: a base makes links and `img.src` be those of the page. */
function placeBase(document: Document, url: URL): URL {
  const present = document.querySelector('base[href]');
  const href = present?.getAttribute('href') ?? '';
  const base = URL.canParse(href, url) ? new URL(href, url) : url;
  const element = document.createElement('base');
  element.href = base.href;
  const target = document.querySelector('base[target]')?.getAttribute('target');
  if (target) element.target = target;
  for (const other of document.querySelectorAll('base')) other.remove();
  document.head.prepend(element);
  return base;
}

function takeImportMap(document: Document, base: URL): ImportMap {
  const map: Record<string, string> = {};
  for (const script of document.querySelectorAll('script[type=importmap]')) {
    script.remove();
    for (const [key, address] of Object.entries(parseImports(script.textContent ?? ''))) {
      if (typeof address === 'string' && URL.canParse(address, base)) map[key] = new URL(address, base).href;
    }
  }
  return map;
}

function parseImports(text: string): Record<string, unknown> {
  try {
    const { imports } = JSON.parse(text) as { imports?: Record<string, unknown> };
    return imports ?? {};
  } catch {
    return {};
  }
}

/** Policies of the page itself would forbid how it is shown; hints for the network have none to speak to. */
function removeWhatCannotWork(document: Document): void {
  const useless = [
    'meta[http-equiv=content-security-policy i]',
    'link[rel~=preload i], link[rel~=modulepreload i], link[rel~=prefetch i], link[rel~=preconnect i]',
    'link[rel~=dns-prefetch i], link[rel~=prerender i], link[rel~=manifest i], link[rel~=icon i]',
    'script[type=speculationrules i]',
  ];
  for (const element of document.querySelectorAll(useless.join(', '))) element.remove();
  // The frame waits and navigates instead of the browser.
  for (const refresh of document.querySelectorAll('meta[http-equiv=refresh i]')) {
    refresh.setAttribute(`${WAITING_PREFIX}refresh`, refresh.getAttribute('content') ?? '');
    refresh.removeAttribute('http-equiv');
  }
  for (const template of document.querySelectorAll('template[shadowrootmode]')) {
    // What is in a closed one is out of the frame's sight.
    template.setAttribute('shadowrootmode', 'open');
  }
}

function delayLazy(document: Document): void {
  for (const element of document.querySelectorAll(LAZY)) {
    for (const name of ['src', 'poster']) moveAttribute(element, name);
  }
  for (const element of document.querySelectorAll('img[srcset], source[srcset]')) {
    // One address for all densities: the first.
    const first = element.getAttribute('srcset')?.trim().split(/[\s,]/)[0] ?? '';
    element.removeAttribute('srcset');
    if (element.localName === 'img' && !element.hasAttribute(`${WAITING_PREFIX}src`)) {
      element.setAttribute(`${WAITING_PREFIX}src`, first);
    }
  }
  for (const frame of document.querySelectorAll('iframe, object, embed')) {
    for (const name of ['src', 'data', 'srcdoc']) moveAttribute(frame, name);
  }
}

function moveAttribute(element: Element, name: string): void {
  const value = element.getAttribute(name);
  if (value === null || /^(data|blob):/i.test(value)) return;
  element.removeAttribute(name);
  element.setAttribute(WAITING_PREFIX + name, value);
}

function* prepareStyles({ document, base, styles, resources }: Preparation): Generator<Promise<void>> {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel~=stylesheet i][href]')) {
    yield (async () => {
      const href = link.getAttribute('href') ?? '';
      if (!URL.canParse(href, base)) return;
      const url = new URL(href, base);
      const file = await styles.loader.load(url, 'style', styles.page);
      if (!file) return;
      const css = await inlineStyle(decodeText(file.bytes, file.headers), file.url, styles);
      link.setAttribute('href', addressOf({ key: url.href, contentType: 'text/css', body: css }, resources));
      link.removeAttribute('integrity');
      link.removeAttribute('crossorigin');
      link.setAttribute(`${WAITING_PREFIX}was`, url.href);
    })();
  }
  for (const style of document.querySelectorAll('style')) {
    yield (async () => {
      style.textContent = await inlineStyle(style.textContent ?? '', base, styles);
    })();
  }
  for (const element of document.querySelectorAll('[style*="url(" i]')) {
    yield (async () => {
      element.setAttribute('style', await inlineStyle(element.getAttribute('style') ?? '', base, styles));
    })();
  }
}

function* prepareScripts(preparation: Preparation): Generator<Promise<void>> {
  for (const script of preparation.document.querySelectorAll('script')) {
    if (SCRIPT_TYPES.test(script.type)) yield prepareScript(script, preparation);
  }
}

async function prepareScript(script: HTMLScriptElement, { base, scripts, resources }: Preparation): Promise<void> {
  const isModule = script.type.toLowerCase() === 'module';
  const src = script.getAttribute('src');
  if (src === null) {
    script.textContent = await scripts.rewrite(script.textContent ?? '', isModule ? 'module' : 'script', base);
    return;
  }
  if (!URL.canParse(src, base)) return;
  const url = new URL(src, base);
  script.removeAttribute('integrity');
  script.removeAttribute('crossorigin');
  script.setAttribute(`${WAITING_PREFIX}was`, url.href);
  if (isModule) {
    await scripts.loadModule(url.href);
    // Its blob would be another module than the one that others import by this address.
    script.removeAttribute('src');
    script.textContent = `import ${JSON.stringify(url.href)};`;
    return;
  }
  const resource = await scripts.loadScript(url);
  if (!resource) return;
  script.setAttribute('src', addressOf(resource, resources));
}

function* prepareEventAttributes({ document, base, scripts }: Preparation): Generator<Promise<void>> {
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (!name.startsWith('on') || !value.includes('location')) continue;
      yield (async () => element.setAttribute(name, await scripts.rewrite(value, 'function', base)))();
    }
  }
}

function serialize(document: Document): string {
  const { doctype } = document;
  const names = doctype && [
    doctype.publicId && `PUBLIC "${doctype.publicId}"`,
    doctype.systemId && `"${doctype.systemId}"`,
  ];
  const declaration = doctype ? `<!DOCTYPE ${[doctype.name, ...(names ?? [])].filter(Boolean).join(' ')}>` : '';
  return declaration + document.documentElement.outerHTML;
}
