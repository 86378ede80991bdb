/** What the journeys share: opening pages so that a click is not lost, and a browser that has kept something. */
import type { BrowserContext, Page } from 'playwright-core';

/** Opens a page and waits until its islands answer: a click before that is lost. */
export async function visit(visitor: BrowserContext, path: string): Promise<Page> {
  const page = await visitor.newPage();
  await page.goto(path);
  await waitUntilAlive(page);
  return page;
}

/** Waits until no island of the page is still to come alive. */
export async function waitUntilAlive(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('astro-island[ssr]') === null);
}

/** What the browser has kept of this site, by key without the prefix. */
export function readKept(page: Page): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      Object.entries(localStorage)
        .filter(([key]) => key.startsWith('twinstack/'))
        .map(([key, text]) => [key.slice('twinstack/'.length), String(text)]),
    ),
  );
}

/** Puts records into the browser before the first page opens; tests of what is done with them use it. */
export async function keepBefore(visitor: BrowserContext, records: Readonly<Record<string, unknown>>): Promise<void> {
  const page = await visitor.newPage();
  await page.goto('robots.txt');
  await page.evaluate(
    (entries) => {
      for (const [key, record] of entries) localStorage.setItem(`twinstack/${key}`, record);
    },
    Object.entries(records).map(
      ([key, record]) => [key, typeof record === 'string' ? record : JSON.stringify(record)] as const,
    ),
  );
  await page.close();
}

/** A draft as it is kept. */
export function draftRecord(files: Readonly<Record<string, string>>): unknown {
  return { version: 1, value: { files, savedAt: '2026-01-01T10:00:00.000Z' } };
}

/** A result that passed, as it is kept. */
export function passedRecord(): unknown {
  const at = '2026-01-01T10:00:00.000Z';
  const latest = { outcome: 'passed', passed: 3, total: 3, checkedAt: at };
  return { version: 1, value: { latest, passedAt: at, checks: 2, hintsSeen: 1 } };
}
