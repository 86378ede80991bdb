/** Fetches an exercise and makes sure that it is one. */
import type { Exercise } from '../course/exercise.ts';

/** The exercise could not be fetched; both texts are for the learner. */
export class ExerciseUnavailable extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ExerciseUnavailable';
    this.hint = hint;
  }
}

/** Rejects with `ExerciseUnavailable` when there is no such exercise, no network, or something else came. */
export async function loadExercise(url: string): Promise<Exercise> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new ExerciseUnavailable(
      'The exercise could not be fetched.',
      'See whether you are online, then try again. Whatever you wrote before is kept.',
      { cause: error },
    );
  });
  if (!response.ok) {
    throw new ExerciseUnavailable(
      `The exercise could not be fetched (the site answered ${response.status}).`,
      'Reload the page. If that does not help, the exercise may have moved: look for it on the home page.',
    );
  }
  const value: unknown = await response.json().catch(() => undefined);
  if (!isExercise(value)) {
    throw new ExerciseUnavailable(
      'What came is not an exercise.',
      'Reload the page: the site may just have been updated.',
    );
  }
  return value;
}

/**
 * The shape that the workspace relies on. Not zod: the file is made by our own build, from a schema that zod has held
 * it to, and zod would weigh as much as the whole island.
 */
function isExercise(value: unknown): value is Exercise {
  if (!isRecord(value)) return false;
  return (
    ['id', 'title', 'summary'].every((key) => typeof value[key] === 'string') &&
    (value.stack === 'node' || value.stack === 'django') &&
    ['files', 'readOnly', 'command', 'hints'].every((key) => isTextList(value[key])) &&
    (value.database === undefined || typeof value.database === 'string') &&
    (value.keep === undefined || isTextList(value.keep)) &&
    ['starter', 'solution', 'tests'].every((key) => hasFiles(value[key]))
  );
}

function hasFiles(value: unknown): boolean {
  return (
    isRecord(value) && [value.text, value.binary].every((texts) => isRecord(texts) && isTextList(Object.values(texts)))
  );
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
