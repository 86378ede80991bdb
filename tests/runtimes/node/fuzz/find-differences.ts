/** Compares what programs log in the real Node and in the engine. */
import { type Outcome, type ProgramRun, runInNode } from '../real-and-embedded.ts';
import { batchOf, inSteadyNode, logsOf } from './batch.ts';
import { minimise } from './minimise.ts';
import { type Program, printProgram } from './program-tree.ts';

/** A batch in which something differs runs again this often, as it was: what differs again counts. */
const RERUNS = 2;
/** A smaller program differs when it does so in this many runs one after the other. */
const REPEATS = 2;

export type RunEmbedded = (run: ProgramRun) => Promise<Outcome>;

/** What counts: the order only, or the AsyncLocalStorage context of each entry too. */
export type Compared = 'order' | 'contexts';

export interface Difference {
  readonly seed: number;
  /** The smallest program found that still differs. */
  readonly program: string;
  /** It differs among the others of its batch only: then the program is the whole one. */
  readonly needsBatch: boolean;
  readonly real: string;
  readonly embedded: string;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** Seeds of programs that differed once and then, in the same batch, no more: a race on one side or the other. */
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
  const batch = programs.map(({ program }) => program);
  const suspects = [...(await findDifferent(batch, embedded)).keys()];
  const again = new Map<number, Logs>();
  // Alone, a suspect may lack what the others of its batch leave behind.
  for (let run = 0; run < RERUNS && suspects.some((index) => !again.has(index)); run += 1) {
    for (const [index, logs] of await findDifferent(batch, embedded)) again.set(index, logs);
  }
  const differences: Difference[] = [];
  const unsteady: number[] = [];
  for (const index of suspects) {
    const { seed, program } = programs[index] as SeededProgram;
    const logs = again.get(index);
    if (!logs) unsteady.push(seed);
    else if (differences.length < most) differences.push({ seed, ...(await reduce(program, logs, embedded)) });
    else differences.push({ seed, program: printProgram(program), needsBatch: true, ...logs });
  }
  return { differences, unsteady };
}

/** The smallest form of a program that differed with these logs in its batch. */
async function reduce(program: Program, logs: Logs, embedded: Embedded): Promise<Omit<Difference, 'seed'>> {
  const [isDifferentAlone] = await stillDiffer([program], embedded);
  if (!isDifferentAlone) return { program: printProgram(program), needsBatch: true, ...logs };
  const smallest = await minimise(program, (candidates) => stillDiffer(candidates, embedded));
  const [found = logs] = await runBoth([smallest], embedded);
  return { program: printProgram(smallest), needsBatch: false, ...found };
}

/** What differs in a run of the batch, by its index. */
async function findDifferent(batch: readonly Program[], embedded: Embedded): Promise<ReadonlyMap<number, Logs>> {
  return new Map([...(await runBoth(batch, embedded)).entries()].filter(([, logs]) => isDifferent(logs)));
}

async function stillDiffer(programs: readonly Program[], embedded: Embedded): Promise<readonly boolean[]> {
  let differ = programs.map(() => true);
  for (let run = 0; run < REPEATS && differ.includes(true); run += 1) {
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
  const [real, engine] = await Promise.all([runInNode(inSteadyNode(batch)), embedded.run(batch)]);
  const engineLogs = logsOf(engine.stdout, embedded.compared);
  const logs = logsOf(real.stdout, embedded.compared).map((log, index) => ({
    real: log,
    embedded: engineLogs[index] ?? `nothing, exit code ${engine.exitCode} ${engine.stderr}`,
  }));
  if (logs.length === programs.length) return logs;
  if (real.stderr.includes('SyntaxError')) throw new Error(`A generated program does not parse:\n${real.stderr}`);
  return [...logs, { real: '', embedded: '' }, ...(await runBoth(programs.slice(logs.length + 1), embedded))];
}
