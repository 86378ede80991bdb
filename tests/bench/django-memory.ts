/** What the Django engine takes of a tab's memory, and whether checks make it grow. Reads /proc: Linux only. */
import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { libraryWith } from '../runtimes/django/projects.ts';

/** MB (1000000 bytes) of the tab's process, its share of what processes share included, with a spare ready. */
export interface DjangoMemory {
  /** After a few checks. */
  readonly before: number;
  /** After `CHECKS` more. */
  readonly after: number;
  readonly checks: number;
}

const CHECKS = 100;
const WARM_UP_CHECKS = 5;
const TESTS = `from django.test import TestCase
from library.models import Author


class AuthorTests(TestCase):
    def test_created(self):
        self.assertEqual(Author.objects.create(name="Ursula").name, "Ursula")
`;

/** `runtime` is on `page`. Undefined where there is no /proc. */
export async function measureDjangoMemory(page: Page, runtime: Runtime): Promise<DjangoMemory | undefined> {
  if (!existsSync('/proc/self/smaps_rollup')) return undefined;
  await checkOften(runtime, WARM_UP_CHECKS);
  const before = await weighTab(page, runtime);
  await checkOften(runtime, CHECKS);
  return { before, after: await weighTab(page, runtime), checks: CHECKS };
}

async function checkOften(runtime: Runtime, count: number): Promise<void> {
  for (let check = 0; check < count; check += 1) {
    let passed = 0;
    await runtime.check(libraryWith(TESTS), {
      onEvent: (event) => {
        if (event.type === 'test-ended' && event.outcome === 'passed') passed += 1;
      },
    });
    if (passed !== 1) throw new Error(`Check ${check} did not pass.`);
  }
}

async function weighTab(page: Page, runtime: Runtime): Promise<number> {
  await runtime.start();
  await page.requestGC();
  // Ended workers give their memory back a little later.
  await page.waitForTimeout(3000);
  const browser = page.context().browser();
  if (!browser) throw new Error('The page belongs to no browser.');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => proportionalBytes(id));
  // The other renderers are spares of the browser.
  return Math.round(Math.max(...sizes) / 1e5) / 10;
}

function proportionalBytes(processId: number): number {
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/smaps_rollup`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}
