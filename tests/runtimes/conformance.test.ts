/** The engines keep the contract, in Chromium. Run one stack alone with `-t node` or `-t django`. */
import { describe, test } from 'vitest';
import type { Stack } from '../../src/runtimes/runtime.ts';
import { shareEngine } from '../harness/engines.ts';
import { CONFORMANCE_CASES, type ConformancePrograms, type ConformanceWorld } from './conformance.ts';
import { DJANGO_PROGRAMS } from './conformance-django-programs.ts';
import { measureLongestFreeze } from './conformance-freeze.ts';
import { NODE_PROGRAMS } from './conformance-node-programs.ts';
import { SEVERAL_SERVERS } from './conformance-node-server-cases.ts';

const STACKS: readonly (readonly [Stack, ConformancePrograms])[] = [
  ['node', NODE_PROGRAMS],
  ['django', DJANGO_PROGRAMS],
];

describe.each(STACKS)('%s', (stack, programs) => {
  const { browser, runtime } = shareEngine(stack);
  const world: ConformanceWorld = {
    runtime,
    programs,
    measureLongestFreeze: (work) => measureLongestFreeze(browser.page, work),
  };

  test.each(stack === 'node' ? [...CONFORMANCE_CASES, SEVERAL_SERVERS] : CONFORMANCE_CASES)('$name', ({ verify }) =>
    verify(world),
  );
});
