/** How long the Django engine takes until a check can start: first visit, engine cached, second visit. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { BROWSER_FLAGS, browserPath } from '../../scripts/engine/browser.ts';
import { type Summary, summarizeRuns } from './summarize-runs.ts';

/** ms on a page of this machine, from the call of `start()` until it is ready. */
export interface DjangoStarts {
  /** A new visitor on a local network: nothing cached. */
  readonly firstVisit: Summary;
  /** The engine's files are in the browser's cache, with what the browser compiled of them; no snapshot is kept. */
  readonly cached: Summary;
  /** A later visit: the snapshot is kept, too. */
  readonly secondVisit: Summary;
}

const VISITS = 5;
/** A visit lasts longer than Chromium needs to keep the machine code beside the engine's file: 2 s of quiet (V8). */
const STAY_MS = 4000;

/** `url`: a page with the engines. Each round is a visitor with a profile on disk, as a learner's is. */
export async function measureDjangoStarts(url: string): Promise<DjangoStarts> {
  const times = { firstVisit: [] as number[], cached: [] as number[], secondVisit: [] as number[] };
  for (let round = 0; round < VISITS; round += 1) {
    const profile = mkdtempSync(join(tmpdir(), 'twinstack-bench-profile-'));
    const visitor = await chromium.launchPersistentContext(profile, {
      executablePath: browserPath(),
      args: [...BROWSER_FLAGS],
    });
    await visitor.addInitScript(() => Object.assign(globalThis, { notifyDriver: async () => undefined }));
    try {
      times.firstVisit.push(await timeStart(visitor, url));
      times.secondVisit.push(await timeStart(visitor, url));
      times.cached.push(await timeStart(visitor, url, () => caches.delete('twinstack-django-snapshots')));
    } finally {
      await visitor.close();
      rmSync(profile, { recursive: true, force: true });
    }
  }
  return {
    firstVisit: summarizeRuns(times.firstVisit),
    cached: summarizeRuns(times.cached),
    secondVisit: summarizeRuns(times.secondVisit),
  };
}

/** One visit that lasts until snapshot and machine code are kept. */
async function timeStart(visitor: BrowserContext, url: string, before?: () => Promise<unknown>): Promise<number> {
  const page = await visitor.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'enginePage' in globalThis);
  if (before) await page.evaluate(before);
  const ms = await page.evaluate(async () => {
    const { enginePage } = globalThis as unknown as {
      enginePage: { open(key: string, stack: string): Promise<unknown>; start(key: string): Promise<void> };
    };
    await enginePage.open('bench', 'django');
    const began = performance.now();
    await enginePage.start('bench');
    return performance.now() - began;
  });
  await page.evaluate(untilSnapshotIsKept);
  await page.waitForTimeout(STAY_MS);
  await page.close();
  return ms;
}

/** Runs on the page. Not a condition for `waitForFunction`: that takes a promise for an answer. */
async function untilSnapshotIsKept(): Promise<void> {
  const cache = await caches.open('twinstack-django-snapshots');
  while ((await cache.keys()).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
}
