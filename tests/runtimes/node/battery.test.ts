/** The programs of the battery print and exit in the engine as they do in the real Node. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shareEngine } from '../../harness/engines.ts';
import { readBattery } from './battery-programs.ts';
import { type Outcome, runInEngine, runInNode } from './real-and-embedded.ts';

/** The real Node runs ahead of the engine by this many programs, so that neither waits for the other. */
const AHEAD = 3;

const programs = readBattery(join(import.meta.dirname, 'battery'));
const realOutcomes: Promise<Outcome>[] = [];

/** The real Node's outcome; has the next programs started meanwhile. */
function realOutcome(index: number): Promise<Outcome> | undefined {
  for (const program of programs.slice(realOutcomes.length, index + AHEAD)) {
    const outcome = runInNode(program);
    // Whoever waits for it hears of a failure.
    outcome.catch(() => undefined);
    realOutcomes.push(outcome);
  }
  return realOutcomes[index];
}

const { runtime } = shareEngine('node');

describe('a program prints and exits as in Node', () => {
  test.each(programs.map((program, index) => ({ ...program, index })))('$name', async (program) => {
    const real = realOutcome(program.index);
    const embedded = await runInEngine(runtime, program);
    expect(embedded).toEqual(await real);
  });
});
