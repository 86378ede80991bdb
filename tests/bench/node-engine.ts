/** The Node engine by itself: weight, starts, and speed beside the real Node and almostnode. */
import { join } from 'node:path';
import { openEngineBrowser } from '../harness/engine-page.ts';
import { openAlmostnode } from './almostnode.ts';
import { measureSpeed, type Speed } from './engine-speed.ts';
import { type EngineStarts, measureStarts, START_TARGETS } from './engine-starts.ts';
import { type EngineWeight, WEIGHT_TARGETS, weighEngine } from './engine-weight.ts';
import { row } from './table-row.ts';
import { measureTraceCost, TRACE_COST_TARGET, type TraceCost } from './trace-cost.ts';

const root = join(import.meta.dirname, '..', '..');

export interface NodeEngineReport {
  readonly weight: EngineWeight;
  readonly starts: EngineStarts;
  readonly almostnode: string | undefined;
  readonly speed: readonly Speed[];
  readonly traceCost: readonly TraceCost[];
}

/** The Node engine by itself, on a page that has nothing else; beside the real Node and almostnode. */
export async function measureNodeEngine(): Promise<NodeEngineReport> {
  const weight = weighEngine(join(root, 'build', 'engines', 'node'));
  const browser = await openEngineBrowser();
  try {
    const starts = await measureStarts(browser.page);
    const almostnode = await openAlmostnode(browser.page);
    const runtime = await browser.open('node');
    const speed = await measureSpeed(runtime, almostnode);
    const traceCost = await measureTraceCost(runtime);
    return { weight, starts, almostnode: almostnode?.version, speed, traceCost };
  } finally {
    await browser.close();
  }
}

export function printNodeEngine({ weight, starts, almostnode, speed, traceCost }: NodeEngineReport): void {
  printTraceCost(traceCost);
  row('Node engine: kB brotli, or ms (median)', 'measured', 'target', 'ratio');
  for (const [name, target] of Object.entries(WEIGHT_TARGETS)) {
    const value = weight[name as keyof typeof WEIGHT_TARGETS];
    row(name, value, `≤ ${target}`, (value / target).toFixed(2));
  }
  row('library, all of it without TypeScript', weight.wholeLibrary);
  for (const [name, value] of Object.entries(weight.parts)) row(`  ${name}`, value);
  for (const [name, target] of Object.entries(START_TARGETS)) {
    const { median } = starts[name as keyof EngineStarts];
    row(`first output, ${name}`, median, `≤ ${target}`, (median / target).toFixed(2));
  }
  console.log();
  row('Node engine: speed (median)', 'engine', 'Node', 'times', 'target', `almost ${almostnode ?? '–'}`);
  for (const { name, measures, engine, node, times, target, isReached, almostnode: other } of speed) {
    const verdict = isReached === false ? ' !' : '';
    row(
      `${name}, ${measures}`,
      engine.median,
      node.median,
      times,
      `${target ?? ''}${verdict}`,
      other === undefined ? '–' : Math.round(other),
    );
  }
  console.log();
}

function printTraceCost(costs: readonly TraceCost[]): void {
  row('Recording callbacks: ms', 'recorded', 'not', 'times', 'of the quickest', 'target');
  for (const { name, plainMs, recordedMs, times, leastTimes } of costs) {
    const [recorded, plain] = [Math.round(recordedMs), Math.round(plainMs)];
    row(name, recorded, plain, times.toFixed(2), leastTimes.toFixed(2), `≤ ${TRACE_COST_TARGET}`);
  }
}
