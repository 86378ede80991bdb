/** Programs of the battery in Firefox: those in which its own messages, stacks, queues and ports would show. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shareEngine } from '../../harness/engines.ts';
import { describeInFirefox } from '../../harness/firefox.ts';
import { readBattery } from './battery-programs.ts';
import { FIREFOX_DIFFERENCES } from './firefox-differences.ts';
import { runInEngine, runInNode } from './real-and-embedded.ts';
import { findTraceFaults, outputOf, recordInEngine } from './recorded-run.ts';

/** All of it: `npm run battery:node -- --firefox`. */
const SAMPLE = [
  /^(?:errors|event-loop|modules)\//,
  /^workers\/(?:receive-while-waiting|shared-memory)/,
  /^messages\/ports-in-messages/,
  /^(?:streams\/failures|vm\/contexts|process\/evaluates-failing|util\/functions-print|async-context\/diagnostics)/,
];

const battery = readBattery(join(import.meta.dirname, 'battery'));
const programs = battery.filter(
  ({ name }) => SAMPLE.some((group) => group.test(name)) || FIREFOX_DIFFERENCES.has(name),
);

test('every difference that is known in Firefox is of a program that exists', () => {
  const names = battery.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...FIREFOX_DIFFERENCES.keys()]));
});

test('at least 95 % of the programs are to be equal in Firefox', () => {
  expect(FIREFOX_DIFFERENCES.size / battery.length).toBeLessThanOrEqual(0.05);
});

describeInFirefox('a program prints and exits as in Node', () => {
  const { runtime } = shareEngine('node', 'firefox');

  for (const program of programs) {
    const declare = FIREFOX_DIFFERENCES.has(program.name) ? test.fails : test;
    declare(program.name, async () => {
      const [real, embedded] = await Promise.all([runInNode(program), runInEngine(runtime, program)]);
      expect(embedded).toEqual(real);
    });
  }

  // Promises, stacks and the order of tasks are the browser's own; what is recorded of them must not be.
  for (const program of programs.filter(({ name }) => name.startsWith('event-loop/'))) {
    test(`${program.name}, recorded: its callbacks stand in the order of its output`, async () => {
      const { outcome, trace } = await recordInEngine(runtime, program);
      expect(outcome).toEqual(await runInNode(program));
      expect(trace.length).toBeGreaterThan(0);
      expect(findTraceFaults(trace)).toEqual([]);
      expect(outputOf(trace)).toBe(outcome.stdout);
    });
  }
});
