/** The latest check: its tests while they run, its grade when they are done. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { CheckRecorder } from '../../grading/check-recorder.ts';
import type { Grade, GradeInProgress } from '../../grading/grade.ts';
import type { CheckEnd, CheckOptions, Project, TestEvent } from '../../runtimes/runtime.ts';
import type { TraceBatch, TraceKind } from '../../runtimes/trace.ts';
import { asRuntimeError, type Engine } from './engine.ts';
import { throttle } from './throttle.ts';

/** `test`: the id of the test in which it was recorded, if one ran. */
export type TraceListener = (batch: TraceBatch, test: string | undefined) => void;

/** What a check is to record, and who hears of it. */
export interface CheckWatch {
  readonly trace: readonly TraceKind[];
  readonly onTrace: TraceListener;
}

const NO_WATCH: CheckWatch = { trace: [], onTrace: () => undefined };

export class Checker {
  readonly #engine: Engine;
  readonly #grade = signal<Grade | GradeInProgress | undefined>(undefined);

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The latest grade, or the check that goes on; absent before the first. */
  get grade(): ReadonlySignal<Grade | GradeInProgress | undefined> {
    return this.#grade;
  }

  /** Checks a project. Never rejects: an engine that cannot check is a grade of `could-not-run`. */
  async check(project: Project, stop: AbortSignal, watch = NO_WATCH): Promise<Grade> {
    const recorder = new CheckRecorder();
    const draw = throttle(() => {
      this.#grade.value = recorder.progress;
    });
    draw.flush();
    const onEvent = (event: TestEvent) => {
      recorder.add(event);
      if (event.type === 'trace') watch.onTrace(event.batch, event.id);
      draw.request();
    };
    const end = await this.#run(project, { signal: stop, trace: watch.trace, onEvent });
    draw.flush();
    const grade = recorder.finish(end);
    this.#grade.value = grade;
    return grade;
  }

  async #run(project: Project, options: CheckOptions): Promise<CheckEnd> {
    try {
      const runtime = await this.#engine.acquire();
      if (options.signal?.aborted) return { outcome: 'stopped', ms: 0 };
      return await runtime.check(project, options);
    } catch (error) {
      const { message, hint } = asRuntimeError(error);
      return { outcome: 'crashed', message, hint, ms: 0 };
    }
  }
}
