/** Starts a browser of this machine without a window: Chromium through playwright, Firefox through puppeteer. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { BROWSER_HINT, FIREFOX_HINT, findBrowser, findFirefox } from '../find-browser.mjs';

export type BrowserName = 'chromium' | 'firefox';

/** Off: everything that talks to the internet or needs a GPU or, as root in a container, a sandbox. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

/** What both drivers' pages have in common, as far as engines need it. */
export interface DrivenPage {
  goto(url: string): Promise<unknown>;
  evaluate<Result>(work: () => Result | Promise<Result>): Promise<Result>;
  evaluate<Result, Argument>(
    work: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  exposeFunction(name: string, callback: (...args: never[]) => unknown): Promise<unknown>;
}

/** A browser with one page. */
export interface OpenPage<Driven extends DrivenPage> {
  readonly page: Driven;
  close(): Promise<void>;
}

/** Path of Chromium; throws a sentence that says what to install. */
export function browserPath(): string {
  const path = findBrowser();
  if (!path) throw new Error(`No browser found. ${BROWSER_HINT}`);
  return path;
}

function firefoxPath(): string {
  const path = findFirefox();
  if (!path) throw new Error(`No Firefox found. ${FIREFOX_HINT}`);
  return path;
}

/** A headless Chromium; the caller closes it. Ctrl+C is the caller's too. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath(), args: [...BROWSER_FLAGS], handleSIGINT: false });
}

/** A page of a browser of its own. */
export async function openPage(name: 'chromium'): Promise<OpenPage<Page>>;
export async function openPage(name: BrowserName): Promise<OpenPage<DrivenPage>>;
export async function openPage(name: BrowserName): Promise<OpenPage<DrivenPage>> {
  return name === 'firefox' ? openFirefoxPage() : openChromiumPage();
}

async function openChromiumPage(): Promise<OpenPage<Page>> {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  page.on('pageerror', tellPageError);
  return { page, close: () => browser.close() };
}

async function openFirefoxPage(): Promise<OpenPage<DrivenPage>> {
  // Loaded when it is wanted: Chromium is the rule.
  const { launch } = await import('puppeteer-core');
  const browser = await launch({
    browser: 'firefox',
    executablePath: firefoxPath(),
    handleSIGINT: false,
    // A run may take long; who runs it has limits of their own.
    protocolTimeout: 0,
    extraPrefsFirefox: FIREFOX_PREFERENCES,
  });
  // Not told what the page throws: Firefox reports errors of workers as the page's, and programs may throw.
  const page = await browser.newPage();
  return { page: page as DrivenPage, close: () => browser.close() };
}

/** As the flags of Chromium: nothing talks to the internet. */
const FIREFOX_PREFERENCES = {
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'browser.safebrowsing.enabled': false,
  'extensions.getAddons.cache.enabled': false,
} as const;

function tellPageError(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`engine page: ${text}\n`);
}
