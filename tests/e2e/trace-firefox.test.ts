/** In Firefox a run is recorded and stepped through as in Chromium. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteDir } from '../../scripts/build-site.ts';
import { type OpenPage, openPage } from '../../scripts/engine/browser.ts';
import { type SiteServer, serveSite } from '../../scripts/serve-site.ts';
import { describeInFirefox } from '../harness/firefox.ts';

const START_TIMEOUT_MS = 60_000;

describeInFirefox('the event loop of a recorded run', () => {
  let site: SiteServer;
  let browser: OpenPage<never>;
  let page: Page;

  beforeAll(async () => {
    site = await serveSite({ dir: siteDir, port: 0 });
    browser = (await openPage('firefox')) as unknown as OpenPage<never>;
    page = browser.page as unknown as Page;
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const readDetails = () => page.$eval('.ws-callback .ws-trace-title', (title) => title.textContent);

  test('is drawn, and steps to the next callback', async () => {
    await page.goto(`${site.url}exercises/tick-or-microtask/`);
    await page.waitForFunction(() => document.querySelector('astro-island[ssr]') === null);
    await page.waitForSelector('.cm-content');
    await page.keyboard.down('Alt');
    await page.keyboard.press('t');
    await page.keyboard.up('Alt');
    await page.waitForSelector('.ws-callbacks tbody tr', { timeout: START_TIMEOUT_MS });
    expect(await readDetails()).toBe('The code of a CommonJS module: main.js');
    const isDrawn = await page.$eval('.ws-lanes canvas', (canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data;
      return pixels?.some((value) => value !== 0);
    });
    expect(isDrawn).toBe(true);
    await page.$$eval('.ws-trace-controls button', (buttons) =>
      buttons.find((each) => each.textContent === 'Step')?.click(),
    );
    await expect.poll(readDetails).not.toBe('The code of a CommonJS module: main.js');
  });
});
