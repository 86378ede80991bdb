/** How quickly the picture of a recorded run opens and follows the playhead, in the built site. */

import { visit } from '../e2e/visit.ts';
import type { Site } from '../harness/site.ts';

export interface TracePicture {
  /** From the last frame without the picture to the first one after it, ms. */
  readonly opensMs: number;
  /** Frames while the playhead is dragged through the whole run: the longest and the median, ms. */
  readonly longestFrameMs: number;
  readonly medianFrameMs: number;
}

export const TRACE_PICTURE_TARGETS = { opensMs: 300, longestFrameMs: 50 } as const;

const CALLBACKS = 10_000;
/** Steps of the drag; one each frame. */
const DRAG_FRAMES = 120;

const PROGRAM = `function takeOrder() {
  let left = ${CALLBACKS};
  (function next() { left -= 1; if (left > 0) setImmediate(next); })();
}
module.exports = { takeOrder };
`;

export async function measureTracePicture(site: Site): Promise<TracePicture> {
  const visitor = await site.newVisitor();
  try {
    const page = await visit(visitor, 'exercises/tick-or-microtask/');
    const record = () => page.getByRole('button', { name: 'Trace', exact: true }).click();
    await page.locator('.cm-content').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(PROGRAM);
    // Once before, so that the code of the picture is there.
    await record();
    await page.locator('.ws-trace').waitFor({ timeout: 45_000 });
    await page.evaluate(watchOpening);
    await record();
    await page.waitForFunction(() => 'traceOpensMs' in window, undefined, { timeout: 45_000 });
    const opensMs = await page.evaluate(() => (window as unknown as { traceOpensMs: number }).traceOpensMs);
    const frames = await page.evaluate(dragPlayhead, DRAG_FRAMES);
    const sorted = frames.toSorted((a, b) => a - b);
    return {
      opensMs: Math.round(opensMs),
      longestFrameMs: Math.round(sorted.at(-1) ?? Number.NaN),
      medianFrameMs: Math.round((sorted[sorted.length >> 1] ?? Number.NaN) * 10) / 10,
    };
  } finally {
    await visitor.close();
  }
}

/**
 * In the page: from the last frame without the picture to the first one after it. Reading the trace, laying it out and
 * painting it all happen between the two.
 */
function watchOpening(): void {
  let before = performance.now();
  let isGone = false;
  const look = () => {
    const now = performance.now();
    const hasPicture = document.querySelector('.ws-trace') !== null;
    isGone ||= !hasPicture;
    if (!isGone || !hasPicture) {
      before = now;
      requestAnimationFrame(look);
      return;
    }
    requestAnimationFrame(() => Object.assign(window, { traceOpensMs: performance.now() - before }));
  };
  requestAnimationFrame(look);
}

/** In the page: one position each frame; the times between frames. */
async function dragPlayhead(count: number): Promise<number[]> {
  const slider = document.querySelector<HTMLInputElement>('.ws-trace-scrubber');
  if (!slider) throw new Error('There is no playhead.');
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const frames: number[] = [];
  let before = await nextFrame();
  for (let step = 0; step <= count; step += 1) {
    slider.value = String(Math.round((step / count) * Number(slider.max)));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    const now = await nextFrame();
    frames.push(now - before);
    before = now;
  }
  return frames;
}
