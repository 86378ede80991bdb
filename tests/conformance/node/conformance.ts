/**
 * `npm run conformance:node`: Node's own tests in the embedded engine, against a committed list of known failures.
 *
 * Usage: npm run conformance:node -- [NAME …] [--group=fs,net] [--record] [--show] [--jobs=2] [--limit=30]
 *   NAME      only tests whose file name contains it
 *   --group   only these groups
 *   --record  brings expected-failures.json up to date for the tests that ran
 *   --show    prints what each failed test printed
 *   --limit   seconds for one test, as many as the real Node gets
 */
import { parseArgs } from 'node:util';
import { EmbeddedNode, type EmbeddedOutcome } from './embedded-node.ts';
import { readExpectedFailures, recordOutcomes } from './expectations.ts';
import { fetchNodeTests, TestsUnavailable } from './fetch-tests.ts';
import { RealNode } from './real-node.ts';
import { judge, Tally } from './report.ts';
import { groupOf, reasonOutOfScope } from './scope.ts';
import { listTestFiles, type TestFile } from './test-file.ts';

const { values: flags, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    group: { type: 'string' },
    record: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '2' },
    limit: { type: 'string', default: '30' },
  },
});

async function main(): Promise<void> {
  const root = fetchNodeTests();
  const jobs = Number(flags.jobs);
  const tally = new Tally();
  const inScope = await chooseTests(root, jobs, tally);
  const outcomes = await runEmbedded(root, inScope, jobs);
  for (const test of inScope) tally.count(groupOf(test), outcomes.get(test.name)?.passed ?? false);
  console.log(`\n${tally.table()}\n`);
  tellVerdict(outcomes);
}

/** The tests that can be asked of the engine; the others are counted with their reasons. */
async function chooseTests(root: string, jobs: number, tally: Tally): Promise<TestFile[]> {
  const groups = flags.group?.split(',');
  const asked = listTestFiles(root).filter(
    (test) =>
      (!groups || groups.includes(groupOf(test))) &&
      (names.length === 0 || names.some((name) => test.name.includes(name))),
  );
  const candidates = asked.filter((test) => {
    const reason = reasonOutOfScope(test);
    if (reason) tally.leaveOut(groupOf(test), reason);
    return !reason;
  });
  const real = new RealNode(root);
  const chosen: TestFile[] = [];
  const queue = [...candidates];
  const workOff = async () => {
    for (let test = queue.shift(); test; test = queue.shift()) {
      const outcome = await real.outcome(test);
      if (outcome === 'passes') chosen.push(test);
      else tally.leaveOut(groupOf(test), outcome);
    }
  };
  await Promise.all(Array.from({ length: jobs }, workOff));
  real.save();
  return chosen.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function runEmbedded(
  root: string,
  tests: readonly TestFile[],
  jobs: number,
): Promise<ReadonlyMap<string, EmbeddedOutcome>> {
  const outcomes = new Map<string, EmbeddedOutcome>();
  if (tests.length === 0) return outcomes;
  const embedded = new EmbeddedNode(root, Number(flags.limit) * 1000);
  try {
    await embedded.run(tests, jobs, (test, outcome) => {
      outcomes.set(test.name, outcome);
      if (outcome.passed) return;
      console.log(`✗ [${groupOf(test)}] ${test.name}: ${outcome.cause}`);
      if (flags.show) console.log(`${outcome.stdout}${outcome.stderr}\n`);
    });
  } finally {
    await embedded.close();
  }
  return outcomes;
}

function tellVerdict(outcomes: ReadonlyMap<string, EmbeddedOutcome>): void {
  if (flags.record) {
    recordOutcomes(outcomes);
    console.log('The list of expected failures is up to date for these tests.');
    return;
  }
  const { regressions, newPasses } = judge(outcomes, readExpectedFailures());
  for (const name of newPasses) console.log(`New pass: ${name}`);
  if (newPasses.length > 0) console.log('Record new passes with --record, and commit expected-failures.json.');
  for (const name of regressions) console.log(`REGRESSION: ${name}`);
  console.log(regressions.length === 0 ? 'No regression.' : `${regressions.length} regressions.`);
  process.exitCode = regressions.length === 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof TestsUnavailable)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
