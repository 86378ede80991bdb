/** The engines of a page: one for each stack, shared by all programs of its text. */
import type { CourseStack } from '../../course/exercise.ts';
import { commandOf, type Program } from '../../course/program.ts';
import type { RunEnd } from '../../runtimes/runtime.ts';
import { ExerciseUnavailable } from '../../workspace/load-exercise.ts';
import { Engine } from '../../workspace/model/engine.ts';
import type { OutputStream } from '../../workspace/model/output-log.ts';
import type { ProgramRun, Program as ProgramRuns, RunRefusal, RunWatch } from '../../workspace/model/program.ts';
import { openEmbeddedEngine } from '../../workspace/open-engine.ts';
import { composeProgram } from './compose-project.ts';

/** Runs one program at a time: the next one ends the one before. */
export class LessonEngine {
  readonly engine: Engine;
  #stop = new AbortController();
  #last: Promise<unknown> = Promise.resolve();

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** Runs a program; `runs` shows it while it goes on, `watch` is what else is made of it. Never rejects. */
  run(program: Program, runs: ProgramRuns, watch?: RunWatch): Promise<RunEnd | RunRefusal> {
    this.#stop.abort();
    const stop = new AbortController();
    this.#stop = stop;
    const run = this.#last.then(() => this.#start(program, runs, stop.signal, watch));
    this.#last = run;
    return run;
  }

  /** Stops what runs now. */
  stop(): void {
    this.#stop.abort();
  }

  async #start(
    program: Program,
    runs: ProgramRuns,
    stop: AbortSignal,
    watch: RunWatch | undefined,
  ): Promise<RunEnd | RunRefusal> {
    try {
      const project = await composeProgram(program);
      const end = runs.start(project, commandOf(program), stop, watch);
      // Nobody types into a program of a text.
      runs.endInput();
      return await end;
    } catch (error) {
      if (!(error instanceof ExerciseUnavailable)) throw error;
      return { outcome: 'refused', message: error.message, hint: error.hint };
    }
  }
}

const engines = new Map<CourseStack, LessonEngine>();

/** The engine of this page for a stack. It loads when the first program runs. */
export function findEngine(stack: CourseStack): LessonEngine {
  const present = engines.get(stack);
  if (present) return present;
  const engine = new LessonEngine(new Engine(() => openEmbeddedEngine(stack)));
  engines.set(stack, engine);
  return engine;
}

/** What a run has printed on these streams, without colours. */
export function readPrinted(run: ProgramRun | undefined, streams: readonly OutputStream[]): string {
  const blocks = run?.blocks.filter(({ stream }) => streams.includes(stream)) ?? [];
  return blocks.flatMap(({ pieces }) => pieces.map(({ text }) => text)).join('');
}
