/** What `npm run check` is to look at: everything, or what its arguments name. */
import type { AuthoredExercise, Course, Lesson } from '../course/course.ts';
import { CourseError } from '../course/course-error.ts';
import type { CourseProblem } from '../course/course-problem.ts';
import type { LoadedCourse } from '../course/load-course.ts';

export interface Targets {
  readonly lessons: readonly Lesson[];
  readonly exercises: readonly AuthoredExercise[];
  /** What is wrong with the files of these. */
  readonly problems: readonly CourseProblem[];
}

/**
 * Lessons and exercises by name; a lesson comes with its exercises. No names mean the whole course.
 * @throws CourseError when a name is neither a lesson's nor an exercise's
 */
export function findTargets({ course, problems }: LoadedCourse, names: readonly string[]): Targets {
  const allLessons = course.parts.flatMap((part) => part.lessons);
  const allExercises = [...course.exercises.values()];
  if (names.length === 0) return { lessons: allLessons, exercises: allExercises, problems };

  const unknown = names.find((name) => !isKnown(name, course, problems));
  if (unknown !== undefined) {
    const known = [...allLessons.map(({ slug }) => slug), ...course.exercises.keys()];
    throw new CourseError(`There is no lesson or exercise "${unknown}".`, `Name one of ${known.join(', ')}.`);
  }
  const lessons = allLessons.filter(({ slug }) => names.includes(slug));
  const ids = new Set([...names, ...lessons.flatMap((lesson) => lesson.exercises)]);
  const exercises = allExercises.filter(({ exercise }) => ids.has(exercise.id));
  const isOfTargets = ({ file }: CourseProblem) =>
    names.some((name) => isLessonFile(file, name)) || [...ids].some((id) => file.startsWith(`exercises/${id}/`));
  return { lessons, exercises, problems: problems.filter(isOfTargets) };
}

/** What has errors may be missing from the course, but there are problems with its files. */
function isKnown(name: string, course: Course, problems: readonly CourseProblem[]): boolean {
  return (
    course.exercises.has(name) ||
    course.parts.some((part) => part.lessons.some(({ slug }) => slug === name)) ||
    problems.some(({ file }) => file.startsWith(`exercises/${name}/`) || isLessonFile(file, name))
  );
}

function isLessonFile(file: string, slug: string): boolean {
  return /^lessons\/[^/]+\/\d\d-(.+)\.mdx$/.exec(file)?.[1] === slug;
}
