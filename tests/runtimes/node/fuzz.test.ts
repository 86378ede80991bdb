/** Random programs of timers, ticks, promises and streams log in the engine what they log in the real Node. */
import { expect, test } from 'vitest';
import { shareEngine } from '../../harness/engines.ts';
import { findDifferences } from './fuzz/find-differences.ts';
import { generateProgram } from './fuzz/generate-program.ts';
import { runRecorded } from './fuzz/run-recorded.ts';
import { runInEngine } from './real-and-embedded.ts';

/** The same programs at each run, so many at once; `npm run fuzz:node` tries others. */
const BATCH = 20;
const BATCHES = [1, 21, 41, 61, 81];

const { runtime } = shareEngine('node');

test.each(BATCHES)('twenty random programs from seed %i run in the order of the real Node', async (first) => {
  const seeds = Array.from({ length: BATCH }, (_, index) => first + index);
  const programs = seeds.map((seed) => ({ seed, program: generateProgram(seed) }));
  const { differences } = await findDifferences(programs, (run) => runInEngine(runtime, run), 'order');
  expect(differences).toEqual([]);
});

test('twenty random programs run in the same order while they are recorded, and the traces are in order', async () => {
  const programs = Array.from({ length: BATCH }, (_, index) => ({
    seed: index + 1,
    program: generateProgram(index + 1),
  }));
  const { differences } = await findDifferences(programs, (run) => runRecorded(runtime, run), 'order');
  expect(differences).toEqual([]);
});
