/** The answers an author ships with an exercise: each is graded to see whether the exercise does its work. */
import type { AuthoredExercise } from '../course/course.ts';
import type { Project } from '../runtimes/runtime.ts';
import { composeProject } from './compose-project.ts';

/** One answer to an exercise and what its grade must be. */
export interface Attempt {
  readonly kind: 'starter' | 'solution' | 'wrong-answer';
  /** For people: `starter`, `solution`, `wrong answer "never-ends"`. */
  readonly name: string;
  /** The folder with the answer, relative to the project's root. */
  readonly folder: string;
  readonly project: Project;
  /** What a failed test must say; only of a wrong answer. */
  readonly promisedMessage?: string;
}

/** Starter, solution and wrong answers of an exercise, in this order. */
export function listAttempts({ exercise, wrongAnswers }: AuthoredExercise): Attempt[] {
  const folder = `exercises/${exercise.id}`;
  return [
    {
      kind: 'starter',
      name: 'starter',
      folder: `${folder}/starter`,
      project: composeProject(exercise, { text: {}, binary: {} }),
    },
    {
      kind: 'solution',
      name: 'solution',
      folder: `${folder}/solution`,
      project: composeProject(exercise, exercise.solution),
    },
    ...wrongAnswers.map(
      ({ cause, message, files }): Attempt => ({
        kind: 'wrong-answer',
        name: `wrong answer "${cause}"`,
        folder: `${folder}/wrong-answers/${cause}`,
        project: composeProject(exercise, files),
        promisedMessage: message,
      }),
    ),
  ];
}
