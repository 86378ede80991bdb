/** Checks what holds between the files of the course: names, mentions, twins, links. */
import type { AuthoredExercise, Lesson } from './course.ts';
import type { CourseProblem } from './course-problem.ts';
import type { LoadedBody } from './load-body.ts';
import { STACK_NAMES } from './stack-names.ts';

/** A lesson's file as far as it could be read, for the checks between files. */
export interface LessonFile {
  readonly file: string;
  readonly slug: string;
  /** Ids of its frontmatter; absent when that cannot be read. */
  readonly exercises?: readonly string[];
  readonly body: LoadedBody;
  readonly lesson?: Lesson;
}

/** An error in a file; `more` adds field, line or another severity. */
export function problem(file: string, message: string, hint: string, more: Partial<CourseProblem> = {}): CourseProblem {
  return { severity: 'error', file, message, hint, ...more };
}

/** Names that two files share: numbers within a part, slugs within the course. */
export function findRepeated(named: readonly (readonly [name: string, file: string])[]): CourseProblem[] {
  const first = new Map<string, string>();
  return named.flatMap(([name, file]) => {
    const other = first.get(name);
    if (other === undefined) first.set(name, file);
    return other === undefined ? [] : [problem(file, `"${name}" is already ${other}.`, 'Rename one of the two.')];
  });
}

/** Lessons and exercises must name each other: in the frontmatter and with <Exercise>, in one lesson each. */
export function checkMentions(lessons: readonly LessonFile[], ids: readonly string[]): CourseProblem[] {
  const owner = new Map<string, string>();
  const problems = lessons.flatMap((lesson) => [...checkListed(lesson, ids, owner), ...checkShown(lesson, ids)]);
  // A lesson that cannot be read may well have the exercise.
  const isReadable = lessons.every(({ exercises }) => exercises !== undefined);
  const strays = isReadable ? ids.filter((id) => !owner.has(id)) : [];
  const hint = 'List it under exercises of a lesson: learners find exercises through lessons.';
  return [
    ...problems,
    ...strays.map((id) =>
      problem(`exercises/${id}/exercise.mdx`, 'No lesson has this exercise.', hint, { severity: 'warning' }),
    ),
  ];
}

/** What the frontmatter lists exists, is listed once in the whole course, and is shown. Enters it in `owner`. */
function checkListed(
  { file, exercises = [], body }: LessonFile,
  ids: readonly string[],
  owner: Map<string, string>,
): CourseProblem[] {
  return exercises.flatMap((id, index) => {
    const field = { field: `exercises.${index}` };
    if (!ids.includes(id)) return [problem(file, `There is no exercise "${id}".`, nearest(id, ids), field)];
    const other = owner.get(id);
    if (other !== undefined)
      return [problem(file, `"${id}" is already in ${other}.`, 'List each exercise once, in one lesson.', field)];
    owner.set(id, file);
    if (!body.exercises || body.exercises.some((shown) => shown.id === id)) return [];
    return [problem(file, `"${id}" is not in the text.`, `Write <Exercise id="${id}" /> where it fits.`, field)];
  });
}

/** What the text shows exists and is listed in the frontmatter. */
function checkShown({ file, exercises, body }: LessonFile, ids: readonly string[]): CourseProblem[] {
  return (body.exercises ?? []).flatMap(({ id, line }) => {
    if (!ids.includes(id)) return [problem(file, `There is no exercise "${id}".`, nearest(id, ids), { line })];
    if (!exercises || exercises.includes(id)) return [];
    return [problem(file, `"${id}" is not under exercises.`, 'Add it to exercises in the frontmatter.', { line })];
  });
}

function nearest(id: string, ids: readonly string[]): string {
  return ids.length === 0 ? `Create exercises/${id}/.` : `Create exercises/${id}/, or name one of ${ids.join(', ')}.`;
}

/** A twin exists, is the other stack's and points back. */
export function checkTwins(exercises: ReadonlyMap<string, AuthoredExercise>, ids: readonly string[]): CourseProblem[] {
  return [...exercises.values()].flatMap(({ exercise, file }) => {
    if (exercise.twin === undefined) return [];
    const field = { field: 'twin' };
    const twin = exercises.get(exercise.twin)?.exercise;
    if (!ids.includes(exercise.twin))
      return [problem(file, `There is no exercise "${exercise.twin}".`, nearest(exercise.twin, ids), field)];
    // A twin with broken frontmatter has its own message.
    if (!twin) return [];
    if (twin.stack === exercise.stack)
      return [
        problem(file, `"${twin.id}" runs ${twin.stack} too.`, 'A twin is the same task in the other stack.', field),
      ];
    if (twin.twin === exercise.id) return [];
    const hint = `Write "twin: ${exercise.id}" in exercises/${twin.id}/exercise.mdx, or remove this one.`;
    return [problem(file, `"${twin.id}" does not point back.`, hint, field)];
  });
}

/** The learner's answers are kept by the id of the question, wherever it stands. */
export function findRepeatedQuestions(lessons: readonly LessonFile[]): CourseProblem[] {
  const first = new Map<string, string>();
  return lessons.flatMap(({ file, body }) =>
    body.questions.flatMap(({ question: { id }, line }) => {
      const other = first.get(id);
      if (other === undefined) first.set(id, `${file}:${line}`);
      if (other === undefined) return [];
      return [problem(file, `"${id}" is already a question (${other}).`, 'Give one of the two another id.', { line })];
    }),
  );
}

/** A program that runs in the solution of an exercise needs that exercise, in its own language. */
export function checkPrograms(
  lessons: readonly LessonFile[],
  exercises: ReadonlyMap<string, AuthoredExercise>,
  ids: readonly string[],
): CourseProblem[] {
  return lessons.flatMap(({ file, body }) =>
    body.snippets.flatMap(({ exercise: id, stack, line: codeLine }) => {
      if (id === undefined) return [];
      const line = codeLine - 1;
      if (!ids.includes(id)) return [problem(file, `There is no exercise "${id}".`, nearest(id, ids), { line })];
      const exercise = exercises.get(id)?.exercise;
      if (!exercise || exercise.stack === stack) return [];
      const hint = 'Name an exercise of the program’s own stack, or leave "with" out.';
      return [problem(file, `"${id}" is an exercise of ${STACK_NAMES[exercise.stack]}.`, hint, { line })];
    }),
  );
}

interface LinkTargets {
  readonly ids: readonly string[];
  readonly slugs: readonly string[];
}

/** Links within the site lead somewhere. */
export function checkLinks(
  pages: readonly { readonly file: string; readonly links: LoadedBody['links'] }[],
  { ids, slugs }: LinkTargets,
): CourseProblem[] {
  const known = new Set([
    '/',
    '/progress/',
    '/review/',
    '/licences/',
    ...slugs.map((slug) => `/lessons/${slug}/`),
    ...ids.map((id) => `/exercises/${id}/`),
  ]);
  const hint = 'Link to /lessons/<slug>/ or /exercises/<id>/ with a slash at the end.';
  return pages.flatMap(({ file, links }) =>
    links
      .filter(({ url }) => !known.has(url))
      .map(({ url, line }) => problem(file, `${url} does not exist.`, hint, { line })),
  );
}
