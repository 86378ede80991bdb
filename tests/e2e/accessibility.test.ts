/** Every kind of page: no violation that axe knows, in both themes, on a desk and on a phone; nothing to scroll sideways. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { DESKTOP, PHONE } from '../harness/site.ts';
import { renewVisitor, shareSite } from '../harness/visitors.ts';
import { findViolations } from './find-violations.ts';
import { PreviewPage } from './preview.ts';
import { RequestTracePane } from './request-trace.ts';
import { keepBefore, passedRecord, visit } from './visit.ts';
import { WorkspacePage } from './workspace.ts';

const PAGES = {
  home: '',
  lesson: 'lessons/nexttick-and-microtasks/',
  'exercise (Node.js)': 'exercises/hello-server/',
  'exercise (Django)': 'exercises/hello-view/',
  progress: 'progress/',
  review: 'review/',
  licences: 'licences/',
  'not found': 'nowhere/',
} as const;

// Without motion: a colour on its way to another is no contrast to judge.
const visitor = renewVisitor(shareSite(), { colorScheme: 'light', viewport: DESKTOP, reducedMotion: 'reduce' });

beforeEach(async () => {
  await keepBefore(visitor, { 'result/hello-server': passedRecord() });
});

test.each(Object.entries(PAGES))('%s: light, dark and on a phone', async (_kind, path) => {
  const page = await visit(visitor, path);
  if (path.startsWith('exercises/')) await page.locator('.cm-content').waitFor();
  expect(await findViolations(new AxeBuilder({ page })), 'light').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  // The structure is the same: only colours can be wrong now.
  expect(await findViolations(new AxeBuilder({ page }).withRules('color-contrast')), 'dark').toEqual([]);
  await page.setViewportSize(PHONE);
  // The colours are the same: only the structure can be wrong now.
  expect(await findViolations(new AxeBuilder({ page }).disableRules('color-contrast')), 'on a phone').toEqual([]);
  expect(await findSidewaysScroll(page), 'pixels to scroll sideways').toBeLessThanOrEqual(0);
});

test('a workspace with a failed check, output, and a hint', async () => {
  const workspace = await WorkspacePage.open(visitor, 'tick-or-microtask');
  await workspace.run();
  await workspace.waitForOutput(/exit code/);
  await workspace.check();
  await workspace.page.getByRole('button', { name: /^Show a hint/ }).click();
  for (const colorScheme of ['light', 'dark'] as const) {
    await workspace.page.emulateMedia({ colorScheme });
    expect(await findViolations(new AxeBuilder({ page: workspace.page })), colorScheme).toEqual([]);
  }
});

test('the choice of the runtime: the button, the dialog, and on a phone', async () => {
  const page = await visit(visitor, 'exercises/hello-server/');
  await page.getByRole('button', { name: /^Runtime:/ }).click();
  await page.getByRole('dialog').waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findViolations(new AxeBuilder({ page }).include('dialog')), colorScheme).toEqual([]);
  }
  await page.setViewportSize(PHONE);
  const onPhone = new AxeBuilder({ page }).include('dialog').disableRules('color-contrast');
  expect(await findViolations(onPhone), 'on a phone').toEqual([]);
  expect(await findSidewaysScroll(page), 'pixels to scroll sideways').toBeLessThanOrEqual(0);
});

test('a preview: its page, the API client, the requests and the cookies', async () => {
  const source = `require('http').createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': 'a=1; HttpOnly' });
    response.end('<!DOCTYPE html><html lang="en"><title>A page</title><main><h1>A page</h1></main>');
  }).listen(3000);`;
  const preview = await PreviewPage.open(visitor, {
    stack: 'node',
    files: { 'main.js': source },
    command: ['node', 'main.js'],
  });
  await preview.run();
  await preview.view('API client');
  await preview.button('Send').click();
  await preview.pane.getByText('200 OK').waitFor();
  for (const view of ['Page', 'API client', 'Requests', 'Cookies'] as const) {
    await preview.view(view);
    if (view === 'Requests') await preview.pane.locator('.ws-request').first().click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await preview.page.emulateMedia({ colorScheme });
      // Legacy mode stays out of the sandboxed frame: the page in it is the learner's.
      const builder = new AxeBuilder({ page: preview.page }).setLegacyMode();
      expect(await findViolations(builder), `${view}, ${colorScheme}`).toEqual([]);
    }
  }
  await preview.page.setViewportSize(PHONE);
  expect(await findSidewaysScroll(preview.page), 'pixels to scroll sideways').toBeLessThanOrEqual(0);
});

test('a request’s trace: waterfall with an open step, files, and table; on paper with the table below', async () => {
  const workspace = await WorkspacePage.open(visitor, 'kill-the-n-plus-one');
  const { page } = workspace;
  const trace = new RequestTracePane(page);
  await workspace.run();
  await trace.open();
  await trace.pane.getByText(/^N\+1: the same query/).click();
  await trace.steps(/4×/).click();
  await trace.details.waitFor();
  // All five tabs beside the code, Database included, are in sight.
  const tabs = page.locator('.ws-pane-tabs');
  await expect.poll(() => tabs.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  // What is around it has tests of its own.
  const pane = () => new AxeBuilder({ page }).include('.ws-pane-request');
  for (const picture of ['Waterfall', 'Files', 'Table'] as const) {
    await trace.picture(picture);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await findViolations(pane()), `${picture}, light`).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await findViolations(pane().withRules('color-contrast')), `${picture}, dark`).toEqual([]);
  }
  await page.setViewportSize(PHONE);
  // There it says that there are more, and the chosen one is in sight.
  await expect.poll(() => tabs.getAttribute('data-more')).toContain('start');
  const isInSight = () => tabs.getByRole('tab', { selected: true }).evaluate(isWithin);
  await expect.poll(isInSight).toBe(true);
  for (const picture of ['Table', 'Files', 'Waterfall'] as const) {
    await trace.picture(picture);
    expect(await findViolations(pane().disableRules('color-contrast')), `${picture}, on a phone`).toEqual([]);
    expect(await findSidewaysScroll(page), 'pixels to scroll sideways').toBeLessThanOrEqual(0);
    expect(await trace.pane.evaluate(findSidewaysScrollers), `${picture}, on a phone`).toEqual([]);
  }
  await trace.picture('Table');
  // Its rows are blocks now, and still rows with a cell for each of the six columns.
  await expect.poll(() => trace.pane.getByRole('columnheader').count()).toBe(6);
  await expect.poll(() => trace.pane.getByRole('row').last().getByRole('cell').count()).toBe(6);
  await page.setViewportSize(DESKTOP);
  for (const [picture, part] of [
    ['Files', '.ws-mvt-card'],
    ['Waterfall', '.ws-step'],
  ] as const) {
    await page.emulateMedia({ media: 'screen' });
    await trace.picture(picture);
    await page.emulateMedia({ media: 'print' });
    await trace.pane
      .locator('.ws-step-table')
      .getByRole('cell', { name: /FROM catalogue_book/ })
      .first()
      .waitFor();
    await trace.pane.locator(part).last().waitFor();
    expect(await trace.pane.evaluate(findHiddenBoxes), `${picture}, on paper`).toEqual([]);
  }
});

/** In the page: whether nothing of it is beyond the edge of the strip that it is in. */
function isWithin(element: Element): boolean {
  const { left, right } = element.getBoundingClientRect();
  const strip = element.parentElement?.getBoundingClientRect();
  return strip !== undefined && left >= strip.left && right <= strip.right;
}

/** In the page: what has to be scrolled sideways to be read, by class. Code is not broken into lines. */
function findSidewaysScrollers(root: Element): string[] {
  return [root, ...root.querySelectorAll('*')]
    .filter((element) => !element.matches('pre') && /auto|scroll/.test(getComputedStyle(element).overflowX))
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map(({ className }) => String(className));
}

/** In the page: what is higher or wider than it shows, by class. Words for screen readers alone are meant to be. */
function findHiddenBoxes(root: Element): string[] {
  const boxes = [root, ...root.querySelectorAll('*')].filter((element) => {
    const { overflowX, overflowY, clip } = getComputedStyle(element);
    const hides = (overflow: string, size: number, shown: number) => overflow !== 'visible' && size > shown + 1;
    return (
      clip === 'auto' &&
      element.clientHeight > 2 &&
      (hides(overflowY, element.scrollHeight, element.clientHeight) ||
        hides(overflowX, element.scrollWidth, element.clientWidth))
    );
  });
  return boxes.map(({ className }) => String(className));
}

test('a lesson with programs that ran, wrong answers and explanations', async () => {
  const page = await visit(visitor, 'lessons/nexttick-and-microtasks/');
  const program = page.locator('figure[data-file="nested.mjs"]');
  await program.getByRole('button', { name: 'Edit' }).click();
  await program.locator('.cm-content').waitFor();
  await page.keyboard.insertText('// mine\n');
  await program.getByRole('button', { name: 'Run' }).click();
  await program.getByText(/Finished after/).waitFor();
  for (const [id, action] of [
    ['order-in-commonjs', 'Commit and run'],
    ['order-in-es-modules', 'Skip and show'],
    ['who-starves', 'Check the answer'],
  ] as const) {
    const question = page.locator(`#question-${id}`);
    await question.scrollIntoViewIfNeeded();
    await question.locator('.question-place[data-alive]').waitFor();
    if (action === 'Check the answer') await question.getByRole('radio').first().check();
    await question.getByRole('button', { name: action }).click();
    await question.locator('.verdict').waitFor();
  }
  await page
    .getByRole('button', { name: /in the event loop$/ })
    .first()
    .click();
  await page.locator('.lesson-lanes .ws-callbacks').waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findViolations(new AxeBuilder({ page })), colorScheme).toEqual([]);
  }
  await page.setViewportSize(PHONE);
  expect(await findSidewaysScroll(page), 'pixels to scroll sideways').toBeLessThanOrEqual(0);
  expect(await page.locator('.lesson-lanes').evaluate(findSidewaysScrollers), 'on a phone').toEqual([]);
});

test('the event loop of a recorded run: light, dark, without motion, on a phone and on paper', async () => {
  const { page } = await WorkspacePage.open(visitor, 'tick-or-microtask');
  await page.keyboard.press('Alt+t');
  const trace = page.locator('.ws-trace');
  await trace.locator('.ws-callbacks').waitFor({ timeout: 45_000 });
  const readPicture = () => trace.locator('canvas').first().evaluate(readBrightness);
  const light = await readPicture();
  expect(await findViolations(new AxeBuilder({ page })), 'light').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  // Most of it is lines and pale blocks.
  await expect.poll(readPicture).toBeLessThan(light - 20);
  expect(await findViolations(new AxeBuilder({ page })), 'dark').toEqual([]);
  // Who wants less motion steps: nothing plays by itself.
  await expect.poll(() => trace.getByRole('button', { name: 'Step', exact: true }).isVisible()).toBe(true);
  await expect.poll(() => trace.getByRole('button', { name: 'Play' }).count()).toBe(0);

  await page.emulateMedia({ media: 'print' });
  await expect.poll(readPicture).toBeGreaterThan(light - 20);
  await expect.poll(() => trace.getByRole('slider').isVisible()).toBe(false);
  expect(await trace.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBeLessThanOrEqual(0);

  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize(PHONE);
  await trace.waitFor();
  expect(await findViolations(new AxeBuilder({ page }).disableRules('color-contrast')), 'on a phone').toEqual([]);
  expect(await findSidewaysScroll(page), 'pixels to scroll sideways').toBeLessThanOrEqual(0);
  expect(await trace.evaluate(findSidewaysScrollers), 'on a phone').toEqual([]);
});

/** In the page: of what is drawn, from 0 to 255. */
function readBrightness(canvas: Element): number {
  const { width, height } = canvas as HTMLCanvasElement;
  const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
  let [sum, count] = [0, 0];
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] !== 255) continue;
    sum += ((pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0)) / 3;
    count += 1;
  }
  return sum / count;
}

function findSidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
