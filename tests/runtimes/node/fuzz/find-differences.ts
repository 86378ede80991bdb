/** Compares what programs log in the real Node and in the engine. */
import { type Outcome, type ProgramRun, runInNode } from '../real-and-embedded.ts';
import { batchOf, logsOf } from './batch.ts';
import { minimise } from './minimise.ts';
import { type Program, printProgram } from './program-tree.ts';

/** A difference counts when it shows in this many runs one after the other. */
const REPEATS = 3;

export type RunEmbedded = (run: ProgramRun) => Promise<Outcome>;

/** What counts: the order only, or the AsyncLocalStorage context of each entry too. */
export type Compared = 'order' | 'contexts';

export interface Difference {
  readonly seed: number;
  /** The smallest program found that still differs. */
  readonly program: string;
  readonly real: string;
  readonly embedded: string;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /**
   * Seeds of programs that differed in their batch and then, run without the others of it, no more: a race, or a fault
   * that needs what the others leave behind.
   */
  readonly unsteady: readonly number[];
}

export interface SeededProgram {
  readonly seed: number;
  readonly program: Program;
}

interface Embedded {
  readonly run: RunEmbedded;
  readonly compared: Compared;
}

interface Logs {
  readonly real: string;
  readonly embedded: string;
}

/** Runs the programs as one batch on both sides; smaller forms are looked for of the first `most` differences. */
export async function findDifferences(
  programs: readonly SeededProgram[],
  runEmbedded: RunEmbedded,
  compared: Compared,
  most = 1,
): Promise<Comparison> {
  const embedded: Embedded = { run: runEmbedded, compared };
  const logs = await runBoth(
    programs.map(({ program }) => program),
    embedded,
  );
  const suspects = programs.filter((_, index) => isDifferent(logs[index]));
  const differing = await stillDiffer(
    suspects.map(({ program }) => program),
    embedded,
  );
  const differences: Difference[] = [];
  for (const { seed, program } of suspects.filter((_, index) => differing[index])) {
    const isMinimised = differences.length < most;
    const smallest = isMinimised
      ? await minimise(program, (candidates) => stillDiffer(candidates, embedded, REPEATS - 1))
      : program;
    const [found] = await runBoth([smallest], embedded);
    differences.push({
      seed,
      program: printProgram(smallest),
      real: found?.real ?? '',
      embedded: found?.embedded ?? '',
    });
  }
  return { differences, unsteady: suspects.filter((_, index) => !differing[index]).map(({ seed }) => seed) };
}

async function stillDiffer(
  programs: readonly Program[],
  embedded: Embedded,
  repeats = REPEATS,
): Promise<readonly boolean[]> {
  let differ = programs.map(() => true);
  for (let run = 0; run < repeats && differ.includes(true); run += 1) {
    const logs = await runBoth(programs, embedded);
    differ = differ.map((before, index) => before && isDifferent(logs[index]));
  }
  return differ;
}

function isDifferent(logs: Logs | undefined): boolean {
  return logs !== undefined && logs.real !== logs.embedded;
}

/** One entry per program; a program that ends the real process is left out of the comparison. */
async function runBoth(programs: readonly Program[], embedded: Embedded): Promise<Logs[]> {
  if (programs.length === 0) return [];
  const batch = batchOf(programs);
  const [real, engine] = await Promise.all([runInNode(batch), embedded.run(batch)]);
  const engineLogs = logsOf(engine.stdout, embedded.compared);
  const logs = logsOf(real.stdout, embedded.compared).map((log, index) => ({
    real: log,
    embedded: engineLogs[index] ?? `nothing, exit code ${engine.exitCode} ${engine.stderr}`,
  }));
  if (logs.length === programs.length) return logs;
  if (real.stderr.includes('SyntaxError')) throw new Error(`A generated program does not parse:\n${real.stderr}`);
  return [...logs, { real: '', embedded: '' }, ...(await runBoth(programs.slice(logs.length + 1), embedded))];
}
