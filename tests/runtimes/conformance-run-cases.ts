/** What every runtime promises of a run. */
import { expect } from 'vitest';
import { OUTPUT_LIMIT_BYTES } from '../../src/runtimes/runtime.ts';
import { type ConformanceCase, UNICODE_LINE } from './conformance.ts';
import { joinOutput, recordRun, waitForEvent } from './conformance-record.ts';

/** The page may not answer for this long, in ms: longer is felt as frozen. Generous, for two cores shared by a browser and its test. */
const FREEZE_LIMIT_MS = 1000;

export const RUN_CASES: readonly ConformanceCase[] = [
  {
    name: 'output comes in order, stdout and stderr apart',
    async verify({ runtime, programs }) {
      const { events, end } = await recordRun(runtime, programs.interleaved);
      expect(joinOutput(events)).toEqual([
        ['stdout', 'one\n'],
        ['stderr', 'two\n'],
        ['stdout', 'three\n'],
      ]);
      expect(end).toMatchObject({ outcome: 'exited', exitCode: 0, ms: expect.any(Number) });
    },
  },
  {
    name: 'the exit code is the program’s own',
    async verify({ runtime, programs }) {
      const { stdout, end } = await recordRun(runtime, programs.exitsWith3);
      expect(stdout).toBe('bye\n');
      expect(end).toMatchObject({ outcome: 'exited', exitCode: 3 });
    },
  },
  {
    name: 'an uncaught error is exit code 1, with message, file and line on stderr',
    async verify({ runtime, programs }) {
      const { stderr, end } = await recordRun(runtime, programs.throws);
      expect(end).toMatchObject({ outcome: 'exited', exitCode: 1 });
      expect(stderr).toContain('kaboom');
      expect(stderr).toMatch(/main\.\w+(?::2|", line 2)/);
    },
  },
  {
    name: 'a syntax error is exit code 1, named as such on stderr',
    async verify({ runtime, programs }) {
      const { stderr, end } = await recordRun(runtime, programs.syntaxError);
      expect(end).toMatchObject({ outcome: 'exited', exitCode: 1 });
      expect(stderr).toContain('SyntaxError');
    },
  },
  {
    name: 'standard input is read to its end',
    async verify({ runtime, programs }) {
      const { stdout } = await recordRun(runtime, programs.shouts, { stdin: 'hello\nzoë' });
      expect(stdout.trimEnd()).toBe('HELLO\nZOË');
    },
  },
  {
    name: 'standard input is empty when none is given',
    async verify({ runtime, programs }) {
      const { stdout, end } = await recordRun(runtime, programs.shouts);
      expect(stdout.trim()).toBe('');
      expect(end).toMatchObject({ outcome: 'exited', exitCode: 0 });
    },
  },
  {
    name: 'an unknown command is exit code 127 with a sentence on stderr',
    async verify({ runtime, programs }) {
      const { stderr, end } = await recordRun(runtime, { ...programs.interleaved, command: ['no-such-program', '-x'] });
      expect(end).toMatchObject({ outcome: 'exited', exitCode: 127 });
      expect(stderr).toContain('no-such-program');
    },
  },
  {
    name: 'unicode comes out whole, across chunk borders too',
    async verify({ runtime, programs }) {
      const { stdout } = await recordRun(runtime, programs.unicode);
      // Not toBe on the whole: a difference of 200 kB is not readable.
      expect(stdout.includes('\ufffd')).toBe(false);
      expect(stdout === `${UNICODE_LINE.repeat(20_000)}\n`).toBe(true);
    },
  },
  {
    name: 'bytes that are no text reach the program unchanged',
    async verify({ runtime, programs }) {
      const { stdout } = await recordRun(runtime, programs.readsBytes);
      expect(stdout.trim()).toBe('256 32640');
    },
  },
  {
    name: '10 MB of output is cut with one notice, and the program ends as it would',
    async verify({ runtime, programs }) {
      const { events, end } = await recordRun(runtime, programs.floods);
      const cuts = events.filter(({ type }) => type === 'output-cut');
      expect(cuts).toEqual([{ type: 'output-cut', limitBytes: OUTPUT_LIMIT_BYTES }]);
      expect(end).toMatchObject({ outcome: 'exited', exitCode: 0 });
      const outputBytes = new TextEncoder().encode(
        joinOutput(events)
          .map(([, text]) => text)
          .join(''),
      ).length;
      expect(outputBytes).toBeLessThanOrEqual(OUTPUT_LIMIT_BYTES);
      expect(outputBytes).toBeGreaterThan(OUTPUT_LIMIT_BYTES * 0.9);
      expect(events.at(-1)?.type).toBe('output-cut');
    },
  },
  {
    name: 'the page answers while a program floods it',
    async verify({ runtime, programs, measureLongestFreeze }) {
      await runtime.start();
      const freezeMs = await measureLongestFreeze(() => recordRun(runtime, programs.floods));
      expect(freezeMs).toBeLessThan(FREEZE_LIMIT_MS);
    },
  },
  {
    name: 'the page answers while a program loops',
    async verify({ runtime, programs, measureLongestFreeze }) {
      await runtime.start();
      const freezeMs = await measureLongestFreeze(async () => {
        const started = waitForEvent(({ type }) => type === 'output');
        const run = recordRun(runtime, programs.loops, { onEvent: started.onEvent });
        await started.seen;
        await runtime.stop();
        await run;
      });
      expect(freezeMs).toBeLessThan(FREEZE_LIMIT_MS);
    },
  },
  {
    name: 'recursion without end ends the program with an error',
    async verify({ runtime, programs }) {
      const { stderr, end } = await recordRun(runtime, programs.recurses);
      expect(end).toMatchObject({ outcome: 'exited', exitCode: 1 });
      expect(stderr).toMatch(/RangeError: Maximum call stack|RecursionError/);
    },
  },
  {
    name: 'a program that fills 1 GB ends in an exit or a crash with a sentence, and the next one runs',
    async verify({ runtime, programs }) {
      const { end } = await recordRun(runtime, programs.allocates);
      if (end.outcome === 'crashed') {
        expect(end.message).toMatch(/\S/);
        expect(end.hint).toMatch(/\S/);
      } else {
        expect(end.outcome).toBe('exited');
      }
      expect((await recordRun(runtime, programs.exitsWith3)).end).toMatchObject({ exitCode: 3 });
    },
  },
  {
    name: 'each run gets a fresh world: globals, modules and files do not leak',
    async verify({ runtime, programs }) {
      expect((await recordRun(runtime, programs.leaves)).stdout).toBe('dirty\n');
      expect((await recordRun(runtime, programs.looks)).stdout).toBe('clean\n');
    },
  },
];
