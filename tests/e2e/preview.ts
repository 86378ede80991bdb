/** A workspace whose exercise is a program of the test's own, and its preview, by the names that are on the screen. */
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Stack } from '../../src/runtimes/runtime.ts';
import { visit } from './visit.ts';

/** An engine may have to be loaded first, on a machine that does other things too. */
const SERVER_TIMEOUT_MS = 60_000;

/** What a page takes on a machine that does other things too. */
const TEXT_TIMEOUT_MS = 20_000;

export interface ServedProject {
  readonly stack: Stack;
  readonly files: Readonly<Record<string, string>>;
  readonly command: readonly string[];
}

export class PreviewPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens an exercise page whose files are the project's. The engines and the site are the real ones. */
  static async open(visitor: BrowserContext, { stack, files, command }: ServedProject): Promise<PreviewPage> {
    const id = stack === 'node' ? 'hello-server' : 'hello-view';
    await visitor.route(`**/exercises/${id}/exercise.json`, async (route) => {
      const response = await route.fetch();
      const exercise = (await response.json()) as object;
      const [first = ''] = Object.keys(files);
      const starter = { text: files, binary: {} };
      const none = { text: {}, binary: {} };
      await route.fulfill({
        json: { ...exercise, files: [first], readOnly: [], command, starter, solution: none, tests: none },
      });
    });
    return new PreviewPage(await visit(visitor, `exercises/${id}/`));
  }

  /** Runs the program and waits for its first page. */
  async run(): Promise<void> {
    await this.page.getByRole('button', { name: 'Run', exact: true }).click();
    await this.waitForStart();
    await this.waitUntilShown();
  }

  /** Waits until a server has brought the preview forward. */
  async waitForStart(): Promise<void> {
    await this.page.getByRole('button', { name: 'Stop', exact: true, disabled: false }).waitFor();
    await this.pane.locator('.ws-address').waitFor({ timeout: SERVER_TIMEOUT_MS });
  }

  get pane(): Locator {
    return this.page.locator('.ws-pane-preview');
  }

  /** The document of the server's page; of the pop-up in front, where there is one. */
  get document(): FrameLocator {
    return this.front.frameLocator('iframe').frameLocator('iframe.shown');
  }

  /** The window in front. */
  get front(): Locator {
    return this.pane.locator('.ws-page-window[data-front="true"]');
  }

  /** The names of all windows; empty while there are no pop-ups. */
  windows(): Promise<string[]> {
    return this.pane.locator('.ws-window-title').allTextContents();
  }

  get address(): Locator {
    return this.pane.getByLabel('Address');
  }

  /** The whole text of the page. */
  text(): Promise<string> {
    // biome-ignore lint/performance/useDomNodeTextContent: as it is read, without scripts
    return this.document.locator('body').innerText();
  }

  async open(address: string): Promise<void> {
    await this.address.fill(address);
    await this.address.press('Enter');
  }

  async waitForAddress(address: string | RegExp): Promise<void> {
    const wanted = typeof address === 'string' ? new RegExp(`${address.replace(/[.?+]/g, '\\$&')}$`) : address;
    await expect.poll(() => this.address.inputValue()).toMatch(wanted);
  }

  async waitUntilShown(): Promise<void> {
    await this.front.locator('.ws-page-frame[aria-busy="false"]').waitFor();
  }

  /**
   * Waits until the page has the text. Asked again and again, not waited for within the page: a frame that goes while
   * Playwright waits in it ends the waiting with an error, though the next page may have the text.
   */
  async waitForText(text: string | RegExp): Promise<void> {
    const place = this.document.locator('body').getByText(text).first();
    const isThere = () => place.isVisible().catch(() => false);
    await expect.poll(isThere, { timeout: TEXT_TIMEOUT_MS, message: `the page has “${text}”` }).toBe(true);
  }

  async view(name: 'Page' | 'API client' | 'Requests' | 'Cookies'): Promise<void> {
    await this.pane.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  }

  button(name: string): Locator {
    return this.pane.getByRole('button', { name, exact: true });
  }
}
