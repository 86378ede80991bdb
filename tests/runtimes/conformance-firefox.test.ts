/** The engines keep the contract in Firefox too. */
import { test } from 'vitest';
import { shareEngine } from '../harness/engines.ts';
import { describeInFirefox } from '../harness/firefox.ts';
import { CONFORMANCE_CASES, type ConformanceWorld } from './conformance.ts';
import { measureLongestFreeze } from './conformance-freeze.ts';
import { NODE_PROGRAMS } from './conformance-node-programs.ts';

describeInFirefox('node', () => {
  const { browser, runtime } = shareEngine('node', 'firefox');
  const world: ConformanceWorld = {
    runtime,
    programs: NODE_PROGRAMS,
    measureLongestFreeze: (work) => measureLongestFreeze(browser.page, work),
  };

  test.each(CONFORMANCE_CASES)('$name', ({ verify }) => verify(world));
});
