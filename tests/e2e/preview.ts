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

export interface SentByClient {
  readonly method: string;
  readonly path: string;
  /** What the body is written as. */
  readonly kind: 'JSON' | 'Form' | 'Text';
  readonly body: string;
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

  /** Starts the program again, recorded, and waits until its page was asked for anew. */
  async recordAgain(): Promise<void> {
    await this.view('Requests');
    const requests = this.pane.locator('.ws-request');
    await requests.first().click();
    await this.pane.getByText('This request was not recorded.').waitFor();
    const before = await requests.count();
    await this.button('Start again and record').click();
    await expect.poll(() => requests.count(), { timeout: SERVER_TIMEOUT_MS }).toBeGreaterThan(before);
  }

  /** Sends a request with the API client. */
  async send({ method, path, kind, body }: SentByClient): Promise<void> {
    await this.view('API client');
    await this.pane.getByLabel('Method').selectOption(method);
    await this.pane.getByLabel('Path').fill(path);
    await this.pane.getByLabel('Body as').selectOption({ label: kind });
    await this.pane.getByLabel('Body', { exact: true }).fill(body);
    await this.button('Send').click();
  }

  /** Opens the trace of the latest request for `path`, once it is there. */
  async openTrace(path: string): Promise<void> {
    await this.view('Requests');
    const named = this.page.locator('.ws-request-path').getByText(path, { exact: true });
    const latest = this.pane.locator('.ws-request').filter({ has: named }).first();
    const link = this.button('Trace: how the server came to it');
    await expect
      .poll(
        async () => {
          if ((await latest.getAttribute('aria-expanded')) !== 'true') await latest.click();
          return link.count();
        },
        { timeout: SERVER_TIMEOUT_MS },
      )
      .toBe(1);
    await link.click();
  }
}
