/** The programs of the battery print and exit in the engine as they do in the real Node. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Runtime } from '../../../src/runtimes/runtime.ts';
import { type EngineBrowser, openEngineBrowser } from '../../harness/engine-page.ts';
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

let browser: EngineBrowser;
let runtime: Runtime;

beforeAll(async () => {
  browser = await openEngineBrowser();
  runtime = await browser.open('node');
});
afterAll(() => browser?.close());

describe('a program prints and exits as in Node', () => {
  test.each(programs.map((program, index) => ({ ...program, index })))('$name', async (program) => {
    const real = realOutcome(program.index);
    const embedded = await runInEngine(runtime, program);
    expect(embedded).toEqual(await real);
  });
});
