/** A browser in which nothing stands in WebContainer's way; tests override what they are about. */
import type { BrowserFacts } from '../../../src/runtimes/webcontainer/page/browser-facts.ts';

export const CALM_BROWSER: BrowserFacts = {
  obstacleAtHand: () => undefined,
  obstacleOfHang: async () => 'timed-out',
  reachService: async () => undefined,
  onOffline: () => () => undefined,
  reloadFrame: () => undefined,
};
