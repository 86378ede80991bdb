import { describe, expect, it } from 'vitest';
import type { RequestTrace } from '../../src/runtimes/trace.ts';
import { RecordedRequests } from '../../src/workspace/model/recorded-requests.ts';
import { openTab } from './fixtures.ts';

const TRACE: RequestTrace = {
  id: 'request-1',
  stack: 'node',
  method: 'GET',
  path: '/books',
  status: 200,
  ms: 3,
  spans: [],
};

function recordRun(requests: RecordedRequests, trace = TRACE): void {
  requests.begin('run');
  requests.take({ kind: 'request', trace }, 'run');
}

describe('RecordedRequests', () => {
  it('keeps requests of several runs apart, though their ids are the same', () => {
    const requests = new RecordedRequests({ recordsAtOnce: true });
    recordRun(requests);
    recordRun(requests);
    expect(new Set(requests.requests.value.map(({ key }) => key)).size).toBe(2);
  });

  it('looks at the latest until another one is chosen, and closes its step then', () => {
    const requests = new RecordedRequests({ recordsAtOnce: true });
    recordRun(requests);
    const first = requests.chosen.value?.key ?? '';
    recordRun(requests, { ...TRACE, path: '/authors' });
    expect(requests.chosen.value?.trace.path).toBe('/authors');
    requests.openSpan(3);
    requests.choose(first);
    expect(requests.chosen.value?.trace.path).toBe('/books');
    expect(requests.spanId.value).toBeUndefined();
  });

  it('finds the same request of the run before, not of the same run and not of another path', () => {
    const requests = new RecordedRequests({ recordsAtOnce: true });
    recordRun(requests, { ...TRACE, ms: 30 });
    recordRun(requests, { ...TRACE, path: '/authors' });
    requests.take({ kind: 'request', trace: { ...TRACE, id: 'request-2', ms: 5 } }, 'run');
    const latest = requests.requests.value.at(-1);
    expect(latest && requests.before(latest)?.trace.ms).toBe(30);
    const first = requests.requests.value[0];
    expect(first && requests.before(first)).toBeUndefined();
  });

  it('gives a test of the latest check its requests, and none of the check before', () => {
    const requests = new RecordedRequests({ recordsAtOnce: true });
    requests.begin('check');
    requests.take({ kind: 'request', trace: TRACE }, 'check', 'a');
    requests.take({ kind: 'request', trace: TRACE }, 'check', 'b');
    expect(requests.ofTest('a')).toHaveLength(1);
    requests.begin('check');
    expect(requests.ofTest('a')).toEqual([]);
  });

  it('lets the oldest go when there are too many requests or too many steps, and keeps the latest in any case', () => {
    const requests = new RecordedRequests({ recordsAtOnce: true });
    for (let run = 0; run < 301; run += 1) recordRun(requests, { ...TRACE, path: `/${run}` });
    expect(requests.requests.value).toHaveLength(300);
    expect(requests.requests.value[0]?.trace.path).toBe('/1');
    const span = { id: 1, parent: 0, kind: 'request', label: '', startMs: 0, endMs: 1 } as const;
    const large = (length: number) => ({ ...TRACE, spans: Array.from({ length }, () => span) });
    recordRun(requests, large(30_000));
    recordRun(requests, large(30_000));
    expect(requests.requests.value).toHaveLength(1);
    recordRun(requests, large(60_000));
    expect(requests.requests.value.map(({ trace }) => trace.spans.length)).toEqual([60_000]);
  });

  it('says how many were recorded when there were more, until the next run', () => {
    const requests = new RecordedRequests({ recordsAtOnce: true });
    requests.begin('run');
    requests.take({ kind: 'truncated', of: 'requests', limit: 500 }, 'run');
    expect(requests.limit.value).toBe(500);
    requests.begin('run');
    expect(requests.limit.value).toBeUndefined();
  });
});

describe('a workspace', () => {
  const served = { runEvents: [{ type: 'trace', batch: { kind: 'request', trace: TRACE } }] } as const;

  it('records no Node.js request until it is asked to, and all after that', async () => {
    const { workspace, runtime } = openTab();
    Object.assign(runtime, served);
    await workspace.run();
    await workspace.check();
    expect(runtime.traces).toEqual([[], []]);
    await workspace.recordRequests();
    await workspace.run();
    await workspace.check();
    expect(runtime.traces.slice(2)).toEqual([['requests'], ['requests']]);
    expect(workspace.requests.requests.value.at(-1)?.trace.path).toBe('/books');
  });

  it('starts a server again when its requests are to be recorded', async () => {
    const { workspace, runtime } = openTab();
    runtime.isEndless = true;
    const first = workspace.run(['node', 'server.js']);
    await expect.poll(() => runtime.commands).toHaveLength(1);
    const second = workspace.recordRequests();
    await first;
    await expect
      .poll(() => runtime.commands)
      .toEqual([
        ['node', 'server.js'],
        ['node', 'server.js'],
      ]);
    expect(runtime.traces).toEqual([[], ['requests']]);
    workspace.stop();
    await second;
  });
});
