/**
 * The first script of the frame that holds a learner's page, in an opaque origin. It gets a port to the site's page, then
 * the document, sets up what a page expects of a browser, and writes the document in its own place.
 */
import { EventSource as FetchingEventSource } from 'eventsource';
import { IMPORT_NAME, TEXT_ELEMENT_ID } from '../document/names.ts';
import { createFetch } from './fetch.ts';
import { LateResources } from './late-resources.ts';
import { handleLinksAndForms } from './links-and-forms.ts';
import type { DocumentMessage } from './messages.ts';
import { defineAll, Navigation } from './navigation.ts';
import { PageAddress } from './page-address.ts';
import { scheduleRefresh } from './refresh.ts';
import { reportState } from './report-state.ts';
import { ResourceUrls } from './resource-urls.ts';
import { SiteChannel } from './site-channel.ts';
import { installStoredState } from './stored-state.ts';
import { closeWaysOut, watchForHints, watchShadowTrees } from './ways-out.ts';
import { createWebSocket } from './web-socket.ts';
import { PageWindows } from './windows/page-windows.ts';
import { createXmlHttpRequest } from './xml-http-request.ts';

closeWaysOut();
addEventListener('message', takePort);

/** The first port from the frame around this one. Later messages are the page's own affair. */
function takePort(event: MessageEvent): void {
  const [port] = event.ports;
  if (event.source !== parent || !port) return;
  removeEventListener('message', takePort);
  event.stopImmediatePropagation();
  const site = new SiteChannel(port);
  site.on('document', (message) => show(message, site));
}

function show(message: DocumentMessage, site: SiteChannel): void {
  const navigation = new Navigation(site, new PageAddress(message.url), message);
  const urls = new ResourceUrls(site);
  const late = new LateResources(urls);
  for (const resource of message.resources) urls.add(resource);
  navigation.install();
  installStoredState(site, message);
  installNetwork(site, urls);
  const windows = new PageWindows(site, navigation, message);
  Object.defineProperty(Document.prototype, 'referrer', { get: () => message.referrer, configurable: true });
  late.patchSetters();
  const watch = (root: Node) => {
    late.watch(root);
    watchForHints(root);
  };
  watchShadowTrees(watch);
  showText(site);

  const modules = mapModules(message, urls);
  document.open();
  handleLinksAndForms(navigation, windows, site);
  scheduleRefresh(navigation);
  reportState(site, message, navigation);
  watch(document);
  document.write(placeAddresses(message, urls, modules));
  document.close();
}

function installNetwork(site: SiteChannel, urls: ResourceUrls): void {
  const fetchFromSite = createFetch(site);
  const beacon = (url: string | URL, body?: BodyInit | null) => {
    void fetchFromSite(url, { method: 'POST', body: body ?? null, keepalive: true }).catch(() => undefined);
    return true;
  };
  class EventSource extends FetchingEventSource {
    constructor(url: string | URL, init?: EventSourceInit) {
      super(new URL(url, document.baseURI), { ...init, fetch: fetchFromSite as never });
    }
  }
  defineAll(window, {
    fetch: { value: fetchFromSite, writable: true },
    XMLHttpRequest: { value: createXmlHttpRequest(fetchFromSite), writable: true },
    EventSource: { value: EventSource, writable: true },
    WebSocket: { value: createWebSocket(site), writable: true },
    [IMPORT_NAME]: { value: (specifier: string, base: string) => importModule(specifier, base, urls) },
  });
  defineAll(Navigator.prototype, { sendBeacon: { value: beacon } });
}

async function importModule(specifier: string, base: string, urls: ResourceUrls): Promise<unknown> {
  const url = new URL(specifier, base);
  if (!urls.hasModule(url.href)) await urls.load(url, 'module');
  return import(/* @vite-ignore */ url.href);
}

/** The import map as HTML: it has to come before the first module. */
function mapModules({ modules }: DocumentMessage, urls: ResourceUrls): string {
  let html = '';
  urls.mapModules(modules, (map) => {
    html = map.outerHTML;
  });
  return html;
}

/** Puts the addresses of resources into the HTML. */
function placeAddresses({ html, placeholderStart }: DocumentMessage, urls: ResourceUrls, importMap: string): string {
  const pattern = new RegExp(`${placeholderStart}([^;"]*);`, 'g');
  const placed = html.replace(pattern, (_all, key: string) => urls.get(decodeURIComponent(key)) ?? 'about:invalid');
  return placed.replace(/<head[^>]*>/i, (head) => head + importMap);
}

/** Adds text while it comes. */
function showText(site: SiteChannel): void {
  site.on('text', ({ text }) => document.getElementById(TEXT_ELEMENT_ID)?.append(text));
}
