/** Every exercise in the embedded engine that a learner's check runs in. */
import { beforeAll, describe } from 'vitest';
import type { Check } from '../../src/authoring/test-exercise.ts';
import type { Stack } from '../../src/runtimes/runtime.ts';
import { shareEngineBrowser } from '../harness/engines.ts';
import { describeExercises } from './exercise-suite.ts';

const browser = shareEngineBrowser();

for (const stack of ['node', 'django'] as const) {
  describe(`${stack} exercises`, () => {
    let check: Check;
    beforeAll(async () => {
      check = await openQueue(stack);
    });
    describeExercises(stack, 'the embedded engine', () => check);
  });
}

/** A runtime does one check at a time: others wait for their turn. */
async function openQueue(stack: Stack): Promise<Check> {
  const runtime = await browser.open(stack);
  await runtime.start();
  let last: Promise<unknown> = Promise.resolve();
  return (project, options) => {
    const check = last.then(() => runtime.check(project, options));
    last = check.catch(() => undefined);
    return check;
  };
}
