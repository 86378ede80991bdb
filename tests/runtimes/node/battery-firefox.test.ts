/** Programs of the battery in Firefox: those in which its own messages, stacks and queues would show. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DrivenPage } from '../../../scripts/engine/browser.ts';
import type { Runtime } from '../../../src/runtimes/runtime.ts';
import { type EngineBrowser, openEngineBrowser } from '../../harness/engine-page.ts';
import { describeInFirefox } from '../../harness/firefox.ts';
import { readBattery } from './battery-programs.ts';
import { runInEngine, runInNode } from './real-and-embedded.ts';
import { findTraceFaults, outputOf, recordInEngine } from './recorded-run.ts';

const GROUPS = /^(?:errors|event-loop|modules)\//;

/**
 * What still differs, so that a program that becomes equal is noticed. Firefox tells where an error was made and not
 * where it was thrown, has no frames of what awaits, and says less about syntax errors and receivers.
 */
const DIFFERENT = new Set([
  'errors/messages-of-v8.js',
  'modules/live-bindings',
  'errors/assert-ok-shows-source.js',
  'errors/assert-uncaught.js',
  'errors/await-pipeline-fails.mjs',
  'errors/throw-null.js',
  'errors/throw-object.js',
  'errors/throw-string-in-timer.js',
  'errors/uncaught-in-async-function.js',
  'errors/uncaught-in-async-module.mjs',
]);

/**
 * Not run: the main thread sleeps before it has been back in its event loop once, and Firefox passes on what a thread
 * posted to a new port only from there.
 */
const SLEEPS_TOO_EARLY = new Set(['modules/asynchronous-hooks']);

const programs = readBattery(join(import.meta.dirname, 'battery')).filter(
  ({ name }) => GROUPS.test(name) && !SLEEPS_TOO_EARLY.has(name),
);

describeInFirefox('a program prints and exits as in Node', () => {
  let browser: EngineBrowser<DrivenPage>;
  let runtime: Runtime;

  beforeAll(async () => {
    browser = await openEngineBrowser('firefox');
    runtime = await browser.open('node');
  });
  afterAll(() => browser?.close());

  for (const program of programs) {
    const declare = DIFFERENT.has(program.name) ? test.fails : test;
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
