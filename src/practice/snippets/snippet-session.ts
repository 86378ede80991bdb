/** One program of a text: as its author wrote it or as the learner changed it, and its latest run. */
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Program } from '../../course/program.ts';
import type { RuntimeStatus, SyntaxProblem } from '../../runtimes/runtime.ts';
import { describeStatus } from '../../workspace/model/describe-engine.ts';
import { describeRunEnd } from '../../workspace/model/describe-run.ts';
import { type ProgramRun, Program as ProgramRuns } from '../../workspace/model/program.ts';
import type { LessonEngine } from '../programs/lesson-engine.ts';

/** Whose program a run was of. */
export type Version = 'original' | 'yours';

export class SnippetSession {
  readonly original: Program;
  readonly #engine: LessonEngine;
  readonly #runs: ProgramRuns;
  readonly #code = signal('');
  readonly #isEditing = signal(false);
  readonly #isRunning = signal(false);
  readonly #ranVersion = signal<Version>('original');
  readonly #sentence = signal('');

  constructor(original: Program, engine: LessonEngine) {
    this.original = original;
    this.#engine = engine;
    this.#runs = new ProgramRuns(engine.engine);
    this.#code.value = original.code;
  }

  /** The program as it is now. */
  get code(): ReadonlySignal<string> {
    return this.#code;
  }

  /** The editor is open. */
  get isEditing(): ReadonlySignal<boolean> {
    return this.#isEditing;
  }

  get isRunning(): ReadonlySignal<boolean> {
    return this.#isRunning;
  }

  /** The latest run; absent before the first and after a reset. */
  get run(): ReadonlySignal<ProgramRun | undefined> {
    return this.#runs.run;
  }

  /** Whose program the latest run was of. */
  get ranVersion(): ReadonlySignal<Version> {
    return this.#ranVersion;
  }

  /** How the latest run ended, in a sentence; empty before. */
  get sentence(): ReadonlySignal<string> {
    return this.#sentence;
  }

  get version(): Version {
    return this.#code.value === this.original.code ? 'original' : 'yours';
  }

  /** What goes on in the engine while this program waits for it. */
  get status(): RuntimeStatus {
    return this.#engine.engine.status.value;
  }

  /** Mistakes of the syntax, where the engine can tell; see `Runtime.findSyntaxProblems`. */
  findSyntaxProblems(path: string, text: string): Promise<readonly SyntaxProblem[] | undefined> {
    return this.#engine.engine.findSyntaxProblems(path, text);
  }

  openEditor(): void {
    this.#isEditing.value = true;
  }

  edit(code: string): void {
    this.#code.value = code;
  }

  /** Goes back to the author's program and its output. */
  reset(): void {
    batch(() => {
      this.#code.value = this.original.code;
      this.#sentence.value = '';
      this.#runs.clear();
    });
  }

  async start(): Promise<void> {
    if (this.#isRunning.value) return;
    this.#isRunning.value = true;
    this.#ranVersion.value = this.version;
    this.#sentence.value = '';
    const end = await this.#engine.run({ ...this.original, code: this.#code.value }, this.#runs);
    const { sentence, hint = '' } = describeRunEnd(end);
    batch(() => {
      this.#isRunning.value = false;
      this.#sentence.value = `${sentence} ${hint}`.trim();
    });
  }

  stop(): void {
    this.#engine.stop();
  }

  /** What goes on now, for the status line. */
  describe(): string {
    if (!this.#isRunning.value) return this.#sentence.value;
    return this.status.state === 'loading' ? describeStatus(this.status) : 'Running …';
  }

  /** Gets the engine ready ahead of need. */
  warmUp(): void {
    this.#engine.engine.warmUp();
  }
}
