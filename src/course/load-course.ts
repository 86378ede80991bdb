/** Loads the whole course and checks what holds between its files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkLinks,
  checkMentions,
  checkPrograms,
  checkTwins,
  findRepeated,
  findRepeatedQuestions,
  type LessonFile,
  problem,
} from './check-course.ts';
import { LESSON_COMPONENTS } from './component-rules.ts';
import type { AuthoredExercise, Course, Part } from './course.ts';
import type { CourseProblem } from './course-problem.ts';
import { lessonSchema, partSchema } from './lesson.ts';
import { type LoadedBody, loadBody } from './load-body.ts';
import { loadExercise } from './load-exercise.ts';
import { loadDocument, loadJson } from './load-fields.ts';
import { listEntries } from './load-files.ts';

/** What could be loaded (right lessons and exercises only), and everything that is wrong. */
export interface LoadedCourse {
  readonly course: Course;
  readonly problems: readonly CourseProblem[];
}

const NUMBERED_FOLDER = /^(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)$/;
const NUMBERED_LESSON = /^(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.mdx$/;

/** Loads `lessons/` and `exercises/` of a project. Never throws for what an author wrote. */
export function loadCourse(root: string): LoadedCourse {
  const problems: CourseProblem[] = [];
  const ids = listEntries(join(root, 'exercises'))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const exercises = new Map<string, AuthoredExercise>();
  const links: { file: string; links: LoadedBody['links'] }[] = [];
  for (const id of ids) {
    const loaded = loadExercise(root, id);
    problems.push(...loaded.problems);
    links.push({ file: `exercises/${id}/exercise.mdx`, links: loaded.links });
    if (loaded.authored) exercises.set(id, loaded.authored);
  }

  const parts: Part[] = [];
  const lessonFiles: LessonFile[] = [];
  for (const entry of listEntries(join(root, 'lessons'))) {
    const [, number, name] = entry.isDirectory() ? (NUMBERED_FOLDER.exec(entry.name) ?? []) : [];
    if (number === undefined || name === undefined) {
      const hint = 'lessons/ holds folders named like "02-event-loop".';
      problems.push(problem(`lessons/${entry.name}`, 'This name cannot be a part.', hint));
      continue;
    }
    const part = loadPart(root, `lessons/${entry.name}`);
    problems.push(...part.problems);
    lessonFiles.push(...part.files);
    const lessons = part.files.flatMap(({ lesson }) => (lesson ? [lesson] : []));
    parts.push({ number: Number(number), title: part.title, summary: part.summary, lessons });
  }

  links.push(...lessonFiles.map(({ file, body }) => ({ file, links: body.links })));
  problems.push(
    ...findRepeated(parts.map((part) => [String(part.number), `lessons/ (part ${part.number})`])),
    ...findRepeated(lessonFiles.map(({ slug, file }) => [slug, file])),
    ...checkMentions(lessonFiles, ids),
    ...findRepeatedQuestions(lessonFiles),
    ...checkPrograms(lessonFiles, exercises, ids),
    ...checkTwins(exercises, ids),
    ...checkLinks(links, { ids, slugs: lessonFiles.map(({ slug }) => slug) }),
  );
  return { course: { parts, exercises }, problems };
}

function loadPart(root: string, folder: string): { title: string; summary: string } & PartFiles {
  const problems: CourseProblem[] = [];
  const files: LessonFile[] = [];
  const partFile = `${folder}/part.json`;
  const described = existsSync(join(root, partFile)) ? loadJson(root, partFile, partSchema) : undefined;
  if (described) problems.push(...described.problems);
  else problems.push(problem(partFile, 'This file does not exist.', 'Create it with "title" and "summary".'));

  const entries = listEntries(join(root, folder)).filter((entry) => entry.name !== 'part.json');
  for (const entry of entries) {
    const file = `${folder}/${entry.name}`;
    const [, number, slug] = NUMBERED_LESSON.exec(entry.name) ?? [];
    if (number === undefined || slug === undefined) {
      problems.push(problem(file, 'This name cannot be a lesson.', 'Name lessons like "03-streams.mdx".'));
      continue;
    }
    const document = loadDocument(root, file, lessonSchema);
    const body = loadBody({ file, ...document, components: LESSON_COMPONENTS });
    problems.push(...document.problems, ...body.problems);
    if (document.body.trim() === '')
      problems.push(problem(file, 'There is no text.', 'Write it below the frontmatter.'));
    const { exercises } = document.partial;
    const questions = body.questions.map(({ question }) => question);
    const lesson = document.complete && { slug, number: Number(number), file, ...document.complete, questions };
    files.push({ file, slug, body, ...(exercises && { exercises }), ...(lesson && { lesson }) });
  }
  const numbers = entries.map((entry): [string, string] => [entry.name.slice(0, 2), `${folder}/${entry.name}`]);
  problems.push(...findRepeated(numbers));
  return { title: described?.partial.title ?? '', summary: described?.partial.summary ?? '', files, problems };
}

interface PartFiles {
  readonly files: readonly LessonFile[];
  readonly problems: readonly CourseProblem[];
}
