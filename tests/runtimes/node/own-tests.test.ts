/** A sample of Node's own tests (`npm run conformance:node` runs all of them) passes in the engine. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EmbeddedNode } from '../../conformance/node/embedded-node.ts';
import { fetchNodeTests, TestsUnavailable } from '../../conformance/node/fetch-tests.ts';
import { readTestFile, type TestFile } from '../../conformance/node/test-file.ts';

/** A few of each group, quick ones that pass on the pinned Node. */
const SAMPLE = `
  assert-async async-hooks-enable-disable buffer-concat buffer-indexof console-count diagnostics-channel-pub-sub
  event-emitter-errors event-emitter-once events-list fs-append-file-sync fs-mkdtemp fs-readdir
  fs-write-stream http-chunked http-expect-continue http-upgrade-server microtask-queue-run
  next-tick-ordering net-bytes-read net-server-close os path-join process-hrtime process-next-tick
  promise-unhandled-error querystring require-cache require-json stream-duplex
  string-decoder-end timers timers-immediate timers-unref url-relative util-isDeepStrictEqual
`
  .trim()
  .split(/\s+/);

/** For the whole sample; it takes 20 s on a quiet machine. */
const TIME_LIMIT_MS = 300_000;

/** For one test: generous, a busy machine is no failure. */
const ONE_TEST_MS = 60_000;

let root: string | undefined;
let reason = '';
try {
  root = fetchNodeTests();
} catch (error) {
  if (!(error instanceof TestsUnavailable)) throw error;
  reason = error.message;
  process.stderr.write(`Node's own tests are skipped. ${reason}\n`);
}

describe.skipIf(root === undefined)("Node's own tests", () => {
  const files: TestFile[] = root === undefined ? [] : SAMPLE.flatMap((name) => readIfThere(root, name));
  const causes = new Map<string, string>();
  let embedded: EmbeddedNode;

  beforeAll(async () => {
    embedded = new EmbeddedNode(root as string, ONE_TEST_MS);
    await embedded.run(files, 2, ({ name }, { cause }) => causes.set(name, cause));
  }, TIME_LIMIT_MS);
  afterAll(() => embedded?.close());

  test.each(files.map(({ name }) => name))('%s passes in the engine', (name) => {
    expect(causes.get(name)).toBe('');
  });
});

/** A name may be gone from another release's tests. */
function readIfThere(folder: string, name: string): TestFile[] {
  const file = readTestFile(folder, `parallel/test-${name}.js`);
  return file ? [file] : [];
}
