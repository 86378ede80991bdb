/** The pane of recorded requests, by the names that are on the screen. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** An engine may have to be loaded first, on a machine that does other things too. */
const ENGINE_TIMEOUT_MS = 60_000;

export class RequestTracePane {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get pane(): Locator {
    return this.page.locator('.ws-pane-request');
  }

  /** Rows of the waterfall whose text has this in it. */
  steps(text: string | RegExp = ''): Locator {
    return this.pane.getByRole('treeitem').filter({ hasText: text });
  }

  /** Rows of one stack's waterfall, where both are shown. */
  stepsOf(stack: 'Node.js' | 'Django', line: string): Locator {
    return this.pane.getByRole('tree', { name: `${stack}: steps of ${line}` }).getByRole('treeitem');
  }

  /** What each stack answered, by its name; empty while only one has. */
  async answers(): Promise<Record<string, string>> {
    const table = this.pane.locator('.ws-twin-table');
    const names = await table.locator('thead th').allTextContents();
    const status = table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: 'Status' }) });
    const cells = await status.locator('td').allTextContents();
    return Object.fromEntries(cells.map((cell, index) => [names[index + 1], cell.replace('\u00a0', ' ')]));
  }

  get details(): Locator {
    return this.pane.getByRole('region', { name: 'This step' });
  }

  get picker(): Locator {
    return this.pane.getByLabel('Recorded request');
  }

  /** What the request did, and what it did the time before. */
  get summary(): Locator {
    return this.pane.locator('.ws-request-summary');
  }

  /** Brings the pane forward, once a request was recorded. */
  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Request trace' }).click({ timeout: ENGINE_TIMEOUT_MS });
    await this.picker.waitFor();
  }

  /** Looks at the latest request of this line, for instance `GET /`. */
  async choose(line: string): Promise<void> {
    const key =
      (await this.picker
        .locator('option', { hasText: `${line}: ` })
        .first()
        .getAttribute('value')) ?? '';
    await this.picker.selectOption(key);
    await expect.poll(() => this.picker.inputValue()).toBe(key);
  }

  async picture(name: 'Waterfall' | 'Files' | 'Table' | 'Both stacks'): Promise<void> {
    await this.pane.getByRole('tab', { name, exact: true }).click();
  }
}
