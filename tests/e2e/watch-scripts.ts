/** Which scripts a page has loaded, told by what is in them: names of files may change. */
import type { Page } from 'playwright-core';

/** In every script that draws the event loop, and in the engine's part that records it. */
export const PICTURE = /ws-lanes|noteAsking/;

export interface WatchedScripts {
  /** Addresses of those that have come until now and in which this stands. */
  withText(pattern: RegExp): Promise<string[]>;
}

/** From now on; scripts of the page's workers among them. */
export function watchScripts(page: Page): WatchedScripts {
  const visitor = page.context();
  const urls = new Set<string>();
  visitor.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) urls.add(response.url());
  });
  const read = async (url: string) => {
    // Fetched anew: the browser forgets a worker's scripts with the worker.
    const response = await visitor.request.get(url);
    return response.text();
  };
  return {
    async withText(pattern) {
      const found: string[] = [];
      for (const url of urls) if (pattern.test(await read(url))) found.push(url);
      return found;
    },
  };
}
