/** Fixtures: the built site in one browser for a test file, and visitors of it. */
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import type { Page as FirefoxPage } from 'puppeteer-core';
import { siteDir } from '../../scripts/build-site.ts';
import { openPage } from '../../scripts/engine/browser.ts';
import { type SiteServer, serveSite } from '../../scripts/serve-site.ts';
import { renewForEachTest, shareAmongTests } from './shared.ts';
import { openSite, type Site } from './site.ts';

/** The site for all tests of the file. */
export function shareSite(): Site {
  return shareAmongTests({ open: openSite, close: (site) => site.close() });
}

/** One visitor for all tests of the file: what a test leaves in their browser, the next one finds. */
export function shareVisitor(site: Site, options?: BrowserContextOptions): BrowserContext {
  return shareAmongTests({ open: () => site.newVisitor(options), close: (visitor) => visitor.close() });
}

/** A new visitor for each test, with nothing kept. */
export function renewVisitor(site: Site, options?: BrowserContextOptions): BrowserContext {
  return renewForEachTest({ open: () => site.newVisitor(options), close: (visitor) => visitor.close() });
}

/** The site for the tests of a `describeInFirefox`, and one page of a Firefox, which is not at the site yet. */
export function shareSiteInFirefox(): { readonly site: SiteServer; readonly page: FirefoxPage } {
  const site = shareAmongTests({
    open: () => serveSite({ dir: siteDir, port: 0 }),
    close: (server) => server.close(),
  });
  const firefox = shareAmongTests({ open: () => openPage('firefox'), close: (browser) => browser.close() });
  const page = shareAmongTests({
    // The driver of Firefox is loaded when it is wanted: what it opens is known by what both drivers can do.
    open: async () => firefox.page as unknown as FirefoxPage,
    close: () => undefined,
  });
  return { site, page };
}
