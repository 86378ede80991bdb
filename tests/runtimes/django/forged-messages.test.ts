/**
 * The worst case: a program that has the worker's `postMessage`. What it then says reaches the page as messages of that
 * worker; the tests put them there. It may spoil its own run or check, and nothing that comes after.
 */
import { beforeAll, expect, test } from 'vitest';
import type { Project } from '../../../src/runtimes/runtime.ts';
import { shareEngineBrowser, shareRuntime } from '../../harness/engines.ts';
import { libraryWith } from './projects.ts';
import { recordCheck, recordRun } from './recording.ts';

const CACHE = 'twinstack-django-snapshots';

/** What the page of these tests has besides the engines. */
interface PageWithWorkers {
  /** As if the program that was started last had posted them; bytes are given as a count of zeros. */
  forge(messages: readonly ForgedMessage[]): void;
  Worker: typeof Worker;
}

type ForgedMessage = Readonly<Record<string, unknown>> & { readonly snapshotBytes?: number };

const browser = shareEngineBrowser();
beforeAll(() => browser.page.evaluate(watchWorkers));
const runtime = shareRuntime(browser, 'django');

/** Runs on the page: notes which worker a program was sent to. */
function watchWorkers(): void {
  const page = globalThis as unknown as PageWithWorkers;
  let running: Worker | undefined;
  page.Worker = class extends Worker {
    override postMessage(message: { type: string }, ...rest: never[]): void {
      if (message.type === 'run' || message.type === 'check') running = this;
      super.postMessage(message, ...rest);
    }
  };
  page.forge = (messages) => {
    for (const { snapshotBytes, ...message } of messages) {
      const data = snapshotBytes === undefined ? message : { ...message, snapshot: new Uint8Array(snapshotBytes) };
      running?.dispatchEvent(new MessageEvent('message', { data }));
    }
  };
}

function forge(messages: readonly ForgedMessage[]): Promise<void> {
  return browser.page.evaluate((forged) => (globalThis as unknown as PageWithWorkers).forge(forged), messages);
}

/** Size and digest of the kept snapshot, once there is one. */
function readKept(): Promise<{ bytes: number; digest: string | null }> {
  return browser.page.evaluate(async (name) => {
    const cache = await caches.open(name);
    for (;;) {
      const [key] = await cache.keys();
      const kept = key && (await cache.match(key));
      if (kept) {
        const { byteLength } = await kept.arrayBuffer();
        return { bytes: byteLength, digest: kept.headers.get('x-snapshot-sha256') };
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, CACHE);
}

/** Runs a program that waits; `messages` come while it does. Then it is stopped, unless they ended it. */
async function runForger(messages: readonly ForgedMessage[]): Promise<void> {
  const going = Promise.withResolvers<void>();
  const source = 'import time\nprint("goes", flush=True)\ntime.sleep(60)';
  const running = runtime.run({ 'main.py': source }, ['python', 'main.py'], { onEvent: () => going.resolve() });
  await Promise.race([going.promise, running]);
  await forge(messages);
  await runtime.stop();
  await running;
}

/** What a runtime of another exercise on the page does: whether it started from the snapshot, and what it printed. */
async function useOtherRuntime(): Promise<{ isPlain: boolean; stdout: string }> {
  const other = await browser.open('django');
  const steps: string[] = [];
  other.onStatus((status) => status.state === 'loading' && steps.push(status.step));
  const { stdout } = await recordRun(other, { 'main.py': 'import django\nprint("works")' }, ['python', 'main.py']);
  other.dispose();
  return { isPlain: steps.includes('Starting Django'), stdout };
}

const SNAPSHOTS: readonly ForgedMessage[] = [
  { type: 'snapshot', snapshotBytes: 4096 },
  { type: 'snapshot' },
  { type: 'failed', message: 'forged' },
  { type: 'ready' },
];

test('a snapshot that the very first program sends is neither kept nor started from', async () => {
  await runForger(SNAPSHOTS);
  const kept = await readKept();
  expect(kept.bytes).toBeGreaterThan(1_000_000);
  const next = await recordRun(runtime, { 'main.py': 'import django\nprint("works")' }, ['python', 'main.py']);
  expect(next).toMatchObject({ end: { outcome: 'exited', exitCode: 0 }, stdout: 'works\n' });
  expect(await useOtherRuntime()).toEqual({ isPlain: false, stdout: 'works\n' });

  // Nor one of a program that ran from the snapshot.
  await runForger(SNAPSHOTS);
  expect(await readKept()).toEqual(kept);
  expect(await useOtherRuntime()).toEqual({ isPlain: false, stdout: 'works\n' });
});

const TESTS = `from django.test import SimpleTestCase


class Tests(SimpleTestCase):
    def test_right(self):
        self.assertEqual(1, 1)

    def test_wrong(self):
        WAIT
        self.assertEqual(1, 2)
`;
const checked = (line: string): Project => libraryWith(TESTS.replace('WAIT', line));

test('results that a program sends under another’s name end with its own check', async () => {
  const going = Promise.withResolvers<void>();
  const forgedEvents: unknown[] = [];
  const forging = runtime.check(checked('import time; time.sleep(60)'), {
    onEvent(event) {
      forgedEvents.push(event);
      if (event.type === 'test-started' && event.id.endsWith('test_wrong')) going.resolve();
    },
  });
  await Promise.race([going.promise, forging]);
  const event = { type: 'test-ended', id: 'forged', path: ['forged'], outcome: 'passed', ms: 1 };
  await forge([
    { type: 'test-event', event: { ...event, outcome: 'won' } },
    { type: 'test-event', event },
    { type: 'completed' },
    { type: 'test-event', event: { ...event, id: 'late' } },
  ]);
  expect(await forging).toMatchObject({ outcome: 'completed' });
  expect(forgedEvents.filter((heard) => (heard as { outcome?: string }).outcome === 'won')).toEqual([]);

  const { end, outcomes } = await recordCheck(runtime, checked('pass'));
  expect(end.outcome).toBe('completed');
  expect(Object.entries(outcomes).map(([id, outcome]) => [id.split('.').at(-1), outcome])).toEqual([
    ['test_right', 'passed'],
    ['test_wrong', 'failed'],
  ]);
});

test('answers that a program sends are none to what the waiting interpreter is asked', async () => {
  // Makes the spare that is asked while the program runs.
  const going = Promise.withResolvers<void>();
  const source = 'import time\nprint("goes", flush=True)\ntime.sleep(60)';
  const running = runtime.run({ 'main.py': source }, ['python', 'main.py'], { onEvent: () => going.resolve() });
  await Promise.race([going.promise, running]);
  const rows = { about: 'database', answer: { type: 'unreadable', message: 'forged' } };
  const asked = runtime.readDatabase?.(new Uint8Array(0), { type: 'tables' });
  await forge([1, 2, 3, 4, 5].map((id) => ({ type: 'answer', id, answer: rows })));
  expect(JSON.stringify(await asked)).not.toContain('forged');
  await runtime.stop();
  await running;
});
