/** Tests that run in Firefox where there is one. */
import { describe } from 'vitest';
import { FIREFOX_HINT, findFirefox } from '../../scripts/find-browser.mjs';

/** `describe`, skipped with a printed reason where there is no Firefox. */
export function describeInFirefox(name: string, tests: () => void): void {
  const isThere = findFirefox() !== undefined;
  if (!isThere) process.stderr.write(`Skipped, there is no Firefox: ${name}. ${FIREFOX_HINT}\n`);
  describe.skipIf(!isThere)(`in Firefox: ${name}`, tests);
}
