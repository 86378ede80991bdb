/** The real package, without its service: the learner is told why, and the exercise goes on in the embedded engine. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { siteDir } from '../../scripts/build-site.ts';
import { PHONE } from '../harness/site.ts';
import { renewVisitor, shareSite } from '../harness/visitors.ts';
import { readAuthored, WorkspacePage } from './workspace.ts';

/** What the issue allows from the choice to the fallback, in ms. */
const FALLBACK_LIMIT_MS = 15_000;
/** "At once": no time-out has passed, in ms. Generous, for a busy machine. */
const AT_ONCE_MS = 3000;

const site = shareSite();
const visitor = renewVisitor(site);

/** Chooses WebContainer in the menu and gives the notice that follows, with the time it took in ms. */
async function chooseWebContainer(page: Page): Promise<{ notice: string; ms: number }> {
  await page.getByRole('button', { name: /^Runtime:/ }).click();
  await page.getByRole('radio', { name: /^WebContainer/ }).check();
  const began = performance.now();
  await page.getByRole('button', { name: 'Use it' }).click();
  const text = await page.locator('.ws-notice p').textContent({ timeout: FALLBACK_LIMIT_MS + 5000 });
  return { notice: text ?? '', ms: performance.now() - began };
}

test('an exercise with packages starts WebContainer, is told that it is blocked, and is solved all the same', async () => {
  const asked: string[] = [];
  await visitor.route(/stackblitz\.com/, (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  const workspace = await WorkspacePage.open(visitor, 'express-router');
  // Coming near, which warms an embedded engine up at once, asks nobody outside.
  await workspace.page.getByRole('button', { name: /^Runtime: WebContainer/ }).hover();
  await workspace.page.getByText('Starts when you press Run or Check').waitFor();
  expect(asked).toEqual([]);
  await workspace.run();
  const began = performance.now();
  const notice = workspace.page.locator('.ws-notice p');
  await notice.waitFor({ timeout: FALLBACK_LIMIT_MS });
  expect(performance.now() - began).toBeLessThan(AT_ONCE_MS);
  await expect
    .poll(() => notice.textContent())
    .toMatch(/blocks it\..*Brave Shields.*The embedded Node\.js runs this exercise meanwhile/);
  // Attached, not visible: a program that listens for a moment may bring the preview before its output.
  const attached = { state: 'attached', timeout: 30_000 } as const;
  await workspace.output.getByText('GET /books 200').waitFor(attached);
  await workspace.output.getByText(/^Finished after/).waitFor(attached);
  await workspace.writeFile(readAuthored('express-router', 'solution/books.js'));
  expect(await workspace.check()).toBe('All 6 tests passed.');
});

test('a service that never answers is given up within the limit, and the choice is remembered', async () => {
  // Neither answered nor refused: as a blocked frame behaves.
  await visitor.route(/stackblitz\.com/, () => undefined);
  const workspace = await WorkspacePage.open(visitor, 'hello-server');
  const { notice, ms } = await chooseWebContainer(workspace.page);
  expect(ms).toBeLessThan(FALLBACK_LIMIT_MS);
  expect(notice).toMatch(/^WebContainer did not start within 12 seconds\. Try again/);
  const settings = () => workspace.page.evaluate(() => localStorage.getItem('twinstack/settings'));
  await expect.poll(settings).toContain('webcontainer');
  expect(await workspace.check()).toMatch(/tests passed\.$/);
});

test('offline it is told at once', async () => {
  const workspace = await WorkspacePage.open(visitor, 'hello-server');
  expect(await workspace.check()).toMatch(/tests passed\.$/);
  await visitor.setOffline(true);
  const { notice, ms } = await chooseWebContainer(workspace.page);
  expect(ms).toBeLessThan(AT_ONCE_MS);
  expect(notice).toMatch(/^WebContainer needs the internet, and you are offline\. Go online/);
});

test('on a phone and with the keyboard alone: choose, wait, cancel', async () => {
  const phone = await site.newVisitor({ viewport: PHONE });
  await phone.route(/stackblitz\.com/, () => undefined);
  const { page } = new WorkspacePage(await phone.newPage());
  await page.goto('exercises/hello-server/');
  await page.getByRole('button', { name: /^Runtime: Embedded/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: /^Embedded/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Runtime: WebContainer/ }).waitFor();
  await page.getByText(/^Starting WebContainer, \d+ %$/).waitFor();
  await page.getByRole('button', { name: 'Cancel the start of WebContainer' }).press('Enter');
  await page
    .getByText(/^The start of WebContainer was cancelled\./)
    .first()
    .waitFor();
  await page.getByRole('button', { name: /^Runtime: Embedded/ }).waitFor();
  await phone.close();
});

test('a Django exercise has nothing to choose', async () => {
  const workspace = await WorkspacePage.open(visitor, 'hello-view');
  await expect.poll(() => workspace.page.getByRole('button', { name: /^Runtime:/ }).count()).toBe(0);
});

test('pages that do not use them load not a byte of WebContainer or the terminal', async () => {
  const scripts = globSync('_astro/**/*.js', { cwd: siteDir });
  const holding = (mark: string) =>
    scripts.filter((path) => readFileSync(join(siteDir, path), 'utf8').includes(mark)).map((path) => basename(path));
  // A sentence of the vendor's package, a class name of xterm.
  const unwanted = [...holding('Only a single WebContainer instance'), ...holding('xterm-helper-textarea')];
  expect(unwanted).toHaveLength(2);
  const asked: string[] = [];
  visitor.on('request', (request) => asked.push(request.url()));
  const workspace = await WorkspacePage.open(visitor, 'hello-server');
  await workspace.run();
  await workspace.waitForOutput(/^Finished after/);
  await (await visitor.newPage()).goto('lessons/routing/');
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((url) => unwanted.some((name) => url.includes(name)))).toEqual([]);
  expect(asked.filter((url) => new URL(url).origin !== new URL(site.url).origin)).toEqual([]);
  // The packages of exercises are for exercises that need them.
  expect(asked.filter((url) => url.includes('/engines/packages/'))).toEqual([]);
});
