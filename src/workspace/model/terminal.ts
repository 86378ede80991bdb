/** The shell of a runtime that has one, its folder in step with the learner's files. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Exercise } from '../../course/exercise.ts';
import type { Shell, ShellSize } from '../../runtimes/runtime.ts';
import { asRuntimeError, type Engine } from './engine.ts';
import type { LearnerFiles } from './learner-files.ts';
import { composeProject } from './project.ts';
import { throttle } from './throttle.ts';

export class Terminal {
  readonly #exercise: Exercise;
  readonly #engine: Engine;
  readonly #files: LearnerFiles;
  readonly #isShown = signal(false);
  readonly #failure = signal<string | undefined>(undefined);
  #shell: Shell | undefined;

  constructor(exercise: Exercise, engine: Engine, files: LearnerFiles) {
    this.#exercise = exercise;
    this.#engine = engine;
    this.#files = files;
  }

  /** Whether the output pane shows the terminal instead of the output. */
  get isShown(): ReadonlySignal<boolean> {
    return this.#isShown;
  }

  /** Why there is no shell. */
  get failure(): ReadonlySignal<string | undefined> {
    return this.#failure;
  }

  show(): void {
    this.#isShown.value = true;
  }

  showOutput(): void {
    this.#isShown.value = false;
  }

  /**
   * Starts a shell for a screen; returns how to end it. What the editor changes reaches the shell's folder, and what the
   * shell changes in the learner's files reaches the editor.
   */
  connect(size: ShellSize, onOutput: (text: string) => void): () => void {
    const ending = new AbortController();
    this.#failure.value = undefined;
    this.#open(size, onOutput, ending.signal).catch((error: unknown) => {
      const { message, hint } = asRuntimeError(error);
      this.#failure.value = `${message} ${hint}`;
    });
    return () => ending.abort();
  }

  type(text: string): void {
    this.#shell?.write(text);
  }

  resize(size: ShellSize): void {
    this.#shell?.resize(size);
  }

  async #open(size: ShellSize, onOutput: (text: string) => void, ending: AbortSignal): Promise<void> {
    const runtime = await this.#engine.acquire();
    if (!runtime.openShell || ending.aborted) return;
    const texts = this.#files.texts.peek();
    const shell = await runtime.openShell(composeProject(this.#exercise, texts), {
      size,
      onOutput,
      watch: Object.keys(texts),
      onFileChange: (path, text) => this.#files.edit(path, text),
    });
    if (ending.aborted) {
      shell.close();
      return;
    }
    this.#shell = shell;
    const sync = throttle(() => void shell.update(this.#files.texts.peek()).catch(() => undefined));
    const endSyncing = effect(() => {
      if (this.#files.texts.value !== texts) sync.request();
    });
    ending.addEventListener('abort', () => shell.close());
    await shell.ended;
    endSyncing();
    if (this.#shell === shell) this.#shell = undefined;
    this.#isShown.value = false;
  }
}
