/** The pictures of a run in Firefox: a Django request’s waterfall, and Node.js’s event loop. */
import { expect, test } from 'vitest';
import { describeInFirefox } from '../harness/firefox.ts';
import { shareSiteInFirefox } from '../harness/visitors.ts';

const RUN_TIMEOUT_MS = 90_000;

describeInFirefox('the pictures of a run', () => {
  const { site, page } = shareSiteInFirefox();

  test('a request’s trace opens, with the repeated query folded', async () => {
    await openExercise('kill-the-n-plus-one');
    await click('.ws-toolbar-actions button');
    await click('[data-tab="request"]');
    const steps = () => page.$$eval('.ws-step', (rows) => rows.map((row) => row.textContent));
    await expect.poll(steps).toContainEqual(expect.stringMatching(/Database query: 4×/));
    await click('.ws-step');
    await page.waitForSelector('.ws-step-details');
  });

  test('the event loop of a run is drawn, and steps to the next callback', async () => {
    const readDetails = () => page.$eval('.ws-callback .ws-trace-title', (title) => title.textContent);
    await openExercise('tick-or-microtask');
    await page.waitForSelector('.cm-content');
    await page.keyboard.down('Alt');
    await page.keyboard.press('t');
    await page.keyboard.up('Alt');
    await page.waitForSelector('.ws-callbacks tbody tr', { timeout: RUN_TIMEOUT_MS });
    await expect.poll(readDetails).toBe('The code of a CommonJS module: main.js');
    const isDrawn = () =>
      page.$eval('.ws-lanes canvas', (canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data;
        return pixels?.some((value) => value !== 0);
      });
    await expect.poll(isDrawn).toBe(true);
    await page.$$eval('.ws-trace-controls button', (buttons) =>
      buttons.find((each) => each.textContent === 'Step')?.click(),
    );
    await expect.poll(readDetails).not.toBe('The code of a CommonJS module: main.js');
  });

  async function openExercise(id: string): Promise<void> {
    await page.goto(`${site.url}exercises/${id}/`);
    await page.waitForFunction(() => document.querySelector('astro-island[ssr]') === null);
  }

  /** Not by coordinates: the toolbar is laid out anew when the engine's state comes. */
  async function click(selector: string): Promise<void> {
    const element = await page.waitForSelector(selector, { timeout: RUN_TIMEOUT_MS });
    await element?.evaluate((found) => (found as HTMLElement).click());
  }
});
