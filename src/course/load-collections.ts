/** Gives the course to Astro as two content collections, and again whenever a file of it changes. */
import { fileURLToPath } from 'node:url';
import type { Loader, LoaderContext } from 'astro/loaders';
import type { Course, Lesson, Part } from './course.ts';
import { hasErrors } from './course-problem.ts';
import type { Exercise } from './exercise.ts';
import { loadCourse } from './load-course.ts';
import { watchCourse } from './watch-course.ts';

/** A lesson with the part it is in. */
export interface LessonEntry extends Lesson {
  readonly part: Omit<Part, 'lessons'>;
}

interface Entry {
  readonly id: string;
  /** The MDX file, relative to the project's root. */
  readonly file: string;
  readonly data: LessonEntry | Exercise;
}

/** Lessons by slug. */
export function lessonsLoader(): Loader {
  return collectionLoader('lessons', ({ parts }) =>
    parts.flatMap(({ lessons, ...part }) =>
      lessons.map((lesson) => ({ id: lesson.slug, file: lesson.file, data: { ...lesson, part } })),
    ),
  );
}

/** Exercises by id. Known mistakes stay out: they are no part of the site. */
export function exercisesLoader(): Loader {
  return collectionLoader('exercises', ({ exercises }) =>
    [...exercises.values()].map(({ exercise, file }) => ({ id: exercise.id, file, data: exercise })),
  );
}

function collectionLoader(name: string, entriesOf: (course: Course) => readonly Entry[]): Loader {
  return {
    name: `twinstack:${name}`,
    load: async (context) => {
      const root = fileURLToPath(context.config.root);
      syncEntries(context, entriesOf(loadCourse(root).course));
      if (!context.watcher) return;
      watchCourse(context.watcher, root, () => {
        const { course, problems } = loadCourse(root);
        // While something is wrong, every page is the page that says so; what was good comes back at once.
        if (!hasErrors(problems)) syncEntries(context, entriesOf(course));
      });
    },
  };
}

/** What is wrong is not in the entries: `courseProblems` reports it and stops a build. */
function syncEntries({ store, generateDigest }: LoaderContext, entries: readonly Entry[]): void {
  const ids = new Set(entries.map(({ id }) => id));
  for (const id of store.keys()) if (!ids.has(id)) store.delete(id);
  for (const { id, file, data } of entries) {
    const fields: Record<string, unknown> = { ...data };
    store.set({ id, data: fields, filePath: file, digest: generateDigest(fields), deferredRender: true });
    // `set` returns early when nothing changed, and a kept store has forgotten which modules its entries need.
    store.addModuleImport(file);
  }
}
