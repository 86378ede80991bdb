/** Node's own tests, out of the source package of a Debian release, in a cache folder. Nothing of it is committed. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type DebianSource, TestsUnavailable, unpackDebianSource } from '../debian-source.ts';

export { TestsUnavailable };

/** The expectation list was recorded with the Node.js of this release, 20.19. */
const SOURCE: DebianSource = {
  name: 'nodejs',
  releases: ['trixie'],
  versions: [/./],
  wanted: ['parallel', 'common', 'fixtures', 'es-module'].map((name) => `*/test/${name}`),
  elsewhere:
    "Node's own tests come from Debian's source package, by apt. Elsewhere, unpack test/ of Node.js 20.19's source " +
    'into a folder and set TWINSTACK_NODE_TESTS to it.',
};

/** The folder that holds `test/`: `$TWINSTACK_NODE_TESTS`, or a folder in the user's cache. */
export function testsFolder(): string {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return process.env.TWINSTACK_NODE_TESTS ?? join(cache, 'twinstack', 'node-tests');
}

/** Makes sure that the tests are there; returns the folder that holds `test/`. Throws `TestsUnavailable`. */
export function fetchNodeTests(): string {
  const folder = testsFolder();
  if (!existsSync(join(folder, 'test', 'parallel'))) unpackDebianSource(SOURCE, folder);
  return folder;
}
