/** The built site in a browser, for end-to-end tests and benchmarks. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { siteDir } from '../../scripts/build-site.ts';
import { launchBrowser } from '../../scripts/engine/browser.ts';
import { serveSite } from '../../scripts/serve-site.ts';

/** Widths the site is looked at, in CSS pixels. */
export const PHONE = { width: 390, height: 844 } as const;
export const DESKTOP = { width: 1440, height: 900 } as const;

export interface Site {
  /** With a slash at the end. */
  readonly url: string;
  readonly browser: Browser;
  /** A visitor of their own: fresh storage, nothing cached. The site's address is the base of relative URLs. */
  newVisitor(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** Serves dist/ and starts a browser. Build the site first (`npm test` and `npm run build` do). */
export async function openSite(): Promise<Site> {
  if (!existsSync(join(siteDir, 'index.html'))) throw new Error('There is no built site. Run "npm run build" first.');
  const server = await serveSite({ dir: siteDir, port: 0 });
  const browser = await launchBrowser();
  return {
    url: server.url,
    browser,
    newVisitor: (options) => browser.newContext({ baseURL: server.url, viewport: DESKTOP, ...options }),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
