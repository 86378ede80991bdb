/** How quickly the picture of a recorded run opens and follows the playhead, in the built site. */

import { WorkspacePage } from '../e2e/workspace.ts';
import type { Site } from '../harness/site.ts';

export interface TracePicture {
  /** From the recorded run's end to the first frame with the picture, ms. */
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
    const workspace = await WorkspacePage.open(visitor, 'tick-or-microtask');
    const { page } = workspace;
    await workspace.writeFile(PROGRAM);
    // Once before, so that the code of the picture is there.
    await workspace.button('Trace').click();
    await page.locator('.ws-trace').waitFor({ timeout: 45_000 });
    await page.evaluate(watchOpening);
    await workspace.button('Trace').click();
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

/** In the page: from the moment the run's end is shown to the frame after the picture is there. */
function watchOpening(): void {
  let endedAt = 0;
  let isGone = false;
  const look = () => {
    const hasPicture = document.querySelector('.ws-trace') !== null;
    isGone ||= !hasPicture;
    const activity = document.querySelector('.ws-stop')?.getAttribute('aria-disabled');
    if (isGone && activity === 'true' && endedAt === 0) endedAt = performance.now();
    if (isGone && hasPicture)
      Object.assign(window, { traceOpensMs: performance.now() - (endedAt || performance.now()) });
    else requestAnimationFrame(look);
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
