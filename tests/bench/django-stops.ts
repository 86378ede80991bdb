/** How long Stop takes in the Django engine, and how soon the next run can start after a program that had to be ended. */
import type { Page } from 'playwright-core';
import type { EnginePage } from '../../scripts/engine/engine-page-entry.ts';
import { type Summary, summarizeRuns } from './summarize-runs.ts';

/** ms, measured on the page: nothing of the driver counts. */
export interface DjangoStops {
  /** From Stop to the word of an endless loop that its KeyboardInterrupt was raised; the word's way to the page counts. */
  readonly interrupt: Summary;
  /** From Stop to the end of such a run, with the traceback of a loop that does not catch it. */
  readonly interruptedEnd: Summary;
  /** From Stop to the next interpreter: code in C that never looks for an interrupt. */
  readonly nextAfterDeaf: Summary;
  /** The same for an endless loop on a page that shares no memory, where the worker is ended at once. */
  readonly nextWithoutMemory: Summary;
  /** From the end of a program that broke its interpreter to the next one. */
  readonly nextAfterDeath: Summary;
}

const STOPS = 5;
/** An interrupt takes so little that a single slow one says nothing. */
const INTERRUPTS = 20;

/** Each says a word first, and is stopped a moment later. */
const LOOP = 'print("goes", flush=True)\nwhile True:\n    pass';
const SAYS_SO = `print("goes", flush=True)
try:
    while True:
        pass
except KeyboardInterrupt:
    print("interrupted", flush=True)
    raise`;
const DEAF = 'print("goes", flush=True)\nsum(range(10 ** 15))';
/** Printing what nests so deep exhausts the stack of the interpreter itself. */
const DEADLY = 'nested = []\nfor _ in range(100_000):\n    nested = [nested]\nprint("goes", flush=True)\nrepr(nested)';

interface Times {
  /** From Stop to the second word; without one NaN. */
  readonly word: number;
  /** From Stop to the end of the run; for a program that ends by itself 0. */
  readonly end: number;
  /** From Stop, or the end of the program, to the next interpreter. */
  readonly next: number;
}

/** `page` has the engines of the harness. */
export async function measureDjangoStops(page: Page): Promise<DjangoStops> {
  const repeat = async (key: string, program: string, count = STOPS) => {
    const times: Times[] = [];
    for (let stop = 0; stop < count; stop += 1) times.push(await page.evaluate(timeStop, { key, program }));
    const summarize = (what: keyof Times) => summarizeRuns(times.map((time) => time[what]));
    return { word: summarize('word'), end: summarize('end'), next: summarize('next') };
  };
  await page.evaluate(openDjango, 'stops');
  const { word: interrupt } = await repeat('stops', SAYS_SO, INTERRUPTS);
  const { end: interruptedEnd } = await repeat('stops', LOOP, INTERRUPTS);
  const { next: nextAfterDeaf } = await repeat('stops', DEAF);
  const { next: nextAfterDeath } = await repeat('stops', DEADLY);
  await page.evaluate(() => Object.defineProperty(globalThis, 'crossOriginIsolated', { value: false }));
  await page.evaluate(openDjango, 'stops-unshared');
  const { next: nextWithoutMemory } = await repeat('stops-unshared', LOOP);
  return { interrupt, interruptedEnd, nextAfterDeaf, nextWithoutMemory, nextAfterDeath };
}

/** What the page of the harness has. */
interface PageWithEngines {
  enginePage: EnginePage;
  notifyDriver(channel: string, payload: unknown): Promise<void>;
}

/** Runs on the page. */
async function openDjango(key: string): Promise<void> {
  const { enginePage } = globalThis as unknown as PageWithEngines;
  await enginePage.open(key, 'django');
  await enginePage.start(key);
}

/** Runs on the page: one program from its start to the readiness of the next interpreter. */
async function timeStop({ key, program }: { key: string; program: string }): Promise<Times> {
  const page = globalThis as unknown as PageWithEngines;
  const { enginePage, notifyDriver } = page;
  // So long after its first word a program is past the statement that said it.
  const pastTheWordMs = 100;
  const going = Promise.withResolvers<void>();
  let wordAt = Number.NaN;
  page.notifyDriver = async (channel, payload) => {
    if (channel !== 'stop-bench') return;
    going.resolve();
    if (JSON.stringify(payload).includes('"interrupted')) wordAt = performance.now();
  };
  try {
    await enginePage.start(key);
    let endedAt = 0;
    const run = enginePage.run(key, 'stop-bench', { 'main.py': program }, ['python', 'main.py'], {}).then((end) => {
      endedAt = performance.now();
      return end;
    });
    await going.promise;
    await Promise.race([run, new Promise((resolve) => setTimeout(resolve, pastTheWordMs))]);
    const diedByItself = endedAt > 0;
    const began = diedByItself ? endedAt : performance.now();
    if (!diedByItself) await enginePage.stop(key);
    const { outcome } = await run;
    if (outcome !== (diedByItself ? 'crashed' : 'stopped')) throw new Error(`The program ended as ${outcome}.`);
    await enginePage.start(key);
    return { word: wordAt - began, end: endedAt - began, next: performance.now() - began };
  } finally {
    page.notifyDriver = notifyDriver;
  }
}
