/** What recording costs: programs of 100,000 callbacks, recorded and not, in turns. */
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { runInEngine } from '../runtimes/node/real-and-embedded.ts';

export interface TraceCost {
  readonly name: string;
  /** Medians of what the program measured of itself, ms. */
  readonly plainMs: number;
  readonly recordedMs: number;
  /** Median of the rounds. */
  readonly times: number;
  /** The quickest recorded round by the quickest other one: what is left when the machine is busy. */
  readonly leastTimes: number;
}

/** The most that recording may cost. */
export const TRACE_COST_TARGET = 1.5;

const ROUNDS = 7;
const CALLBACKS = 100_000;

const timed = (schedule: string) => `const began = performance.now();
let left = ${CALLBACKS};
const one = () => { left -= 1; if (left === 0) console.log(performance.now() - began); };
${schedule}`;

/** A quarter of each kind, each with a little to do: what a program of so many callbacks does with them. */
const MIXED = timed(`const lines = [];
const note = (kind, i) => { lines.push(kind + ' ' + String(i).padStart(6, '0') + ' of ' + left); one(); };
for (let i = 0; i < ${CALLBACKS / 4}; i += 1) {
  setImmediate(() => note('immediate', i));
  setTimeout(() => note('timer', i), 1);
  process.nextTick(() => note('tick', i));
}
(async () => { for (let i = 0; i < ${CALLBACKS / 4}; i += 1) { await i; note('await', i); } })();`);

const PROGRAMS = {
  '100,000 callbacks, mixed': MIXED,
  '100,000 immediates': timed(`for (let i = 0; i < ${CALLBACKS}; i += 1) setImmediate(() => one());`),
  '100,000 timers': timed(`for (let i = 0; i < ${CALLBACKS}; i += 1) setTimeout(() => one(), 1);`),
  '100,000 reactions of promises': timed(
    `let last = Promise.resolve(); for (let i = 0; i < ${CALLBACKS}; i += 1) last = last.then(() => one());`,
  ),
  '100,000 ticks': timed(`for (let i = 0; i < ${CALLBACKS}; i += 1) process.nextTick(() => one());`),
  '100,000 awaits': timed(`(async () => { for (let i = 0; i < ${CALLBACKS}; i += 1) { await i; one(); } })();`),
} as const;

export async function measureTraceCost(runtime: Runtime): Promise<TraceCost[]> {
  const costs: TraceCost[] = [];
  for (const [name, code] of Object.entries(PROGRAMS)) {
    const plain: number[] = [];
    const recorded: number[] = [];
    const run = { files: { 'main.js': code }, command: ['node', 'main.js'] };
    for (let round = 0; round < ROUNDS; round += 1) {
      plain.push(Number((await runInEngine(runtime, run)).stdout));
      recorded.push(Number((await runInEngine(runtime, run, { trace: ['callbacks'] })).stdout));
    }
    const times = median(recorded.map((ms, round) => ms / (plain[round] ?? Number.NaN)));
    costs.push({
      name,
      plainMs: median(plain),
      recordedMs: median(recorded),
      times,
      leastTimes: Math.min(...recorded) / Math.min(...plain),
    });
  }
  return costs;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
