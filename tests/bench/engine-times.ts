/**
 * What a learner waits for: from the click on Run to the first output, from the click on Check to the grade. Measured
 * inside the page by a mutation observer, on the built site.
 */
import type { Page } from 'playwright-core';
import type { Site } from '../harness/site.ts';
import { type Summary, summarizeRuns } from './summarize-runs.ts';

/** An exercise whose Run prints at once and whose starter can be checked. */
export interface MeasuredExercise {
  readonly stack: 'node' | 'django';
  readonly id: string;
}

/**
 * All in ms, for new visitors with nothing cached. `first…`: clicked by script as soon as the editor is there, before
 * anything could warm the engine up: the worst case. `firstRunNear`: the pointer came into the workspace
 * `APPROACH_MS` before the click, as a hand's does. `again`: later clicks, `READING_TIME_MS` after the last result.
 */
export interface EngineTimes {
  readonly firstRun: Summary;
  readonly firstRunNear: Summary;
  readonly runAgain: Summary;
  readonly firstCheck: Summary;
  readonly checkAgain: Summary;
}

const VISITS = 3;
const REPEATS = 4;

export async function measureEngine(site: Site, exercise: MeasuredExercise): Promise<EngineTimes> {
  const run = await measureAction(site, exercise, timeRun);
  const near = await measureAction(site, exercise, timeRun, approachByPointer);
  const check = await measureAction(site, exercise, timeCheck);
  return {
    firstRun: run.first,
    firstRunNear: near.first,
    runAgain: run.again,
    firstCheck: check.first,
    checkAgain: check.again,
  };
}

/** From entering the workspace to the click: less than a hand takes to find a button. */
const APPROACH_MS = 300;

async function approachByPointer(page: Page): Promise<void> {
  await page.locator('.ws-toolbar').hover();
  await page.waitForTimeout(APPROACH_MS);
}

async function measureAction(
  site: Site,
  { id }: MeasuredExercise,
  time: (page: Page) => Promise<number>,
  approach?: (page: Page) => Promise<void>,
) {
  const first: number[] = [];
  const again: number[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const visitor = await site.newVisitor();
    const page = await visitor.newPage();
    await page.goto(`exercises/${id}/`);
    await page.locator('.cm-content').waitFor();
    await approach?.(page);
    first.push(await time(page));
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      await waitUntilReady(page);
      again.push(await time(page));
    }
    await visitor.close();
  }
  return { first: summarizeRuns(first), again: summarizeRuns(again) };
}

/** What a learner takes to look at the result before the next click, in ms; the spare engine starts meanwhile. */
const READING_TIME_MS = 2000;

/** Waits until the program has ended and the learner has looked. */
async function waitUntilReady(page: Page): Promise<void> {
  await page.locator('.ws-stop[aria-disabled="true"]').waitFor();
  await page.locator('.ws-engine[data-state="ready"]').waitFor();
  await page.waitForTimeout(READING_TIME_MS);
}

function timeRun(page: Page): Promise<number> {
  return timeFromClick(page, 'Run', () => {
    const blocks = document.querySelectorAll('[role="log"] pre').length;
    return blocks > 0 ? 'done' : 'waiting';
  });
}

function timeCheck(page: Page): Promise<number> {
  return timeFromClick(page, 'Check', () => {
    const outcome = document.querySelector('.ws-verdict')?.getAttribute('data-outcome');
    return outcome && outcome !== 'in-progress' ? 'done' : 'waiting';
  });
}

/** Milliseconds from the click until `look` says done, having said waiting since the click. */
function timeFromClick(page: Page, button: string, look: () => 'done' | 'waiting'): Promise<number> {
  return page.evaluate(
    ([name, lookSource]) =>
      new Promise<number>((resolve, reject) => {
        const lookNow = new Function(`return (${lookSource})()`) as () => 'done' | 'waiting';
        const target = [...document.querySelectorAll<HTMLButtonElement>('.ws-toolbar button')].find(
          (candidate) => candidate.textContent?.trim() === name,
        );
        if (!target) return reject(new Error(`There is no button "${name}".`));
        const started = performance.now();
        let hasWaited = lookNow() === 'waiting';
        const observer = new MutationObserver(() => {
          const now = lookNow();
          if (now === 'waiting') hasWaited = true;
          else if (hasWaited) {
            observer.disconnect();
            resolve(performance.now() - started);
          }
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        target.click();
      }),
    [button, look.toString()] as const,
  );
}
