/** How far the learner is with an exercise, in one word. */
import type { Progress } from '../../progress/progress.ts';

export type ExerciseState = 'passed' | 'started' | 'untouched';

/** Passed once is passed; a draft, a check, a hint or the solution seen is started. */
export function findExerciseState(progress: Progress, exerciseId: string): ExerciseState {
  const result = progress.results.read(exerciseId);
  if (result?.passedAt !== undefined) return 'passed';
  return result || progress.drafts.read(exerciseId) ? 'started' : 'untouched';
}
