/** Results: what the learner has reached in each exercise. */
import type { ExerciseResult, LatestGrade } from './record-kinds.ts';
import type { RecordStore } from './record-store.ts';

const UNTOUCHED: ExerciseResult = { checks: 0, hintsSeen: 0 };

/** Keeps results. Each change reads the stored record first, so that two tabs do not undo each other's. */
export class Results {
  readonly #store: RecordStore;
  readonly #now: () => Date;
  readonly #onWrite: (exerciseId: string) => void;

  constructor(store: RecordStore, now: () => Date, onWrite: (exerciseId: string) => void) {
    this.#store = store;
    this.#now = now;
    this.#onWrite = onWrite;
  }

  /** Nothing when the learner has neither checked it nor opened a hint or the solution. */
  read(exerciseId: string): ExerciseResult | undefined {
    return this.#store.read('result', exerciseId);
  }

  /** Takes in the verdict of a check. Having passed once stays. */
  recordGrade(exerciseId: string, grade: Omit<LatestGrade, 'checkedAt'>): void {
    const checkedAt = this.#now().toISOString();
    this.#change(exerciseId, (result) => ({
      ...result,
      // Named one by one: a caller's richer object must not reach storage.
      latest: { outcome: grade.outcome, passed: grade.passed, total: grade.total, checkedAt },
      checks: result.checks + 1,
      ...(grade.outcome === 'passed' && { passedAt: result.passedAt ?? checkedAt }),
    }));
  }

  /** Takes in how many hints are open; closing them again does not make them unseen. */
  recordHintsSeen(exerciseId: string, count: number): void {
    this.#change(exerciseId, (result) => ({ ...result, hintsSeen: Math.max(result.hintsSeen, count) }));
  }

  recordSolutionSeen(exerciseId: string): void {
    this.#change(exerciseId, (result) => ({
      ...result,
      solutionSeenAt: result.solutionSeenAt ?? this.#now().toISOString(),
    }));
  }

  #change(exerciseId: string, change: (result: ExerciseResult) => ExerciseResult): void {
    this.#store.write('result', change(this.read(exerciseId) ?? UNTOUCHED), exerciseId);
    this.#onWrite(exerciseId);
  }
}
