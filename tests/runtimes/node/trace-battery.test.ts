/**
 * Recording changes nothing: recorded, each program of the battery prints and exits as in the real Node, and its
 * callbacks stand in the order of what it printed.
 */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shareEngine } from '../../harness/engines.ts';
import { readBattery } from './battery-programs.ts';
import { runInNode } from './real-and-embedded.ts';
import { findTraceFaults, outputOf, recordInEngine } from './recorded-run.ts';

/** Threads and child processes write beside the main thread, and only that is recorded. */
const WRITTEN_ELSEWHERE = /^(?:fork-and-cluster|messages|workers)\//;

/** Code of `-e` is no module: its evaluation is not recorded, only what it asks for. This program asks for nothing. */
const CALLS_NOTHING = 'process/evaluates-failing-code';

const programs = readBattery(join(import.meta.dirname, 'battery'));

const { runtime } = shareEngine('node');

describe('a recorded program prints and exits as in Node, and its trace is in order', () => {
  test.each(programs)('$name', async (program) => {
    const [real, { outcome, trace }] = await Promise.all([runInNode(program), recordInEngine(runtime, program)]);
    expect(outcome).toEqual(real);
    // What does not compile calls nothing.
    if (outcome.stdout !== '' && program.name !== CALLS_NOTHING) expect(trace.length).toBeGreaterThan(0);
    expect(findTraceFaults(trace)).toEqual([]);
    if (!WRITTEN_ELSEWHERE.test(program.name)) expect(outputOf(trace)).toBe(outcome.stdout);
  });
});
