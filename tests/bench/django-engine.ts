/** The Django engine by itself: weight, starts, checks, requests, memory, Stop. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DjangoManifest } from '../../src/runtimes/django/manifest.ts';
import { openEngineBrowser } from '../harness/engine-page.ts';
import { type DjangoMemory, measureDjangoMemory } from './django-memory.ts';
import { type DjangoStarts, measureDjangoStarts } from './django-starts.ts';
import { type DjangoStops, measureDjangoStops } from './django-stops.ts';
import { type DjangoWork, measureDjangoWork } from './django-work.ts';
import type { Summary } from './summarize-runs.ts';
import { row } from './table-row.ts';

const folder = join(import.meta.dirname, '..', '..', 'build', 'engines', 'django');

export interface DjangoEngineReport {
  /** MB (1000000 bytes), brotli, by file of the engine: a first visit loads them all. */
  readonly weight: Readonly<Record<string, number>>;
  readonly starts: DjangoStarts;
  readonly work: DjangoWork;
  readonly memory: DjangoMemory | undefined;
  readonly stops: DjangoStops;
}

const WEIGHT_TARGET_MB = 7.7;
const MEMORY_TARGET_MB = 350;

export async function measureDjangoEngine(): Promise<DjangoEngineReport> {
  const browser = await openEngineBrowser();
  try {
    const starts = await measureDjangoStarts(browser.page.url());
    const runtime = await browser.open('django');
    const work = await measureDjangoWork(runtime);
    const memory = await measureDjangoMemory(browser.page, runtime);
    runtime.dispose();
    // Last: it opens further runtimes on the page, and takes its shared memory away.
    const stops = await measureDjangoStops(browser.page);
    return { weight: weighDjangoEngine(), starts, work, memory, stops };
  } finally {
    await browser.close();
  }
}

function weighDjangoEngine(): Record<string, number> {
  const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as DjangoManifest;
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, statSync(join(folder, `${file.name}.br`)).size / 1e6]),
  );
}

export function printDjangoEngine({ weight, starts, work, memory, stops }: DjangoEngineReport): void {
  const total = Object.values(weight).reduce((sum, size) => sum + size, 0);
  row('Django engine', 'measured', 'target', 'ratio', 'min', 'max');
  const judge = (name: string, value: number, target: number, ...rest: number[]) =>
    row(name, Math.round(value * 100) / 100, `≤ ${target}`, (value / target).toFixed(2), ...rest);
  const judgeTimes = (name: string, { median, min, max }: Summary, target: number) =>
    judge(name, median, target, min, max);
  judge('first visit, MB brotli', total, WEIGHT_TARGET_MB);
  for (const [name, size] of Object.entries(weight)) row(`  ${name}`, size.toFixed(2));
  row('ready, first visit, ms', starts.firstVisit.median, '', '', starts.firstVisit.min, starts.firstVisit.max);
  judgeTimes('ready, engine cached, ms', starts.cached, 1300);
  judgeTimes('ready, second visit, ms', starts.secondVisit, 1000);
  judgeTimes('check of five tests, ms', work.check, 600);
  judgeTimes('  without test migrations, ms', work.checkWithoutMigrations, 350);
  judgeTimes('simple view, ms', work.simpleView, 5);
  judgeTimes('admin changelist of 50, ms', work.changelist, 60);
  if (memory) {
    judge('tab with the spare, MB', memory.before, MEMORY_TARGET_MB);
    judge(`  after ${memory.checks} more checks, MB`, memory.after, MEMORY_TARGET_MB);
  }
  judgeTimes('Stop of a loop, until KeyboardInterrupt, ms', stops.interrupt, 5);
  const { median, min, max } = stops.interruptedEnd;
  row('  until the end of the run, ms', median, '', '', min, max);
  judgeTimes('  C code, until the next is ready, ms', stops.nextAfterDeaf, 1000);
  judgeTimes('  no shared memory, until the next is ready', stops.nextWithoutMemory, 1000);
  judgeTimes('dead interpreter, until the next is ready', stops.nextAfterDeath, 1000);
  console.log();
}
