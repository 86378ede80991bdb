/** The adapter keeps the contract, on the stand-in for the service: real processes, no internet. */
import { afterAll, beforeAll, describe, test } from 'vitest';
import { ContainerSupply } from '../../../src/runtimes/webcontainer/page/container-supply.ts';
import { createWebContainerRuntime } from '../../../src/runtimes/webcontainer/page/webcontainer-runtime.ts';
import { CONFORMANCE_CASES, type ConformanceWorld } from '../conformance.ts';
import { NODE_PROGRAMS } from '../conformance-node-programs.ts';
import { SEVERAL_SERVERS, WEB_SOCKETS } from '../conformance-node-server-cases.ts';
import { CALM_BROWSER } from './calm-browser.ts';
import { StandIn } from './stand-in/stand-in.ts';

describe('webcontainer', () => {
  const standIn = new StandIn();
  const supply = new ContainerSupply({ loadFactory: async () => standIn, browser: CALM_BROWSER });
  let world: ConformanceWorld;

  beforeAll(() => {
    const runtime = createWebContainerRuntime({ supply });
    world = { runtime, programs: NODE_PROGRAMS, measureLongestFreeze };
  });
  afterAll(async () => {
    world.runtime.dispose();
    const { container } = await supply.take(() => undefined);
    container.teardown();
  });

  test.each([...CONFORMANCE_CASES, SEVERAL_SERVERS, WEB_SOCKETS])('$name', ({ verify }) => verify(world));
});

/** The page is this process. */
async function measureLongestFreeze(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  await work();
  clearInterval(timer);
  return Math.max(longest, performance.now() - last);
}
