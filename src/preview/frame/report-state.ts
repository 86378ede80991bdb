/** In the frame: tells the site's page what a browser's window shows of a page. */
import type { DocumentMessage } from './messages.ts';
import type { Navigation } from './navigation.ts';
import type { SiteChannel } from './site-channel.ts';

/** A page that waits for its scripts is shown as far as it is, in ms. */
const SHOW_AFTER_MS = 300;
/** Said to the frame around this one, which then shows it. */
export const SHOWN = 'preview-shown';
const SCROLL_REST_MS = 100;

export function reportState(site: SiteChannel, { scroll }: DocumentMessage, navigation: Navigation): void {
  let isShown = false;
  const show = () => {
    if (isShown) return;
    isShown = true;
    parent.postMessage(SHOWN, '*');
    // Two frames: the first draws, the second knows that it did.
    requestAnimationFrame(() => requestAnimationFrame(() => site.send({ type: 'shown' })));
  };
  const tellTitle = () => site.send({ type: 'title', title: document.title });
  document.addEventListener('DOMContentLoaded', () => {
    show();
    tellTitle();
    if (scroll) window.scrollTo(scroll.x, scroll.y);
    else if (navigation.address.hash !== '') navigation.showPlace();
  });
  window.addEventListener('load', tellTitle);
  setTimeout(show, SHOW_AFTER_MS);
  let rest: ReturnType<typeof setTimeout> | undefined;
  window.addEventListener('scroll', () => {
    clearTimeout(rest);
    rest = setTimeout(() => site.send({ type: 'scroll', x: window.scrollX, y: window.scrollY }), SCROLL_REST_MS);
  });
}
