/** Fixtures: one browser with the engines for a test file, and runtimes in it. */
import type { Page } from 'playwright-core';
import type { BrowserName, DrivenPage } from '../../scripts/engine/browser.ts';
import type { Runtime, Stack } from '../../src/runtimes/runtime.ts';
import { type EngineBrowser, openEngineBrowser } from './engine-page.ts';
import { shareAmongTests } from './shared.ts';

/** A browser for all tests of the file (or `describe`), Chromium when none is named. */
export function shareEngineBrowser(name?: 'chromium'): EngineBrowser;
export function shareEngineBrowser(name: BrowserName): EngineBrowser<DrivenPage>;
export function shareEngineBrowser(name: BrowserName = 'chromium'): EngineBrowser<DrivenPage> {
  return shareAmongTests({ open: () => openEngineBrowser(name), close: (browser) => browser.close() });
}

/** A runtime in that browser for all tests of the file (or `describe`). */
export function shareRuntime(browser: EngineBrowser<DrivenPage>, stack: Stack): Runtime {
  return shareAmongTests({ open: () => browser.open(stack), close: (runtime) => runtime.dispose() });
}

/** What most files of tests need: a browser, and one runtime in it. */
export interface SharedEngine<Driven extends DrivenPage = Page> {
  readonly browser: EngineBrowser<Driven>;
  readonly runtime: Runtime;
}

/** Both at once. The engine starts with the first run or check, or earlier when a hook calls `start()`. */
export function shareEngine(stack: Stack, name?: 'chromium'): SharedEngine;
export function shareEngine(stack: Stack, name: BrowserName): SharedEngine<DrivenPage>;
export function shareEngine(stack: Stack, name: BrowserName = 'chromium'): SharedEngine<DrivenPage> {
  const browser = shareEngineBrowser(name);
  return { browser, runtime: shareRuntime(browser, stack) };
}
