/** The terminal of an exercise that runs in a WebContainer, on the stand-in for its service. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { standInForContainer } from '../harness/container-in-page.ts';
import { shareSite, shareVisitor } from '../harness/visitors.ts';
import { keepBefore } from './visit.ts';
import { WorkspacePage } from './workspace.ts';

const visitor = shareVisitor(shareSite());
let workspace: WorkspacePage;
let page: Page;
let endStandIn: () => void;

beforeAll(async () => {
  endStandIn = await standInForContainer(visitor);
  await keepBefore(visitor, { settings: { version: 1, value: { panes: {}, runtime: 'webcontainer' } } });
  workspace = await WorkspacePage.open(visitor, 'hello-server');
  page = workspace.page;
  await workspace.run();
});
afterAll(() => endStandIn?.());

/** What the screen shows, as a screen reader finds it. */
// biome-ignore lint/performance/useDomNodeTextContent: a line of the screen is a line of the text
const screenText = () => page.locator('.xterm-accessibility').innerText();
const waitForScreen = (text: string | RegExp) => expect.poll(screenText, { timeout: 20_000 }).toMatch(text);

async function type(line: string): Promise<void> {
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

test('opens a shell in a folder with the learner’s files, which runs what is typed', async () => {
  await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  await waitForScreen(/[#$>] /);
  await type('ls');
  await waitForScreen('hello.js');
  await type('node -p "6 * 7"');
  await waitForScreen(/^42$/m);
});

test('the shell and the editor change the same files', async () => {
  await type('echo "// from the shell" > hello.js');
  await expect.poll(() => workspace.readFile()).toContain('// from the shell');
  await workspace.writeFile('// from the editor');
  await page.locator('.xterm-helper-textarea').focus();
  await type('cat hello.js');
  await waitForScreen('// from the editor');
});

test('Escape leaves the terminal for the keyboard; the output comes back, and a shell that ends closes it', async () => {
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-pane'))).toBe('output');
  await page.locator('.xterm-helper-textarea').focus();
  // What Escape has sent is no part of a command.
  await page.keyboard.press('Control+u');
  await type('exit');
  await expect.poll(() => page.locator('.xterm').count()).toBe(0);
});

test('the screen has the colours of the theme, also of the one that is chosen later', async () => {
  await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  const background = () =>
    page.locator('.xterm-scrollable-element').evaluate((element) => getComputedStyle(element).backgroundColor);
  const around = () => page.locator('.ws-terminal').evaluate((element) => getComputedStyle(element).backgroundColor);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect.poll(async () => (await background()) === (await around()), { message: colorScheme }).toBe(true);
  }
});
