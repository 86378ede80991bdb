/**
 * `npm run battery:node -- [NAME …] [--firefox] [--show]`: how many programs of the battery print and exit in the engine
 * as in the real Node. `npm test` holds Chromium to all of them, and Firefox to a sample (battery-firefox.test.ts). In
 * Firefox, those of firefox-differences.ts may differ, and no others.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEngineBrowser } from '../../harness/engine-page.ts';
import { readBattery } from './battery-programs.ts';
import { FIREFOX_DIFFERENCES } from './firefox-differences.ts';
import { runInEngine, runInNode } from './real-and-embedded.ts';

const { values, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { firefox: { type: 'boolean', default: false }, show: { type: 'boolean', default: false } },
});

const programs = readBattery(join(import.meta.dirname, 'battery')).filter(
  ({ name }) => names.length === 0 || names.some((part) => name.includes(part)),
);
const browserName = values.firefox ? 'firefox' : 'chromium';
const browser = await openEngineBrowser(browserName);
const known: ReadonlyMap<string, string> = values.firefox ? FIREFOX_DIFFERENCES : new Map<string, string>();
const different: string[] = [];
let surprises = 0;
try {
  const runtime = await browser.open('node');
  for (const program of programs) {
    const [real, embedded] = await Promise.all([runInNode(program), runInEngine(runtime, program)]);
    const reason = known.get(program.name);
    const isEqual = JSON.stringify(real) === JSON.stringify(embedded);
    if (isEqual !== (reason === undefined)) surprises += 1;
    if (isEqual) {
      if (reason !== undefined) process.stdout.write(`✓ ${program.name} is listed as different, and is equal now.\n`);
      continue;
    }
    different.push(program.name);
    process.stdout.write(`✗ ${program.name}${reason === undefined ? '' : ` (known: ${reason})`}\n`);
    if (values.show) process.stdout.write(`${JSON.stringify({ real, embedded }, null, 2)}\n`);
  }
} finally {
  await browser.close();
}
const equal = programs.length - different.length;
const share = ((100 * equal) / programs.length).toFixed(1);
process.stdout.write(`${equal} of ${programs.length} programs equal in ${browserName} (${share} %).\n`);
process.exitCode = surprises > 0 ? 1 : 0;
