/** What the learner should know about how the browser keeps their work. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ProgressProblem } from '../../progress/problems.ts';
import type { Progress } from '../../progress/progress.ts';

export class StorageProblems {
  readonly #progress: Progress;
  readonly #all: Signal<readonly ProgressProblem[]>;
  readonly #endListening: () => void;

  constructor(progress: Progress) {
    this.#progress = progress;
    this.#all = signal<readonly ProgressProblem[]>(progress.problems);
    this.#endListening = progress.onProblems((problems) => {
      this.#all.value = problems;
    });
  }

  get all(): ReadonlySignal<readonly ProgressProblem[]> {
    return this.#all;
  }

  dismiss(id: string): void {
    this.#progress.dismissProblem(id);
  }

  dispose(): void {
    this.#endListening();
  }
}
