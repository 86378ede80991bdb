/** Between the program and the preview: which servers there are, when its pane comes forward, what a reload brings back. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { type KeptPreview, keepPreview, readKeptPreview } from './kept-preview.ts';
import type { Program, ProgramRun } from './program.ts';

/** A run whose servers are there for others than itself. */
export interface ServedRun {
  readonly turn: number;
  readonly ports: readonly number[];
}

/** A program that asks its own server and closes it is done sooner: its output is what counts. */
const STEADY_AFTER_MS = 250;

export class PreviewLink {
  readonly #exerciseId: string;
  readonly #program: Program;
  readonly #steadyTurn = signal<number | undefined>(undefined);
  readonly #isWanted = signal(false);
  readonly #endWatching: () => void;
  /** The servers of the run that goes on, once they stay. */
  readonly served: ReadonlySignal<ServedRun | undefined>;
  #kept: KeptPreview;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onSteady`: a run has begun to serve. */
  constructor(exerciseId: string, program: Program, onSteady: () => void) {
    this.#exerciseId = exerciseId;
    this.#program = program;
    this.#kept = readKeptPreview(exerciseId);
    this.served = computed(() => {
      const run = program.run.value;
      if (!run || !isServing(run) || run.turn !== this.#steadyTurn.value) return undefined;
      return { turn: run.turn, ports: run.ports };
    });
    this.#endWatching = effect(() => this.#follow(program.run.value, onSteady));
  }

  /** A server has been there: the preview has something to show, and its code is worth loading. */
  get isWanted(): ReadonlySignal<boolean> {
    return this.#isWanted;
  }

  /** What this tab of the browser remembers. */
  get kept(): KeptPreview {
    return this.#kept;
  }

  keep(change: Partial<KeptPreview>): void {
    this.#kept = { ...this.#kept, ...change };
    keepPreview(this.#exerciseId, this.#kept);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#endWatching();
  }

  #follow(run: ProgramRun | undefined, onSteady: () => void): void {
    if (!run || !isServing(run)) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      // Ended by itself or by the learner, and not with the page: nothing to start again.
      if (run?.end && this.#kept.isServing) this.keep({ isServing: false });
      return;
    }
    if (this.#timer !== undefined || this.#steadyTurn.peek() === run.turn) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#isWanted.value = true;
      this.#steadyTurn.value = run.turn;
      this.keep({ isServing: true, command: this.#program.run.peek()?.command });
      onSteady();
    }, STEADY_AFTER_MS);
  }
}

function isServing(run: ProgramRun): boolean {
  return run.end === undefined && run.ports.length > 0;
}
