/** The whole course as it was loaded from `lessons/` and `exercises/`. */
import type { Exercise, ExerciseFiles } from './exercise.ts';
import type { Question } from './question.ts';

export interface Course {
  /** In the order of the course. */
  readonly parts: readonly Part[];
  /** By id. */
  readonly exercises: ReadonlyMap<string, AuthoredExercise>;
}

export interface Part {
  /** From the folder's name. */
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  /** In the order of the course. */
  readonly lessons: readonly Lesson[];
}

export interface Lesson {
  readonly slug: string;
  /** From the file's name. */
  readonly number: number;
  /** Relative to the project's root. */
  readonly file: string;
  readonly title: string;
  readonly summary: string;
  readonly goals: readonly string[];
  readonly minutes: number;
  /** Ids. */
  readonly exercises: readonly string[];
  /** In the order of the text. */
  readonly questions: readonly Question[];
}

/** An exercise with what only its author and its tests see. */
export interface AuthoredExercise {
  readonly exercise: Exercise;
  /** Its `exercise.mdx`, relative to the project's root. */
  readonly file: string;
  readonly wrongAnswers: readonly WrongAnswer[];
}

/** A known mistake. */
export interface WrongAnswer {
  /** The folder's name. */
  readonly cause: string;
  /** The mistake in a sentence. */
  readonly mistake: string;
  /** What the message, expected or actual of a failed test must contain. */
  readonly message: string;
  /** Overlays the starter. */
  readonly files: ExerciseFiles;
}
