/** What every runtime promises of a program that serves HTTP. */
import { expect } from 'vitest';
import type { HttpRequest, RunEvent } from '../../src/runtimes/runtime.ts';
import type { ConformanceCase, ConformanceWorld } from './conformance.ts';
import { readText, recordRun, waitForEvent } from './conformance-record.ts';

const get = (path: string): HttpRequest => ({ method: 'GET', path, headers: [] });

export const SERVER_CASES: readonly ConformanceCase[] = [
  {
    name: 'a server of the program answers requests with method, query, headers and body',
    async verify({ runtime, programs }) {
      const listening = waitForEvent(({ type }) => type === 'listening');
      const run = recordRun(runtime, programs.serves, { onEvent: listening.onEvent });
      const seen = await Promise.race([listening.seen, run]);
      expect(seen).toMatchObject({ type: 'listening', port: 8000 });
      const body = new TextEncoder().encode('zoë');
      const headers: [string, string][] = [['content-type', 'text/plain']];
      const response = await runtime.request({ method: 'POST', path: '/echo?x=1', headers, body });
      expect(response.status).toBe(201);
      expect(response.headers.find(([name]) => name.toLowerCase() === 'x-seen')?.[1]).toBe('POST /echo?x=1');
      expect(await readText(response)).toBe('zoë');
      await runtime.stop();
      expect((await run).end.outcome).toBe('stopped');
    },
  },
  {
    name: 'an answer comes as it is written, others come meanwhile, and giving it up reaches the server',
    async verify(world) {
      const { runtime } = world;
      const { run, gone } = await startStreaming(world);
      const giveUp = new AbortController();
      const ticks = await runtime.request({ ...get('/ticks'), signal: giveUp.signal });
      const reader = ticks.body.getReader();
      expect(new TextDecoder().decode((await reader.read()).value)).toMatch(/^tick/);
      expect(await readText(await runtime.request(get('/')))).toBe('here');
      giveUp.abort();
      await gone;
      await runtime.stop();
      await run;
    },
  },
];

async function startStreaming({ runtime, programs }: ConformanceWorld) {
  const listening = waitForEvent(({ type }) => type === 'listening');
  const gone = waitForEvent((event) => event.type === 'output' && event.text.includes('gone'));
  const onEvent = (event: RunEvent) => {
    listening.onEvent(event);
    gone.onEvent(event);
  };
  const run = recordRun(runtime, programs.streams, { onEvent });
  await Promise.race([listening.seen, run]);
  return { run, gone: Promise.race([gone.seen, run]) };
}
