/** Stop in the Django engine: with memory shared with the worker, which an interrupt goes through, and without. */
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Runtime } from '../../../src/runtimes/runtime.ts';
import { shareEngineBrowser, shareRuntime } from '../../harness/engines.ts';
import { recordRun } from './recording.ts';

const browser = shareEngineBrowser();

/** Programs that never end; `listens`: whether an interrupt reaches them, as Ctrl+C would. */
const ENDLESS: readonly (readonly [name: string, source: string, listens: boolean])[] = [
  ['a loop', 'while True:\n    pass', true],
  ['a long sleep', 'import time\ntime.sleep(1000)', true],
  ['a bare except', 'while True:\n    try:\n        while True: pass\n    except BaseException: pass', false],
  ['C code', 'sum(range(10 ** 15))', false],
  [
    'a query without end',
    'import sqlite3\nsqlite3.connect(":memory:").execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")',
    true,
  ],
];

/** So long after its first word a program is past the statement that said it, in ms. */
const PAST_THE_PRINT_MS = 100;

/** Starts a program, stops it once it goes, and returns what it said on standard error. */
async function stopProgram(runtime: Runtime, source: string): Promise<string> {
  const going = Promise.withResolvers<void>();
  let stderr = '';
  const end = runtime.run({ 'main.py': `print("goes", flush=True)\n${source}` }, ['python', 'main.py'], {
    onEvent(event) {
      if (event.type !== 'output') return;
      if (event.stream === 'stdout') going.resolve();
      else stderr += event.text;
    },
  });
  await Promise.race([going.promise, end]);
  await setTimeout(PAST_THE_PRINT_MS);
  await runtime.stop();
  expect((await end).outcome).toBe('stopped');
  const next = await runtime.run({}, ['python', '-V'], { onEvent: () => undefined });
  expect(next).toMatchObject({ outcome: 'exited', exitCode: 0 });
  return stderr;
}

/** Were the byte handed to Pyodide as it is, about one interrupt in a hundred would be lost. */
const INTERRUPTS = 200;
const COUNTS_INTERRUPTS = `count = 0
for _ in range(${INTERRUPTS}):
    try:
        print("interrupt me", flush=True)
        while True:
            pass
    except KeyboardInterrupt:
        count += 1
print(count)`;

/** Runs on the page: a program that wants it is interrupted at once, by the byte that the page shares with its worker. */
function interruptWhatGoes(): void {
  const page = globalThis as unknown as { Worker: typeof Worker };
  page.Worker = class extends Worker {
    #flag: Uint8Array | undefined;

    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }) => {
        if (this.#flag && data.event?.text?.includes('interrupt me')) this.#flag[0] = 2;
      });
    }

    override postMessage(message: { readonly interrupt?: Uint8Array }, ...rest: never[]): void {
      this.#flag ??= message.interrupt;
      super.postMessage(message, ...rest);
    }
  };
}

test('of hundreds of interrupts none is lost', async () => {
  await browser.page.evaluate(interruptWhatGoes);
  const runtime = await browser.open('django');
  const { stdout } = await recordRun(runtime, { 'main.py': COUNTS_INTERRUPTS }, ['python', 'main.py'], {
    signal: AbortSignal.timeout(40_000),
  });
  runtime.dispose();
  expect(stdout).toBe(`${'interrupt me\n'.repeat(INTERRUPTS)}${INTERRUPTS}\n`);
});

describe('on an isolated page', () => {
  const runtime = shareRuntime(browser, 'django');
  beforeAll(() => runtime.start());

  test.each(ENDLESS)('%s ends, and says where it was if it listens', async (_name, source, listens) => {
    const stderr = await stopProgram(runtime, source);
    if (listens) expect(stderr).toMatch(/^Traceback[\s\S]*main\.py", line [23][\s\S]*(KeyboardInterrupt|interrupted)/);
    else expect(stderr).toBe('');
  });
});

describe('on a page that shares no memory', () => {
  test('everything ends at once, without a word', async () => {
    await browser.page.evaluate(() => {
      Object.defineProperty(globalThis, 'crossOriginIsolated', { value: false, configurable: true });
    });
    const runtime = await browser.open('django');
    await runtime.start();
    for (const [, source] of ENDLESS) expect(await stopProgram(runtime, source)).toBe('');
    runtime.dispose();
  });
});
