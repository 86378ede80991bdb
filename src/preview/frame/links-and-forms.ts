/** In the frame: what a click on a link and a submitted form do. The frame's policy keeps the browser from doing it. */
import { defineAll, type Navigate, type Navigation } from './navigation.ts';
import { resolve } from './page-address.ts';
import type { SiteChannel } from './site-channel.ts';
import { isHere, type PageWindows } from './windows/page-windows.ts';

type Submitter = HTMLButtonElement | HTMLInputElement;

/** Listens where the page's own listeners have had their turn. After `document.open`, which takes listeners away. */
export function handleLinksAndForms(navigation: Navigation, windows: PageWindows, site: SiteChannel): void {
  const goBy = (element: Element, target: string, url: URL, sent?: SentForm) => {
    if (isHere(target)) return navigation.go(url, sent);
    const rel = (element.getAttribute('rel') ?? '').toLowerCase().split(/\s+/);
    const hasReferrer = !rel.includes('noreferrer');
    // HTML standard, "get an element's noopener": `_blank` has an opener only when it says so.
    const isCut = target.toLowerCase() === '_blank' ? !rel.includes('opener') : rel.includes('noopener');
    windows.open(url, { name: target, hasOpener: hasReferrer && !isCut, hasReferrer, ...sent });
  };
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
    else goBy(link, event.ctrlKey || event.metaKey || event.shiftKey ? '_blank' : readTarget(link), url);
  };
  const onSubmit = (event: SubmitEvent) => {
    if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
    if (submitForm(event.target, event.submitter as Submitter | null)) event.preventDefault();
  };
  const submitForm = (form: HTMLFormElement, submitter: Submitter | null): boolean => {
    const submission = readSubmission(form, submitter, navigation.address.href);
    if (submission === 'not-sent') return false;
    if (submission) {
      const target = submitter?.getAttribute('formtarget') ?? readTarget(form);
      const go = (sent?: SentForm) => goBy(form, target, submission.url, sent);
      if (submission.post) void submission.post().then(go);
      else go();
    }
    return true;
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
        submitForm(this, null);
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

/** What a form sends in a POST. */
type SentForm = Required<Pick<Navigate, 'method' | 'contentType' | 'body'>>;

interface Submission {
  readonly url: URL;
  /** Absent where the address says it all. */
  readonly post?: () => Promise<SentForm>;
}

/** The window that an element names, or the page for all its elements. */
function readTarget(element: Element): string {
  return element.getAttribute('target') ?? document.querySelector('base[target]')?.getAttribute('target') ?? '';
}

/** HTML standard, "form submission algorithm". Undefined when its address is none. */
function readSubmission(
  form: HTMLFormElement,
  submitter: Submitter | null,
  page: string,
): Submission | 'not-sent' | undefined {
  const read = (name: string): string | null => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name);
  const method = (read('method') ?? 'get').toLowerCase();
  if (method === 'dialog') return 'not-sent';
  const url = resolve(read('action') || page);
  if (!url) return undefined;
  const entries = new FormData(form, submitter);
  if (method === 'post') return { url, post: () => encodeForm(entries, (read('enctype') ?? '').toLowerCase()) };
  url.search = new URLSearchParams(asTexts(entries)).toString();
  url.hash = '';
  return { url };
}

async function encodeForm(entries: FormData, encoding: string): Promise<SentForm> {
  const isMultipart = encoding === 'multipart/form-data';
  const encoded = new Response(isMultipart ? entries : new URLSearchParams(asTexts(entries)));
  const plain = encoding === 'text/plain' ? new Response(writePlain(entries)) : undefined;
  const { headers } = plain ?? encoded;
  const body = new Uint8Array(await (plain ?? encoded).arrayBuffer());
  return { method: 'POST', contentType: headers.get('content-type') ?? '', body };
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
