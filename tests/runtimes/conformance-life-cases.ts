/** What every runtime promises of itself: status, stop, one thing at a time. */
import { expect, vi } from 'vitest';
import { type RunEvent, type Runtime, RuntimeError } from '../../src/runtimes/runtime.ts';
import type { ConformanceCase, ConformanceWorld } from './conformance.ts';
import { recordCheck, recordRun, waitForEvent } from './conformance-record.ts';

/**
 * After Stop, the next program must be there within this, in ms: Python starts an interpreter anew. Generous, for a busy
 * machine: the benchmark says how quick it is.
 */
const NEXT_RUN_LIMIT_MS = { node: 5000, django: 15_000 } as const;

export const LIFE_CASES: readonly ConformanceCase[] = [
  {
    name: 'it says what it is',
    async verify({ runtime, programs }) {
      const { name, cannot } = runtime.describe();
      expect(name).toMatch(/\S \d+\.\d+/);
      for (const phrase of cannot) expect(phrase).toMatch(/\S/);
      expect(programs).toBeDefined();
    },
  },
  {
    name: 'the status goes from loading to ready to running and back, and progress never falls',
    async verify({ runtime, programs }) {
      const seen: Runtime['status'][] = [];
      const end = runtime.onStatus((status) => seen.push(status));
      const wasIdle = runtime.status.state === 'idle';
      await runtime.start();
      await recordRun(runtime, programs.exitsWith3);
      await vi.waitFor(() => expect(seen.at(-1)).toEqual({ state: 'ready' }), { timeout: 10_000 });
      await recordCheck(runtime, programs.skips);
      await vi.waitFor(() => expect(seen.at(-1)).toEqual({ state: 'ready' }), { timeout: 10_000 });
      end();
      expect(seen).toContainEqual({ state: 'running', activity: 'run' });
      expect(seen).toContainEqual({ state: 'running', activity: 'check' });
      const loading = seen.filter((status) => status.state === 'loading');
      if (wasIdle) expect(loading.length).toBeGreaterThan(0);
      for (const { step, progress } of loading) {
        expect(step).toMatch(/\S/);
        expect(progress).toBeGreaterThanOrEqual(0);
        expect(progress).toBeLessThanOrEqual(1);
      }
      const firstLoad = loading.map(({ progress }) => progress);
      if (wasIdle) expect(firstLoad).toEqual(firstLoad.toSorted((a, b) => a - b));
    },
  },
  {
    name: 'stop ends an endless loop, says so, and the next program runs soon',
    async verify(world) {
      const { runtime, programs } = world;
      const { run, stoppedAt } = await stopLoop(world, () => runtime.stop());
      expect((await run).end).toMatchObject({ outcome: 'stopped' });
      await vi.waitFor(() => expect(['stopped', 'ready', 'loading']).toContain(runtime.status.state));
      const { stdout } = await recordRun(runtime, programs.exitsWith3);
      expect(stdout).toBe('bye\n');
      expect(performance.now() - stoppedAt).toBeLessThan(NEXT_RUN_LIMIT_MS[runtime.describe().stack]);
    },
  },
  {
    name: 'nothing more is told of a run after it was stopped',
    async verify(world) {
      const { runtime, programs } = world;
      const late: RunEvent[] = [];
      let isOver = false;
      const started = waitForEvent(({ type }) => type === 'output');
      const run = recordRun(runtime, programs.loops, {
        onEvent(event) {
          started.onEvent(event);
          if (isOver) late.push(event);
        },
      });
      await started.seen;
      await runtime.stop();
      await run;
      isOver = true;
      await recordRun(runtime, programs.exitsWith3);
      expect(late).toEqual([]);
    },
  },
  {
    name: 'the signal stops a program as stop does',
    async verify(world) {
      const controller = new AbortController();
      const { run } = await stopLoop(world, async () => controller.abort(), controller.signal);
      expect((await run).end).toMatchObject({ outcome: 'stopped' });
      expect((await recordRun(world.runtime, world.programs.exitsWith3)).stdout).toBe('bye\n');
    },
  },
  {
    name: 'a check is stopped too, and could not run',
    async verify({ runtime, programs }) {
      const { promise: looping, resolve } = Promise.withResolvers<void>();
      let startedTests = 0;
      const check = recordCheck(runtime, programs.loopsInTest, {
        onEvent({ type }) {
          if (type === 'test-started') startedTests += 1;
          if (startedTests === 2) resolve();
        },
      });
      await Promise.race([looping, check]);
      await runtime.stop();
      const { end, grade } = await check;
      expect(end.outcome).toBe('stopped');
      expect(grade).toMatchObject({ outcome: 'could-not-run', obstacle: { cause: 'stopped' } });
    },
  },
  {
    name: 'stop does nothing when nothing runs',
    async verify({ runtime, programs }) {
      await runtime.stop();
      await runtime.stop();
      expect((await recordRun(runtime, programs.exitsWith3)).stdout).toBe('bye\n');
    },
  },
  {
    name: 'a second program at once is refused in words, and the first goes on',
    async verify({ runtime, programs }) {
      const started = waitForEvent(({ type }) => type === 'output');
      const first = recordRun(runtime, programs.loops, { onEvent: started.onEvent });
      await started.seen;
      const refusals = await Promise.allSettled([
        recordRun(runtime, programs.exitsWith3),
        recordCheck(runtime, programs.skips),
      ]);
      for (const refusal of refusals) {
        if (refusal.status === 'fulfilled') throw new Error('A second program ran at once.');
        expect(refusal.reason).toBeInstanceOf(RuntimeError);
        expect(refusal.reason.message).toMatch(/\S \S/);
        expect(refusal.reason.hint).toMatch(/\S \S/);
      }
      await runtime.stop();
      expect((await first).end.outcome).toBe('stopped');
    },
  },
  {
    name: 'a request without a server is refused in words',
    async verify({ runtime }) {
      const request = runtime.request({ method: 'GET', path: '/', headers: [] });
      await expect(request).rejects.toBeInstanceOf(RuntimeError);
    },
  },
];

/** Starts a loop and, once it goes, ends it by `stop`. */
async function stopLoop({ runtime, programs }: ConformanceWorld, stop: () => Promise<void>, signal?: AbortSignal) {
  const started = waitForEvent(({ type }) => type === 'output');
  const run = recordRun(runtime, programs.loops, { onEvent: started.onEvent, ...(signal && { signal }) });
  await started.seen;
  const stoppedAt = performance.now();
  await stop();
  return { run, stoppedAt };
}
