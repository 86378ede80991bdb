/** Recording changes nothing: programs of the battery print and exit as they do when nobody records them. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CallbackTrace } from '../../../src/runtimes/read-callback-trace.ts';
import type { Runtime } from '../../../src/runtimes/runtime.ts';
import { type EngineBrowser, openEngineBrowser } from '../../harness/engine-page.ts';
import { readBattery } from './battery-programs.ts';
import { type Outcome, runInEngine } from './real-and-embedded.ts';

/** Groups that live from callbacks, and groups whose text and stacks the edits could change. */
const WHOLE_GROUPS = ['async-context', 'event-loop', 'events', 'streams'];
const SAMPLED_GROUPS = ['errors', 'modules'];
/** Each program runs twice: of sampled groups every third is enough, all would take a minute more. */
const SAMPLE_STEP = 3;

/** A timer of 1 ms and `setImmediate` race in it: on a busy machine two runs differ, recorded or not. */
const RACE = 'async-context/async-local-storage.js';

const battery = readBattery(join(import.meta.dirname, 'battery')).filter(({ name }) => name !== RACE);
const groupOf = ({ name }: { readonly name: string }) => name.split('/')[0] ?? '';
const programs = [
  ...battery.filter((program) => WHOLE_GROUPS.includes(groupOf(program))),
  ...SAMPLED_GROUPS.flatMap((group) =>
    battery.filter((program) => groupOf(program) === group).filter((_program, index) => index % SAMPLE_STEP === 0),
  ),
];

let browser: EngineBrowser;
/** Of two runtimes, so that both runs of a program go on at once. */
let plain: Runtime;
let recording: Runtime;

beforeAll(async () => {
  browser = await openEngineBrowser();
  plain = await browser.open('node');
  recording = await browser.open('node');
});
afterAll(() => browser?.close());

interface RecordedRun {
  readonly outcome: Outcome;
  readonly trace: CallbackTrace;
}

async function record(program: (typeof programs)[number]): Promise<RecordedRun> {
  const trace = new CallbackTrace();
  const onTrace = (batch: Parameters<CallbackTrace['add']>[0] | { readonly kind: string }) => {
    if (batch.kind === 'callbacks') trace.add(batch as Parameters<CallbackTrace['add']>[0]);
  };
  const outcome = await runInEngine(recording, program, { trace: ['callbacks'], onTrace });
  return { outcome, trace };
}

describe('a recorded program prints and exits as always, and its trace is in order', () => {
  test.each(programs)('$name', async (program) => {
    const [unrecorded, { outcome, trace }] = await Promise.all([runInEngine(plain, program), record(program)]);
    expect(outcome).toEqual(unrecorded);
    // Callbacks begin one after the other, and what was written belongs to them in that order.
    let before = 0;
    for (let id = 1; id <= trace.length; id += 1) {
      const { startUs, endUs, cause, trigger } = trace.at(id) ?? { startUs: -1, endUs: -1, cause: -1, trigger: -1 };
      expect(startUs).toBeGreaterThanOrEqual(before);
      expect(endUs).toBeGreaterThanOrEqual(startUs);
      expect(Math.max(cause, trigger)).toBeLessThan(id);
      before = startUs;
    }
  });
});
