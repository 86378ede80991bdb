/**
 * `npm run fuzz:node -- --count 5000 --seed 1`: random programs in the engine and in the real Node. `--contexts` compares
 * what AsyncLocalStorage says too, `--firefox` runs the engine in Firefox; `--trace` records each run, and wants its trace
 * in order.
 */
import { parseArgs } from 'node:util';
import { openEngineBrowser } from '../../../harness/engine-page.ts';
import { runInEngine } from '../real-and-embedded.ts';
import { type Difference, findDifferences } from './find-differences.ts';
import { generateProgram } from './generate-program.ts';
import { runRecorded } from './run-recorded.ts';

/** Programs that share a process and a worker. */
const BATCH = 50;
/** Enough to see what is wrong. */
const MOST_DIFFERENCES = 5;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    contexts: { type: 'boolean', default: false },
    firefox: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
  },
});
const count = Number(values.count);
const first = Number(values.seed);
const seeds = Array.from({ length: count }, (_, index) => first + index);
const print = (text: string) => void process.stdout.write(`${text}\n`);

const browser = await openEngineBrowser(values.firefox ? 'firefox' : 'chromium');
const runtime = await browser.open('node');
const differences: Difference[] = [];
const unsteady: number[] = [];
let done = 0;
try {
  for (let start = 0; start < count && differences.length < MOST_DIFFERENCES; start += BATCH) {
    const programs = seeds.slice(start, start + BATCH).map((seed) => ({ seed, program: generateProgram(seed) }));
    const comparison = await findDifferences(
      programs,
      (run) => (values.trace ? runRecorded(runtime, run) : runInEngine(runtime, run)),
      values.contexts ? 'contexts' : 'order',
    );
    for (const { seed, program, needsBatch, real, embedded } of comparison.differences) {
      const which = needsBatch ? `Whole program, in the batch from seed ${first + start}` : 'Smallest program';
      print(`\nSeed ${seed} differs. ${which}:\n${program}\nNode:   ${real}\nengine: ${embedded}\n`);
    }
    differences.push(...comparison.differences);
    unsteady.push(...comparison.unsteady);
    done += programs.length;
    if (process.stdout.isTTY || done % 500 === 0) print(`${done} of ${count}`);
  }
} finally {
  await browser.close();
}
print(`${done} programs, ${differences.length} different, ${unsteady.length} once different and then equal.`);
if (unsteady.length > 0) print(`Once different: seeds ${unsteady.join(', ')}`);
process.exitCode = differences.length > 0 ? 1 : 0;
