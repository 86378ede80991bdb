/** What a learner does in a workspace, by the names that are on the screen. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { visit } from './visit.ts';

const exercisesDir = join(import.meta.dirname, '..', '..', 'exercises');

/** An engine may have to be loaded before the first verdict, on a machine that does other things too. */
const ENGINE_TIMEOUT_MS = 45_000;

/** A file of an exercise as its author wrote it, for instance `('hello-server', 'solution/hello.js')`. */
export function readAuthored(exerciseId: string, path: string): string {
  return readFileSync(join(exercisesDir, exerciseId, path), 'utf8');
}

/** The workspace of an exercise page. */
export class WorkspacePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the page of an exercise and waits until its editor is there. */
  static async open(visitor: BrowserContext, exerciseId: string): Promise<WorkspacePage> {
    const workspace = new WorkspacePage(await visit(visitor, `exercises/${exerciseId}/`));
    await workspace.editor.waitFor();
    return workspace;
  }

  get editor(): Locator {
    return this.page.locator('.cm-content').first();
  }

  /** The pane of the output: what was printed, and how the run ended. */
  get output(): Locator {
    return this.page.locator('.ws-pane-output');
  }

  /** The sentence above the tests, once the check is over. */
  get verdict(): Locator {
    return this.page.locator('.ws-verdict:not([data-outcome="in-progress"]) strong');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** What the open file holds. */
  async readFile(): Promise<string> {
    const lines = await this.editor.locator('.cm-line').allTextContents();
    return lines.join('\n');
  }

  /** Types over the whole open file. */
  async writeFile(text: string): Promise<void> {
    // Not by a click: the editor follows the mouse for a moment after it, and the text would land where it points.
    await this.editor.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
    await this.waitForFile(text);
  }

  /** Waits until the open file holds exactly `text`. */
  async waitForFile(text: string): Promise<void> {
    await expect.poll(() => this.readFile(), { timeout: 5000 }).toBe(text);
  }

  async run(): Promise<void> {
    await this.button('Run').click();
  }

  /** Checks and gives the verdict. */
  async check(): Promise<string> {
    await this.button('Check').click();
    return this.waitForVerdict();
  }

  /** Waits until a check that has begun is over, and gives its verdict. */
  async waitForVerdict(): Promise<string> {
    await this.verdict.waitFor({ timeout: ENGINE_TIMEOUT_MS });
    return (await this.verdict.textContent()) ?? '';
  }

  /** Waits until the pane of the output shows `text`. */
  async waitForOutput(text: string | RegExp): Promise<void> {
    await this.output.getByText(text).first().waitFor({ timeout: ENGINE_TIMEOUT_MS });
  }
}
