/** What pages do with the windows of others, as far as browsers let them. */
import { OPENER, type WindowAct, type WindowKey } from '../frame/windows/window-acts.ts';
import type { PreviewBrowser } from './preview-browser.ts';
import type { PreviewWindow } from './preview-window.ts';

/** Does it, or passes it on. To windows other than its opener and those that it opened a page has no way. */
export function passAct(browser: PreviewBrowser, from: PreviewWindow, to: WindowKey, act: WindowAct): void {
  const target = findWindow(browser, from, to);
  if (!target || !from.url) return;
  switch (act.type) {
    case 'close':
      browser.close(target);
      break;
    case 'focus':
      browser.bringToFront(target);
      break;
    case 'navigate':
      target.follow(
        act.url,
        { method: 'GET', headers: [], referrer: from.url.href },
        act.replaces ? 'replace' : 'push',
      );
      break;
    case 'reload':
      if (isSameOrigin(from, target)) target.reload();
      break;
    case 'post':
      if (isWanted(act.targetOrigin, from, target)) pass(from, to, target, act);
      break;
    case 'call':
    case 'set':
      if (isSameOrigin(from, target)) pass(from, to, target, act);
      break;
  }
}

/** Tells the pages that have a hold of a window where it is now, and its page where they are. */
export function tellWhereItIs({ windows }: PreviewBrowser, window: PreviewWindow): void {
  for (const popUp of windows.value) {
    const { opener } = popUp;
    if (!opener || (popUp !== window && opener !== window)) continue;
    tellPlace(opener, popUp.id, popUp);
    tellPlace(popUp, OPENER, opener);
  }
}

function tellPlace(to: PreviewWindow, key: WindowKey, of: PreviewWindow): void {
  // One without a page yet hears of it when it has one.
  if (!to.url || !of.url) return;
  const url = isSameOrigin(to, of) ? of.url.href : undefined;
  to.send({ type: 'window-at', window: key, name: of.name, url });
}

function findWindow({ windows }: PreviewBrowser, from: PreviewWindow, to: WindowKey): PreviewWindow | undefined {
  const isThere = (window: PreviewWindow | undefined) => window && windows.value.includes(window);
  if (to === OPENER) return isThere(from.opener) ? from.opener : undefined;
  return windows.value.find(({ id, opener }) => id === to && opener === from);
}

function pass(from: PreviewWindow, to: WindowKey, target: PreviewWindow, act: WindowAct): void {
  const window = to === OPENER ? from.id : OPENER;
  target.send({ type: 'from-window', window, name: from.name, origin: from.url?.origin ?? '', act });
}

/** A window that has no page yet will have one of whoever opened it. */
function isSameOrigin(from: PreviewWindow, target: PreviewWindow): boolean {
  return target.url === undefined || target.url.origin === from.url?.origin;
}

/** HTML standard, "window post message steps": `/` is the sender's own origin. */
function isWanted(targetOrigin: string, from: PreviewWindow, target: PreviewWindow): boolean {
  if (targetOrigin === '*') return true;
  if (targetOrigin === '/') return isSameOrigin(from, target);
  return URL.canParse(targetOrigin) && new URL(targetOrigin).origin === target.url?.origin;
}
