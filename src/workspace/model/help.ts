/** The help that an exercise gives: hints one at a time, then the solution beside the learner's code. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Exercise } from '../../course/exercise.ts';
import type { Progress } from '../../progress/progress.ts';

/** `asking`: the learner has not solved it yet and is asked whether to see the solution all the same. */
export type SolutionView = 'closed' | 'asking' | 'open';

export class Help {
  readonly #exercise: Exercise;
  readonly #progress: Progress;
  readonly #hintsSeen: Signal<number>;
  readonly #solution = signal<SolutionView>('closed');
  /** The hints that the learner opened, from the vaguest on. */
  readonly hints: ReadonlySignal<readonly string[]>;

  constructor(exercise: Exercise, progress: Progress) {
    this.#exercise = exercise;
    this.#progress = progress;
    const seen = progress.results.read(exercise.id)?.hintsSeen ?? 0;
    this.#hintsSeen = signal(Math.min(seen, exercise.hints.length));
    this.hints = computed(() => exercise.hints.slice(0, this.#hintsSeen.value));
  }

  get solution(): ReadonlySignal<SolutionView> {
    return this.#solution;
  }

  get hasMoreHints(): boolean {
    return this.hints.value.length < this.#exercise.hints.length;
  }

  /** Opens the next hint; returns its number, or nothing when there are no more. */
  openNextHint(): number | undefined {
    if (!this.hasMoreHints) return undefined;
    const seen = this.hints.value.length + 1;
    this.#hintsSeen.value = seen;
    this.#progress.results.recordHintsSeen(this.#exercise.id, seen);
    return seen;
  }

  /** Shows the solution, or asks first: nobody should lose the pleasure of solving it by a slip. */
  askForSolution(): void {
    const result = this.#progress.results.read(this.#exercise.id);
    if (result?.passedAt !== undefined || result?.solutionSeenAt !== undefined) this.openSolution();
    else this.#solution.value = 'asking';
  }

  openSolution(): void {
    this.#progress.results.recordSolutionSeen(this.#exercise.id);
    this.#solution.value = 'open';
  }

  closeSolution(): void {
    this.#solution.value = 'closed';
  }
}
