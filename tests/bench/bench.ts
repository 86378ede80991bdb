/**
 * `npm run bench`: page weight, Lighthouse scores, engine weight, times and speed, build time: build/bench.json and a table.
 * `npm run bench -- --node-engine` measures the Node engine only, `--django-engine` the Django engine, `--preview` the
 * preview.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildSiteIfStale } from '../../scripts/build-site.ts';
import { openSite } from '../harness/site.ts';
import { type DjangoEngineReport, measureDjangoEngine, printDjangoEngine } from './django-engine.ts';
import { type EngineTimes, measureEngine } from './engine-times.ts';
import { type LighthouseScores, scorePage } from './lighthouse.ts';
import { measureNodeEngine, type NodeEngineReport, printNodeEngine } from './node-engine.ts';
import { type PageWeight, weighPage } from './page-weight.ts';
import { measurePreview, type PreviewTimes } from './preview-times.ts';
import { row } from './table-row.ts';
import { measureTracePicture, TRACE_PICTURE_TARGETS, type TracePicture } from './trace-picture.ts';

const root = join(import.meta.dirname, '..', '..');

const LESSON = 'lessons/what-a-back-end-does/';
const EXERCISE = 'exercises/tick-or-microtask/';

/** What the first version set out to reach; gz kB and ms. */
const TARGETS = {
  'lesson page, JavaScript': 20,
  'lesson page, all without fonts': 50,
  'exercise page with editor, JavaScript': 220,
  'Node.js, first Run (pointer 300 ms near)': 400,
  'Node.js, first Run, nothing warmed up': 400,
  'Node.js, Run again to first output': 100,
  'Django, first Check to grade': 6000,
  'Django, Check again to grade': 3000,
  'preview, a view of Node.js': 150,
  'preview, a view of Django': 150,
  'preview, changelist of the admin': 400,
} as const;
type Target = keyof typeof TARGETS;

interface Report {
  readonly machine: string;
  readonly node: string;
  readonly buildSeconds: number;
  readonly weight: Record<'lesson' | 'exercise', PageWeight>;
  readonly lighthouse: Record<'lesson' | 'exercise', LighthouseScores>;
  readonly engines: Record<'node' | 'django', EngineTimes>;
  readonly preview: PreviewTimes;
  readonly nodeEngine: NodeEngineReport;
  readonly djangoEngine: DjangoEngineReport;
  readonly tracePicture: TracePicture;
}

/** A build of the whole site from nothing, engines built before. */
function timeBuild(): number {
  const outDir = join(root, 'build', 'bench-site');
  const started = performance.now();
  const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs');
  const { status } = spawnSync(process.execPath, [astro, 'build', '--outDir', outDir], { cwd: root, stdio: 'ignore' });
  if (status !== 0) throw new Error('The site could not be built. Run "npm run build" to see why.');
  rmSync(outDir, { recursive: true, force: true });
  return Math.round((performance.now() - started) / 100) / 10;
}

async function measure(): Promise<Report> {
  if (!(await buildSiteIfStale())) throw new Error('The site could not be built.');
  const site = await openSite();
  try {
    const editor = (page: Page) => page.locator('.cm-content').waitFor();
    const weight = {
      lesson: await weighPage(site, LESSON, async () => undefined),
      exercise: await weighPage(site, EXERCISE, editor),
    };
    const engines = {
      node: await measureEngine(site, { stack: 'node', id: 'tick-or-microtask' }),
      django: await measureEngine(site, { stack: 'django', id: 'hello-view' }),
    };
    const preview = await measurePreview(site);
    const lighthouse = {
      lesson: await scorePage(site.url + LESSON),
      exercise: await scorePage(site.url + EXERCISE),
    };
    return {
      machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`,
      node: process.version,
      buildSeconds: timeBuild(),
      weight,
      lighthouse,
      engines,
      preview,
      nodeEngine: await measureNodeEngine(),
      djangoEngine: await measureDjangoEngine(),
      tracePicture: await measureTracePicture(site),
    };
  } finally {
    await site.close();
  }
}

async function measurePreviewOnly(): Promise<PreviewTimes> {
  if (!(await buildSiteIfStale())) throw new Error('The site could not be built.');
  const site = await openSite();
  try {
    return await measurePreview(site);
  } finally {
    await site.close();
  }
}

function printTable({ weight, engines, preview, lighthouse, buildSeconds, tracePicture }: Report): void {
  const measured: Record<Target, number> = {
    'lesson page, JavaScript': weight.lesson.js,
    'lesson page, all without fonts': weight.lesson.totalWithoutFonts,
    'exercise page with editor, JavaScript': weight.exercise.js,
    'Node.js, first Run (pointer 300 ms near)': engines.node.firstRunNear.median,
    'Node.js, first Run, nothing warmed up': engines.node.firstRun.median,
    'Node.js, Run again to first output': engines.node.runAgain.median,
    'Django, first Check to grade': engines.django.firstCheck.median,
    'Django, Check again to grade': engines.django.checkAgain.median,
    'preview, a view of Node.js': preview.nodeView.median,
    'preview, a view of Django': preview.djangoView.median,
    'preview, changelist of the admin': preview.adminChangelist.median,
  };
  row('kB gz, or ms (median)', 'measured', 'target', 'ratio');
  for (const [name, target] of Object.entries(TARGETS)) {
    const value = measured[name as Target];
    row(name, value, `≤ ${target}`, (value / target).toFixed(2));
  }
  console.log();
  row('ms (min / median / max)', 'first', '', '', 'again');
  for (const [stack, times] of Object.entries(engines)) {
    for (const action of ['Run', 'Check'] as const) {
      const { [`first${action}` as const]: first, [`${action.toLowerCase()}Again` as 'runAgain']: again } = times;
      row(`${stack}, ${action}`, first.min, first.median, first.max, again.min, again.median, again.max);
    }
  }
  console.log();
  row('Lighthouse (mobile)', 'perf', 'a11y', 'practices', 'seo');
  for (const [page, scores] of Object.entries(lighthouse)) {
    row(page, scores.performance, scores.accessibility, scores.bestPractices, scores.seo);
    console.log(`  performance of each run: ${scores.performances.join(', ')}`);
    if (scores.notPerfect.length > 0) console.log(`  below 90: ${scores.notPerfect.join(', ')}`);
  }
  console.log();
  row('site build, s', buildSeconds);
  console.log();
  row('Picture of 10,000 callbacks, ms', 'measured', 'target');
  for (const [name, target] of Object.entries(TRACE_PICTURE_TARGETS)) {
    row(name, tracePicture[name as keyof TracePicture], `≤ ${target}`);
  }
}

function save(report: unknown, name: string): void {
  const file = join(root, 'build', name);
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\nAll figures: ${file}`);
}

if (process.argv.includes('--node-engine')) {
  const report = await measureNodeEngine();
  printNodeEngine(report);
  save(report, 'bench-node-engine.json');
} else if (process.argv.includes('--preview')) {
  const report = await measurePreviewOnly();
  row('ms (min / median / max)', 'min', 'median', 'max');
  for (const [name, { min, median, max }] of Object.entries(report)) row(name, min, median, max);
  save(report, 'bench-preview.json');
} else if (process.argv.includes('--django-engine')) {
  const report = await measureDjangoEngine();
  printDjangoEngine(report);
  save(report, 'bench-django-engine.json');
} else {
  const report = await measure();
  printTable(report);
  printNodeEngine(report.nodeEngine);
  printDjangoEngine(report.djangoEngine);
  save(report, 'bench.json');
}
