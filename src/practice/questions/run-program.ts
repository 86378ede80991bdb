/** Runs the program of a question and says what came of it. */
import type { Program } from '../../course/program.ts';
import type { QueryLog } from '../../runtimes/database.ts';
import type { TraceBatch, TraceKind } from '../../runtimes/trace.ts';
import { describeRunEnd } from '../../workspace/model/describe-run.ts';
import { Program as ProgramRuns } from '../../workspace/model/program.ts';
import { findEngine, readPrinted } from '../programs/lesson-engine.ts';

/** How a run ended, as far as a question wants to know. */
export interface ProgramEnd {
  /** It came to its own end; otherwise `sentence` says what happened and nothing can be marked. */
  readonly isOver: boolean;
  /** Absent when it did not end by itself. */
  readonly exitCode?: number;
  readonly stdout: string;
  /** stdout and stderr in the order in which they were written. */
  readonly printed: string;
  readonly sentence: string;
  /** What was recorded of it, in order. */
  readonly recorded: readonly TraceBatch[];
  /** What a Django program asked of its database. */
  readonly queries: QueryLog | undefined;
}

/** `trace` lists what to record; a runtime that cannot sends nothing of it. Never rejects. */
export async function runProgram(program: Program, trace: readonly TraceKind[]): Promise<ProgramEnd> {
  const lessonEngine = findEngine(program.stack);
  const runs = new ProgramRuns(lessonEngine.engine);
  const recorded: TraceBatch[] = [];
  let queries: QueryLog | undefined;
  const end = await lessonEngine.run(program, runs, {
    keep: [],
    trace,
    onEvent: (event) => {
      if (event.type === 'trace') recorded.push(event.batch);
      if (event.type === 'queries' && event.log.of.type === 'run') queries = event.log;
    },
  });
  const { sentence, hint = '' } = describeRunEnd(end);
  const run = runs.run.value;
  return {
    isOver: end.outcome === 'exited',
    ...(end.outcome === 'exited' && { exitCode: end.exitCode }),
    stdout: readPrinted(run, ['stdout']),
    printed: readPrinted(run, ['stdout', 'stderr']),
    sentence: `${sentence} ${hint}`.trim(),
    recorded,
    queries,
  };
}
