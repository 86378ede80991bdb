/** The course as a table of contents with addresses: what pages and islands need to show the path through it. */
import type { CourseStack } from './exercise.ts';

export interface CourseOutline {
  readonly parts: readonly PartOutline[];
}

export interface PartOutline {
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly lessons: readonly LessonOutline[];
}

export interface LessonOutline {
  readonly slug: string;
  /** With the site's base. */
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  /** Reading time with exercises. */
  readonly minutes: number;
  readonly exercises: readonly ExerciseOutline[];
}

export interface ExerciseOutline {
  readonly id: string;
  /** With the site's base. */
  readonly url: string;
  readonly title: string;
  readonly stack: CourseStack;
  readonly minutes: number;
  /** Id of the same task in the other stack. */
  readonly twin?: string;
}
