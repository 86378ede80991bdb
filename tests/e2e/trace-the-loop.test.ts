/** A learner records a run and walks through its event loop: by mouse once, by keyboard alone the second time. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { renewVisitor, shareSite } from '../harness/visitors.ts';
import { PICTURE, watchScripts } from './watch-scripts.ts';
import { readAuthored, WorkspacePage } from './workspace.ts';

const visitor = renewVisitor(shareSite());

async function openSolved(): Promise<WorkspacePage> {
  const workspace = await WorkspacePage.open(visitor, 'tick-or-microtask');
  await workspace.writeFile(readAuthored('tick-or-microtask', 'solution/counter.js'));
  return workspace;
}

const details = (page: Page) => page.getByRole('region', { name: 'This callback' });
const written = (page: Page) => page.getByRole('region', { name: 'Written so far' });

test('a recorded run shows its callbacks in order, each with its line, its rule and what was written so far', async () => {
  const workspace = await openSolved();
  const { page } = workspace;
  expect(await page.getByRole('tab', { name: 'Event loop' }).count()).toBe(0);
  const loaded = watchScripts(page);
  await workspace.run();
  await workspace.waitForOutput(/exit code/);
  expect(await loaded.withText(PICTURE)).toEqual([]);
  await workspace.button('Trace').click();
  await details(page).getByText('The code of a CommonJS module: main.js').waitFor({ timeout: 45_000 });
  await details(page)
    .getByText(/Node.js runs the program’s own code first/)
    .waitFor();

  const rows = page.locator('.ws-callbacks tbody tr');
  await expect.poll(() => rows.first().locator('td').first().textContent()).toBe('Script');
  const lanes = await rows.locator('td:first-child').allTextContents();
  expect(lanes.indexOf('nextTick queue')).toBeLessThan(lanes.indexOf('Microtasks'));
  expect(lanes.indexOf('Microtasks')).toBeLessThan(lanes.indexOf('Check'));

  expect(await loaded.withText(PICTURE)).not.toEqual([]);

  await rows.nth(lanes.indexOf('nextTick queue')).click();
  await details(page)
    .getByText(/runs before any microtask/)
    .waitFor();
  await expect.poll(() => written(page).textContent()).toContain('caller: first tick');
  await expect.poll(() => written(page).textContent()).not.toContain('first promise');
  await details(page).getByRole('button', { name: 'main.js, line 5' }).first().click();
  await expect.poll(() => page.locator('.cm-activeLine').textContent()).toContain('process.nextTick(log');
});

test('the keyboard alone records, steps, plays, and reads each callback out', async () => {
  const workspace = await openSolved();
  const { page } = workspace;
  await page.keyboard.press('Alt+t');
  await details(page).waitFor({ timeout: 45_000 });
  const slider = page.getByRole('slider', { name: 'Callback' });
  await slider.focus();
  const count = Number(await slider.getAttribute('max')) + 1;
  expect(count).toBeGreaterThan(8);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^Script: .*counter\.js|^nextTick queue: /);
  await page.keyboard.press('End');
  await expect.poll(() => written(page).textContent()).toContain('caller: second immediate');
  await expect.poll(() => page.getByRole('status').allTextContents()).toContainEqual(expect.stringMatching(/^Check: /));
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Step', exact: true }).press('Enter');
  await expect.poll(() => slider.inputValue()).toBe('1');
  const play = page.getByRole('button', { name: 'Play' });
  await play.press('Enter');
  await expect.poll(async () => Number(await slider.inputValue())).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Pause' }).press('Enter');
  await play.waitFor();
});
