/** The engines keep the contract in Firefox too. */
import { afterAll, beforeAll, test } from 'vitest';
import type { DrivenPage } from '../../scripts/engine/browser.ts';
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { type EngineBrowser, openEngineBrowser } from '../harness/engine-page.ts';
import { describeInFirefox } from '../harness/firefox.ts';
import { CONFORMANCE_CASES, type ConformanceWorld } from './conformance.ts';
import { measureLongestFreeze } from './conformance-freeze.ts';
import { NODE_PROGRAMS } from './conformance-node-programs.ts';

describeInFirefox('node', () => {
  let browser: EngineBrowser<DrivenPage>;
  let runtime: Runtime;
  let world: ConformanceWorld;

  beforeAll(async () => {
    browser = await openEngineBrowser('firefox');
    runtime = await browser.open('node');
    world = {
      runtime,
      programs: NODE_PROGRAMS,
      measureLongestFreeze: (work) => measureLongestFreeze(browser.page, work),
    };
  });
  afterAll(() => browser?.close());

  test.each(CONFORMANCE_CASES)('$name', ({ verify }) => verify(world));
});
