/** What every runtime promises of requests that it records; one that records none must not say otherwise. */
import { expect } from 'vitest';
import type { HttpRequest } from '../../src/runtimes/runtime.ts';
import type { ConformanceCase, ConformanceWorld } from './conformance.ts';
import { readText, recordRun, waitForEvent } from './conformance-record.ts';
import { expectSoundTrace, requestTraces } from './sound-request-trace.ts';

const ASKED: HttpRequest = {
  method: 'POST',
  path: '/echo?x=1',
  headers: [['content-type', 'text/plain']],
  body: new TextEncoder().encode('zoë'),
};

export const TRACE_CASES: readonly ConformanceCase[] = [
  {
    name: 'a recorded request has a trace that fits together; without being asked, nothing is recorded',
    async verify(world) {
      const records = world.runtime.describe().traces?.includes('requests') ?? false;
      const { answers, traces } = await askTwice(world, records ? 'requests' : undefined);
      expect(traces).toHaveLength(records ? answers.length : 0);
      for (const trace of traces) {
        expectSoundTrace(trace);
        const { method, path } = ASKED;
        expect(trace).toMatchObject({ stack: world.runtime.describe().stack, method, path, status: 201 });
      }
      const ids = traces.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(answers.flatMap(({ traceId }) => traceId ?? [])).toEqual(ids);

      const plain = await askTwice(world, undefined);
      expect(plain.traces).toEqual([]);
      expect(plain.answers.every(({ traceId }) => traceId === undefined)).toBe(true);
    },
  },
];

/** Asks the server two times, one after the other, and waits for the trace of each when requests are recorded. */
async function askTwice({ runtime, programs }: ConformanceWorld, kind: 'requests' | undefined) {
  const listening = waitForEvent(({ type }) => type === 'listening');
  let traced = waitForEvent(({ type }) => type === 'trace');
  const run = recordRun(runtime, programs.serves, {
    ...(kind && { trace: [kind] }),
    onEvent(event) {
      listening.onEvent(event);
      traced.onEvent(event);
    },
  });
  await Promise.race([listening.seen, run]);
  const answers = [];
  for (const request of [ASKED, ASKED]) {
    traced = waitForEvent(({ type }) => type === 'trace');
    const response = await runtime.request(request);
    expect(await readText(response)).toBe('zoë');
    if (kind) await Promise.race([traced.seen, run]);
    answers.push(response);
  }
  await runtime.stop();
  return { answers, traces: requestTraces((await run).events) };
}
