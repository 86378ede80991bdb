/** How long a page does not answer while something goes on around it. */
import type { DrivenPage } from '../../scripts/engine/browser.ts';

declare global {
  /** Set on the page while it is measured: ends the measurement and gives the longest freeze in ms. */
  var endFreezeMeasurement: (() => number) | undefined;
}

/** The longest time between two tasks of the page while `work` went on, in ms. */
export async function measureLongestFreeze(page: DrivenPage, work: () => Promise<unknown>): Promise<number> {
  let longest = Number.NaN;
  await page.evaluate(() => {
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 10);
    globalThis.endFreezeMeasurement = () => {
      clearInterval(timer);
      return Math.max(longest, performance.now() - last);
    };
  });
  try {
    await work();
  } finally {
    longest = await page.evaluate(() => globalThis.endFreezeMeasurement?.() ?? Number.NaN);
  }
  return longest;
}
