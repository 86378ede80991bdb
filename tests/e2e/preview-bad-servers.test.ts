/** The preview with servers and pages that misbehave: each gets a sentence, and nothing hangs. */
import type { Dialog } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { shareSite, shareVisitor } from '../harness/visitors.ts';
import { PreviewPage } from './preview.ts';
import { BAD_SERVER } from './preview-projects/read-projects.ts';

/** A page that works, while another thread is busy; in ms. Generous, for a busy machine. */
const AT_ONCE_MS = 2000;

const visitor = shareVisitor(shareSite());
let preview: PreviewPage;

beforeAll(async () => {
  preview = await PreviewPage.open(visitor, BAD_SERVER);
});

const waitForSentence = (text: string | RegExp) => preview.pane.getByText(text).first().waitFor();

test('without a server the pane says what to do', async () => {
  await preview.page.getByRole('tab', { name: /^Preview/ }).click();
  await waitForSentence('Run a program that serves: its page shows here.');
  await preview.run();
  await preview.waitForText('Fine');
});

test('a server that never answers: said after a while, and the waiting can be stopped', async () => {
  await preview.open('/never');
  await waitForSentence('The server has not finished its answer.');
  await preview.button('Stop waiting').click();
  await preview.waitUntilShown();
  await preview.waitForText('Fine');
});

test('100 MB of HTML and text without end are cut, and the server hears that nobody reads on', async () => {
  await preview.open('/huge');
  await waitForSentence('The answer is larger than 20 MB');
  await preview.open('/endless-text');
  await preview.waitForText('The preview shows the first 500,000 characters.');
  await preview.open('/');
  await preview.waitForText('Fine');
  await preview.page.getByRole('tab', { name: 'Output' }).click();
  await expect.poll(() => preview.page.getByText('gone').count()).toBeGreaterThan(0);
  await preview.page.getByRole('tab', { name: /^Preview/ }).click();
});

test('an unbroken line of 500,000 characters: shown whole, in the client and the log too, and nothing grows wider', async () => {
  const overhang = () => preview.pane.evaluate((pane) => pane.scrollWidth - pane.clientWidth);
  await preview.open('/one-line');
  const shown = () =>
    preview.document.locator('pre').evaluate(({ textContent, scrollWidth, clientWidth }) => ({
      length: textContent.length,
      isBroken: scrollWidth <= clientWidth,
    }));
  await expect.poll(shown).toEqual({ length: 500_000, isBroken: true });
  await preview.view('API client');
  await preview.pane.getByLabel('Path').fill('/one-line');
  await preview.button('Send').click();
  const inClient = () => preview.pane.locator('.ws-client-answer pre').evaluate((pre) => pre.textContent?.length);
  await expect.poll(inClient).toBe(500_000);
  expect(await overhang()).toBe(0);
  await preview.view('Requests');
  await preview.pane.locator('.ws-request').first().click();
  await waitForSentence('The first 262 kB of 500 kB:');
  expect(await overhang()).toBe(0);
  await preview.view('Page');
});

test('an answer that is no HTTP, and cookies that are none', async () => {
  await preview.open('/no-http');
  await waitForSentence('There was no answer.');
  // Browsers leave out a line that is no header.
  await preview.open('/bad-head');
  await preview.waitForText('body');
  await preview.open('/bad-cookies');
  await preview.waitForText('cookies: fine=1');
});

test('a page that loops does not stop the site', async () => {
  await preview.open('/loop');
  await preview.waitForText('Before');
  await preview.document.getByRole('button', { name: 'Loop' }).evaluate((button) => (button as HTMLElement).click());
  const began = performance.now();
  let longest = 0;
  while ((await preview.pane.locator('.ws-request').count()) === 0 && performance.now() - began < 3500) {
    const asked = performance.now();
    await preview.page.evaluate(() => 1);
    longest = Math.max(longest, performance.now() - asked);
  }
  expect(longest).toBeLessThan(AT_ONCE_MS);
  await preview.waitForText('After');
});

test('a page that goes to another site asks the learner; one that refreshes itself goes on', async () => {
  await preview.open('/away');
  await waitForSentence('This link leads out of the preview, to https://example.com/away');
  await preview.button('Dismiss').click();
  await preview.open('/refresh');
  await preview.waitForText('Fine');
  await preview.waitForAddress('localhost:3000/');
});

test('alert, confirm, prompt and print', async () => {
  await preview.open('/dialogs');
  const seen: string[] = [];
  const answer = (dialog: Dialog) => {
    seen.push(`${dialog.type()} ${dialog.message()}`);
    void dialog.accept(dialog.defaultValue());
  };
  preview.page.on('dialog', answer);
  await preview.document.getByRole('button', { name: 'Ask' }).click();
  await preview.waitForText('true Ada');
  expect(seen).toEqual(['alert look', 'confirm sure?', 'prompt name?']);
  preview.page.off('dialog', answer);
  await preview.document.getByRole('button', { name: 'Print' }).click();
  await preview.waitForText('printing');
});

test('width of a device, and full screen', async () => {
  await preview.open('/');
  await preview.waitForText('Fine');
  const width = () => preview.document.locator('html').evaluate(() => innerWidth);
  const whole = await width();
  await preview.pane.getByLabel('Width of the page').selectOption('phone');
  await expect.poll(width).toBe(Math.min(390, whole));
  await preview.button('Full screen').click();
  await expect.poll(() => preview.page.evaluate(() => document.fullscreenElement?.className)).toBe('ws-preview');
  await preview.pane.getByLabel('Width of the page').selectOption('tablet');
  await expect.poll(width).toBe(768);
  await preview.pane.getByLabel('Width of the page').selectOption('full');
  await expect.poll(width).toBe(await preview.page.evaluate(() => innerWidth));
  await preview.button('Full screen').click();
  await expect.poll(() => preview.page.evaluate(() => document.fullscreenElement)).toBeNull();
  await expect.poll(width).toBe(whole);
});

test('a program that ends while its page is open: its output comes forward, and the preview starts it again', async () => {
  await preview.open('/exit');
  await preview.page
    .getByText(/^Finished after/)
    .first()
    .waitFor();
  await preview.page.getByRole('tab', { name: /^Preview/ }).click();
  await waitForSentence(/^There is no server any more\. Finished after/);
  await preview.open('/');
  await waitForSentence('No server is running. Run a program that calls listen(), then send the request.');
  await preview.button('Start it again').click();
  await preview.waitForStart();
  await preview.waitForText('Fine');
});
