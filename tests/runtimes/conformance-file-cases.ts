/** What every runtime promises of files that outlive a run, and of files that are still being written. */
import { expect } from 'vitest';
import type { RunEvent } from '../../src/runtimes/runtime.ts';
import type { ConformanceCase } from './conformance.ts';
import { recordRun, waitForEvent } from './conformance-record.ts';

export const FILE_CASES: readonly ConformanceCase[] = [
  {
    name: 'files to keep come back when the run changed them',
    async verify({ runtime, programs }) {
      const keep = ['changed.bin', 'gone.txt', 'same.txt', 'made/new.txt', 'never.txt'];
      const { events, stdout } = await recordRun(runtime, programs.writes, { keep });
      expect(stdout.trim()).toBe('old');
      expect(keptFiles(events)).toEqual({ 'changed.bin': [0, 255, 10], 'gone.txt': undefined, 'made/new.txt': [110] });
    },
  },
  {
    name: 'all that a run changed comes back when all is wanted, and nothing when nothing is',
    async verify({ runtime, programs }) {
      const { events } = await recordRun(runtime, programs.writes, { keep: 'all' });
      const paths = ['changed.bin', 'gone.txt', 'made/new.txt', 'other.txt'];
      expect(Object.keys(keptFiles(events)).sort()).toEqual(paths);
      expect(keptFiles((await recordRun(runtime, programs.writes)).events)).toEqual({});
    },
  },
  {
    name: 'a file to keep comes back while a server goes on',
    async verify({ runtime, programs }) {
      const events: RunEvent[] = [];
      const listening = waitForEvent(({ type }) => type === 'listening');
      const run = recordRun(runtime, programs.counts, {
        keep: ['count.txt'],
        onEvent(event) {
          events.push(event);
          listening.onEvent(event);
        },
      });
      await listening.seen;
      for (const count of ['1', '2']) {
        await runtime.request({ method: 'GET', path: '/', headers: [] });
        // What a runtime tells may take another way than what it answers.
        await expect.poll(() => keptFiles(events)).toEqual({ 'count.txt': [count.charCodeAt(0)] });
      }
      await runtime.stop();
      await run;
    },
  },
  {
    name: 'a mistake in a file is told with its line before anything runs',
    async verify({ runtime, programs: { mistake } }) {
      // A runtime without a parser at hand leaves it out.
      if (!runtime.findSyntaxProblems) return;
      await runtime.start();
      const problems = await runtime.findSyntaxProblems(mistake.path, mistake.text);
      expect(problems).toEqual([{ message: expect.stringMatching(/\S/), line: 2, column: expect.any(Number) }]);
      const text = mistake.text.split('\n')[0] ?? '';
      expect(await runtime.findSyntaxProblems(mistake.path, text)).toEqual([]);
      expect(await runtime.findSyntaxProblems('notes.txt', mistake.text)).toBeUndefined();
    },
  },
];

/** The last content of each file that came back, as numbers; undefined for one that is gone. */
function keptFiles(events: readonly RunEvent[]): Record<string, number[] | undefined> {
  const kept: Record<string, number[] | undefined> = {};
  for (const event of events)
    if (event.type === 'file-kept') kept[event.path] = event.content && Array.from(event.content);
  return kept;
}
