/** In the frame: what a click on a link and a submitted form do. The frame's policy keeps the browser from doing it. */
import { defineAll, type Navigation } from './navigation.ts';
import { resolve } from './page-address.ts';
import type { SiteChannel } from './site-channel.ts';

type Submitter = HTMLButtonElement | HTMLInputElement;

/** Listens where the page's own listeners have had their turn. After `document.open`, which takes listeners away. */
export function handleLinksAndForms(navigation: Navigation, site: SiteChannel): void {
  const onClick = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0) return;
    const link = event.composedPath().find(isLink);
    const href = link?.getAttribute('href');
    if (!link || href === null || href === undefined || /^\s*javascript:/i.test(href)) return;
    event.preventDefault();
    const url = resolve(href);
    if (!url) return;
    if (url.protocol === 'blob:' || url.protocol === 'data:')
      void offerFile(url, link.getAttribute('download') ?? '', site);
    else navigation.go(url);
  };
  const onSubmit = (event: SubmitEvent) => {
    if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
    if (submitForm(event.target, event.submitter as Submitter | null, navigation)) event.preventDefault();
  };
  window.addEventListener('click', onClick);
  window.addEventListener('submit', onSubmit);
  hearStopped((event) => {
    if (event.type === 'click') onClick(event as MouseEvent);
    if (event.type === 'submit') onSubmit(event as SubmitEvent);
  });
  defineAll(HTMLFormElement.prototype, {
    submit: {
      value(this: HTMLFormElement) {
        submitForm(this, null, navigation);
      },
    },
  });
}

/** An event that a page stops on its way does not come up to the window; the browser would still act on it. */
function hearStopped(listener: (event: Event) => void): void {
  for (const name of ['stopPropagation', 'stopImmediatePropagation'] as const) {
    const stop = Event.prototype[name];
    Event.prototype[name] = function stopAndTell(this: Event) {
      stop.call(this);
      // When the page's listener is through: it may yet prevent the default.
      queueMicrotask(() => listener(this));
    };
  }
}

function isLink(target: EventTarget): target is HTMLAnchorElement {
  return target instanceof HTMLAnchorElement || target instanceof HTMLAreaElement;
}

/** A file that the page made: only the site's page can offer it. */
async function offerFile(url: URL, name: string, site: SiteChannel): Promise<void> {
  const response = await fetch(url);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const contentType = response.headers.get('content-type') ?? '';
  site.send({ type: 'save', name: name || 'download', contentType, bytes }, [bytes.buffer]);
}

/** HTML standard, "form submission algorithm". False when the form is none that goes to a server. */
function submitForm(form: HTMLFormElement, submitter: Submitter | null, navigation: Navigation): boolean {
  const read = (name: string): string | null => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name);
  const method = (read('method') ?? 'get').toLowerCase();
  if (method === 'dialog') return false;
  const url = resolve(read('action') || navigation.address.href);
  if (!url) return true;
  const entries = new FormData(form, submitter);
  if (method !== 'post') {
    url.search = new URLSearchParams(asTexts(entries)).toString();
    url.hash = '';
    navigation.go(url);
  } else {
    void post(url, entries, (read('enctype') ?? '').toLowerCase(), navigation);
  }
  return true;
}

async function post(url: URL, entries: FormData, encoding: string, navigation: Navigation): Promise<void> {
  const isMultipart = encoding === 'multipart/form-data';
  const encoded = new Response(isMultipart ? entries : new URLSearchParams(asTexts(entries)));
  const plain = encoding === 'text/plain' ? new Response(writePlain(entries)) : undefined;
  const { headers } = plain ?? encoded;
  const body = new Uint8Array(await (plain ?? encoded).arrayBuffer());
  navigation.go(url, { method: 'POST', contentType: headers.get('content-type') ?? '', body });
}

/** Where files cannot be sent, their names are. */
function asTexts(entries: FormData): [string, string][] {
  return [...entries].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]);
}

function writePlain(entries: FormData): string {
  return asTexts(entries)
    .map(([name, value]) => `${name}=${value}\r\n`)
    .join('');
}
