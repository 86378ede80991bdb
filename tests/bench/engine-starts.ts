/** How long a program's first output takes: with nothing loaded, with a spare worker, after stopping an endless loop. */
import type { Page } from 'playwright-core';
import type { EnginePage } from '../../scripts/engine/engine-page-entry.ts';
import type { Summary } from './summarize-runs.ts';
import { summarizeRuns } from './summarize-runs.ts';

/** ms on a page of this machine, from the call of `run()` to the first output. */
export interface EngineStarts {
  /** A new visitor: nothing in the browser's cache, no worker. */
  readonly cold: Summary;
  readonly warm: Summary;
  readonly afterStop: Summary;
}

export const START_TARGETS: Readonly<Record<keyof EngineStarts, number>> = { cold: 350, warm: 40, afterStop: 60 };

const VISITS = 5;

/** `page` is any page of the engine test site; each visit is made by a visitor of its own. */
export async function measureStarts(page: Page): Promise<EngineStarts> {
  const times: Record<keyof EngineStarts, number[]> = { cold: [], warm: [], afterStop: [] };
  const browser = page.context().browser();
  if (!browser) throw new Error('The page belongs to no browser.');
  for (let visit = 0; visit < VISITS; visit += 1) {
    const visitor = await browser.newContext();
    const fresh = await visitor.newPage();
    await fresh.addInitScript(noteFirstOutput);
    await fresh.goto(page.url());
    await fresh.waitForFunction(() => 'enginePage' in globalThis);
    const measured = await fresh.evaluate(timeStarts);
    for (const kind of ['cold', 'warm', 'afterStop'] as const) times[kind].push(measured[kind]);
    await visitor.close();
  }
  return {
    cold: summarizeRuns(times.cold),
    warm: summarizeRuns(times.warm),
    afterStop: summarizeRuns(times.afterStop),
  };
}

/** Runs on the page, before its own script. */
function noteFirstOutput(): void {
  Object.assign(globalThis, {
    notifyDriver: async (_channel: string, payload: unknown) => {
      const events: readonly { type?: string }[] = Array.isArray(payload) ? payload : [];
      if (events.some(({ type }) => type === 'output')) Object.assign(globalThis, { outputAt: performance.now() });
    },
  });
}

/** Runs on the page. */
async function timeStarts(): Promise<Record<'cold' | 'warm' | 'afterStop', number>> {
  const scope = globalThis as unknown as { enginePage: EnginePage; outputAt: number | undefined };
  const files = { 'hello.js': "console.log('hello');", 'loop.js': "console.log('begins'); for (;;);" };
  /** What a learner takes to look at a result: the spare worker boots meanwhile. */
  const readingTime = () => new Promise((resolve) => setTimeout(resolve, 1500));
  const run = (file: string) => scope.enginePage.run('bench', 'bench', files, ['node', file], {});
  const timeHello = async (began: number) => {
    scope.outputAt = undefined;
    await run('hello.js');
    return (scope.outputAt ?? Number.NaN) - began;
  };
  await scope.enginePage.open('bench', 'node');
  const cold = await timeHello(performance.now());
  await readingTime();
  const warm = await timeHello(performance.now());
  await readingTime();
  const endless = run('loop.js');
  await readingTime();
  const stopped = performance.now();
  await scope.enginePage.stop('bench');
  await endless;
  return { cold, warm, afterStop: await timeHello(stopped) };
}
