/** Makes the table of contents from the content collections. */
import { getCollection } from 'astro:content';
import type { CourseOutline, ExerciseOutline, LessonOutline, PartOutline } from '../course/outline.ts';
import { exercisePath, lessonPath } from './paths.ts';

/** The whole course in its order. */
export async function outlineCourse(): Promise<CourseOutline> {
  const exercises = new Map((await getCollection('exercises')).map(({ id, data }) => [id, data]));
  const lessons = (await getCollection('lessons')).map(({ data }) => data);
  lessons.sort((a, b) => a.part.number - b.part.number || a.number - b.number);

  const parts = new Map<number, PartOutline & { lessons: LessonOutline[] }>();
  for (const { part, slug, title, summary, minutes, exercises: ids } of lessons) {
    const listed = ids.flatMap((id): ExerciseOutline[] => {
      const exercise = exercises.get(id);
      if (!exercise) return [];
      const { stack, twin } = exercise;
      return [
        { id, url: exercisePath(id), title: exercise.title, stack, minutes: exercise.minutes, ...(twin && { twin }) },
      ];
    });
    const outline = parts.get(part.number) ?? { ...part, lessons: [] };
    outline.lessons.push({ slug, url: lessonPath(slug), title, summary, minutes, exercises: listed });
    parts.set(part.number, outline);
  }
  return { parts: [...parts.values()] };
}

/** The lessons one after the other. */
export function listLessons(course: CourseOutline): LessonOutline[] {
  return course.parts.flatMap(({ lessons }) => lessons);
}

/** Where an exercise stands in the course. */
export interface ExercisePlace {
  readonly lesson: LessonOutline;
  readonly twin?: ExerciseOutline;
}

/** Finds the lesson of an exercise, and its twin; an exercise that no lesson lists has none. */
export function placeExercise(course: CourseOutline, id: string): ExercisePlace | undefined {
  const lessons = listLessons(course);
  const lesson = lessons.find(({ exercises }) => exercises.some((exercise) => exercise.id === id));
  if (!lesson) return undefined;
  const twin = lessons.flatMap(({ exercises }) => exercises).find((exercise) => exercise.twin === id);
  return { lesson, ...(twin && { twin }) };
}
