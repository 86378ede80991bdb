/** How fast programs run in the embedded Node, in the real Node and in almostnode: in turns, so that all meet the same machine. */
import type { Runtime } from '../../src/runtimes/runtime.ts';
import { runInEngine, runInNode } from '../runtimes/node/real-and-embedded.ts';
import type { Almostnode } from './almostnode.ts';
import { SPEED_PROGRAMS, type SpeedProgram } from './speed-programs.ts';
import { type Summary, summarizeRuns } from './summarize-runs.ts';

export interface Speed {
  readonly name: string;
  readonly measures: SpeedProgram['measures'];
  readonly engine: Summary;
  readonly node: Summary;
  /** One run, for scale. Undefined when it cannot run the program, or is not to be had. */
  readonly almostnode: number | undefined;
  /** How many times as long as the real Node the engine takes: the median of the rounds. */
  readonly times: number;
  readonly target: string | undefined;
  readonly isReached: boolean | undefined;
}

const ROUNDS = 3;

export async function measureSpeed(runtime: Runtime, almostnode: Almostnode | undefined): Promise<Speed[]> {
  const speeds: Speed[] = [];
  for (const program of SPEED_PROGRAMS) speeds.push(await measureProgram(program, runtime, almostnode));
  return speeds;
}

async function measureProgram(
  program: SpeedProgram,
  runtime: Runtime,
  almostnode: Almostnode | undefined,
): Promise<Speed> {
  const { name, file, code, measures } = program;
  const run = { files: { [file]: code }, command: ['node', file] };
  const figures = { engine: [] as number[], node: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    figures.engine.push(lastNumber((await runInEngine(runtime, run)).stdout, `${name} in the engine`));
    figures.node.push(lastNumber((await runInNode(run)).stdout, `${name} in Node`));
  }
  const ratios = figures.engine.map((figure, round) => {
    const real = figures.node[round] ?? Number.NaN;
    return measures === 'ms' ? figure / real : real / figure;
  });
  const engine = summarizeRuns(figures.engine);
  const times = Math.round(median(ratios) * 100) / 100;
  return {
    name,
    measures,
    engine,
    node: summarizeRuns(figures.node),
    almostnode: file === 'main.js' ? await almostnode?.run(code) : undefined,
    times,
    ...judge(program, engine.median, times),
  };
}

function judge({ atMostTimes, atLeast }: SpeedProgram, figure: number, times: number) {
  if (atMostTimes !== undefined) return { target: `≤ ${atMostTimes} ×`, isReached: times <= atMostTimes };
  if (atLeast !== undefined) return { target: `≥ ${atLeast}`, isReached: figure >= atLeast };
  return { target: undefined, isReached: undefined };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

function lastNumber(output: string, what: string): number {
  const number = Number(output.trimEnd().split('\n').at(-1) || Number.NaN);
  if (Number.isNaN(number)) throw new Error(`${what} printed no figure but: ${output}`);
  return number;
}
