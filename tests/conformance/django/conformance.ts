/**
 * `npm run conformance:django`: Django's own tests natively and in the engine, against a committed list of known
 * differences.
 *
 * Usage: npm run conformance:django -- [PACKAGE …] [--record] [--limit=180]
 *   PACKAGE   only these packages, for instance basic forms_tests
 *   --record  brings expected-failures.json up to date for the tests that ran
 *   --limit   seconds of silence after which a test in the engine is stopped; more on a busy machine
 */
import { parseArgs } from 'node:util';
import { TestsUnavailable } from '../debian-source.ts';
import { EmbeddedDjango } from './embedded-django.ts';
import { readExpectedFailures, recordOutcomes } from './expectations.ts';
import { fetchDjangoTests } from './fetch-tests.ts';
import { NativePython } from './native-python.ts';
import { PACKAGES } from './packages.ts';
import { judge, missedTests, type PackageResult, tabulate } from './report.ts';

const { values: flags, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    record: { type: 'boolean', default: false },
    limit: { type: 'string', default: '180' },
  },
});

async function main(): Promise<void> {
  const root = fetchDjangoTests();
  const native = new NativePython(root);
  const embedded = new EmbeddedDjango(root, Number(flags.limit) * 1000);
  const results: PackageResult[] = [];
  try {
    for (const name of names.length > 0 ? names : PACKAGES) {
      const result = { name, native: await native.outcomes(name), embedded: await embedded.outcomes(name) };
      results.push(result);
      console.log(`${name}: ${result.native.size} tests`);
      for (const [id, cause] of missedTests(result)) console.log(`✗ ${id}: ${cause}`);
    }
  } finally {
    await embedded.close();
  }
  console.log(`\n${tabulate(results)}\n`);
  tellVerdict(results);
}

function tellVerdict(results: readonly PackageResult[]): void {
  if (flags.record) {
    const ran = new Set(results.flatMap(({ native }) => [...native.keys()]));
    recordOutcomes(ran, new Map(results.flatMap((result) => [...missedTests(result)])));
    console.log('The list of expected failures is up to date for these packages.');
    return;
  }
  const { regressions, newPasses } = judge(results, readExpectedFailures());
  for (const id of newPasses) console.log(`New pass: ${id}`);
  if (newPasses.length > 0) console.log('Record new passes with --record, and commit expected-failures.json.');
  for (const [id, cause] of regressions) console.log(`REGRESSION: ${id}: ${cause}`);
  console.log(regressions.size === 0 ? 'No regression.' : `${regressions.size} regressions.`);
  process.exitCode = regressions.size === 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof TestsUnavailable)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
