/**
 * Makes the page cross-origin isolated where the host sends no headers for it: the site's service worker adds them from
 * the next page on. A page with a workspace is loaded once more, so that it has them too.
 */

/** In the tab's own storage: a page is loaded again once, whatever comes of it. */
const RELOADED = 'twinstack/reloaded-for-isolation';

/** Does nothing where the page is isolated, or cannot be: everything that works without isolation does. */
export async function isolatePage(serviceWorkerUrl: string): Promise<void> {
  if (crossOriginIsolated || !isSecureContext || !('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(serviceWorkerUrl);
  } catch {
    // Forbidden, as in some private windows.
    return;
  }
  if (!document.querySelector('[data-wants-isolation]') || hasReloaded()) return;
  await untilControlled();
  location.reload();
}

/** Says whether this was here before, and remembers that it was. Without storage it must be taken as said. */
function hasReloaded(): boolean {
  try {
    const before = sessionStorage.getItem(RELOADED) !== null;
    sessionStorage.setItem(RELOADED, location.pathname);
    return before;
  } catch {
    return true;
  }
}

function untilControlled(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
  if (navigator.serviceWorker.controller) resolve();
  return promise;
}
