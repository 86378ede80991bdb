/** The latest check: its tests while they run, its grade when they are done. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { CheckRecorder } from '../../grading/check-recorder.ts';
import type { Grade, GradeInProgress } from '../../grading/grade.ts';
import type { CheckEnd, Project } from '../../runtimes/runtime.ts';
import { asRuntimeError, type Engine } from './engine.ts';
import { throttle } from './throttle.ts';

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
  async check(project: Project, stop: AbortSignal): Promise<Grade> {
    const recorder = new CheckRecorder();
    const draw = throttle(() => {
      this.#grade.value = recorder.progress;
    });
    draw.flush();
    const end = await this.#run(project, recorder, draw.request, stop);
    draw.flush();
    const grade = recorder.finish(end);
    this.#grade.value = grade;
    return grade;
  }

  async #run(project: Project, recorder: CheckRecorder, onChange: () => void, stop: AbortSignal): Promise<CheckEnd> {
    try {
      const runtime = await this.#engine.acquire();
      if (stop.aborted) return { outcome: 'stopped', ms: 0 };
      return await runtime.check(project, {
        signal: stop,
        onEvent: (event) => {
          recorder.add(event);
          onChange();
        },
      });
    } catch (error) {
      const { message, hint } = asRuntimeError(error);
      return { outcome: 'crashed', message, hint, ms: 0 };
    }
  }
}
