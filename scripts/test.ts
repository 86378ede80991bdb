/** `npm test`: every check there is, one after the other, all of them even when one fails; the counts come last. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildSiteIfStale } from './build-site.ts';

const root = join(import.meta.dirname, '..');
const resultsDir = join(root, 'build', 'test-results');

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a JSON report of vitest has, as far as it is read here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Repeated at the end: a log is often read from there. */
const failures: string[] = [];

/** A message is cut here (characters); the whole is where the test ran. */
const MESSAGE_LENGTH = 1500;

function listFailures({ testResults }: VitestReport): string[] {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    return [
      ...(message ? [`${file}\n${message.slice(0, MESSAGE_LENGTH)}`] : []),
      ...failed.map(
        (test) => `${file} > ${test.fullName}\n${test.failureMessages.join('\n').slice(0, MESSAGE_LENGTH)}`,
      ),
    ];
  });
}

function runTool(script: string, ...args: string[]): boolean {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

const countOne = (ok: boolean): Counts => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

/** Runs one vitest project; its own JSON report has the counts. No report means that it could not run: one failure. */
function runVitest(project: string): Counts {
  const report = join(resultsDir, `${project}.json`);
  rmSync(report, { force: true });
  const ok = runTool(
    'vitest/vitest.mjs',
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  );
  try {
    const results = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
    const { numPassedTests, numFailedTests, numPendingTests } = results;
    failures.push(...listFailures(results));
    // A suite that cannot be loaded has no failed test, but vitest's exit code tells.
    return { passed: numPassedTests, failed: Math.max(numFailedTests, ok ? 0 : 1), skipped: numPendingTests };
  } catch {
    return countOne(false);
  }
}

const STEPS: Record<string, () => Counts | Promise<Counts>> = {
  lint: () => countOne(runTool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.')),
  types: () => countOne(runTool('astro/bin/astro.mjs', 'check', '--minimumSeverity', 'warning')),
  site: async () => countOne(await buildSiteIfStale()),
  unit: () => runVitest('unit'),
  runtimes: () => runVitest('runtimes'),
  exercises: () => runVitest('exercises'),
  'end to end': () => runVitest('e2e'),
};

mkdirSync(resultsDir, { recursive: true });
const rows: { step: string; seconds: string; counts: Counts }[] = [];
for (const [step, run] of Object.entries(STEPS)) {
  console.log(`\n── ${step} ──`);
  const started = Date.now();
  const counts = await run();
  rows.push({ step, seconds: ((Date.now() - started) / 1000).toFixed(1), counts });
}

for (const failure of failures) console.log(`\n✗ ${failure}`);
console.log('\nstep          passed  failed  skipped  seconds');
for (const { step, seconds, counts } of rows) {
  const cells = [counts.passed, counts.failed, counts.skipped].map((count) => String(count).padStart(6));
  console.log(`${step.padEnd(12)}  ${cells.join('  ')}  ${seconds.padStart(7)}`);
}
const sum = (key: keyof Counts) => rows.reduce((total, { counts }) => total + counts[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
