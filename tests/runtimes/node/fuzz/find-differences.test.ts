/** What counts as a difference, with a second real Node in the engine's place whose output is changed. */
import { expect, test } from 'vitest';
import { runInNode } from '../real-and-embedded.ts';
import { findDifferences, type RunEmbedded, type SeededProgram } from './find-differences.ts';
import { generateProgram } from './generate-program.ts';

const THREE_PROGRAMS: readonly SeededProgram[] = [1, 2, 3].map((seed) => ({ seed, program: generateProgram(seed) }));

/** Runs in Node, and makes of each run's output what `change` does; runs count from 1. */
function changed(change: (stdout: string, run: number) => string): RunEmbedded {
  let runs = 0;
  return async (run) => {
    const outcome = await runInNode(run);
    runs += 1;
    return { ...outcome, stdout: change(outcome.stdout, runs) };
  };
}

const spoilSecond = (stdout: string) => stdout.replace(/^#1 .*$/m, '#1 spoiled');

test('equal programs are no differences', async () => {
  const comparison = await findDifferences(
    THREE_PROGRAMS,
    changed((stdout) => stdout),
    'order',
  );
  expect(comparison).toEqual({ differences: [], unsteady: [] });
});

test('a program that differs among the others of its batch only is a difference', async () => {
  const { differences, unsteady } = await findDifferences(THREE_PROGRAMS, changed(spoilSecond), 'order');
  expect(differences).toMatchObject([{ seed: 2, needsBatch: true, embedded: 'spoiled' }]);
  expect(unsteady).toEqual([]);
});

test('a difference that comes again in one of the next runs counts', async () => {
  const inFirstAndThird = changed((stdout, run) => (run === 2 ? stdout : spoilSecond(stdout)));
  const { differences } = await findDifferences(THREE_PROGRAMS, inFirstAndThird, 'order');
  expect(differences).toMatchObject([{ seed: 2 }]);
});

test('a difference that does not come again is reported as unsteady', async () => {
  const inFirst = changed((stdout, run) => (run === 1 ? spoilSecond(stdout) : stdout));
  expect(await findDifferences(THREE_PROGRAMS, inFirst, 'order')).toEqual({ differences: [], unsteady: [2] });
});

test('a program that differs alone is made as small as it can be', async () => {
  const body = ['log(1);', 'log(2);', 'process.nextTick(() => log(3));'].map((text) => ({
    pieces: [text],
    blocks: [],
  }));
  const program = { handlers: [], stages: [{ start: '', end: '', body }] };
  const logsNothing = changed((stdout) => stdout.replaceAll(/^(#\d+) .+$/gm, '$1 '));
  const { differences } = await findDifferences([{ seed: 1, program }], logsNothing, 'order');
  expect(differences).toMatchObject([{ seed: 1, needsBatch: false, embedded: '' }]);
  expect(differences[0]?.program.match(/log\(/g)).toHaveLength(1);
});
