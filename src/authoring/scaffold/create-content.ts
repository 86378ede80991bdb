/** Creates lessons and exercises that are right from the start, for their authors to change. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CourseError } from '../../course/course-error.ts';
import { type CourseStack, idSchema } from '../../course/exercise.ts';
import { copyScaffold } from './copy-scaffold.ts';

interface NewExercise {
  readonly id: string;
  readonly stack: CourseStack;
}

/** Creates `exercises/<id>/`; returns its path relative to `root`. */
export function createExercise(root: string, { id, stack }: NewExercise): string {
  requireId(id);
  const folder = join('exercises', id);
  copyScaffold({ scaffold: `exercise-${stack}`, root, target: folder, values: { id, title: titleFrom(id) } });
  return folder;
}

interface NewLesson {
  /** Number, name or folder of a part: `2`, `event-loop` or `02-event-loop`. A new folder's name makes a new part. */
  readonly part: string;
  readonly slug: string;
}

/** Creates a lesson at the end of a part; returns its path relative to `root`. */
export function createLesson(root: string, { part, slug }: NewLesson): string {
  requireId(slug);
  const taken = readFolder(join(root, 'lessons')).flatMap((folder) =>
    readFolder(join(root, 'lessons', folder)).filter((name) => name.replace(/^\d\d-/, '') === `${slug}.mdx`),
  );
  if (taken.length > 0) throw new CourseError(`There is a lesson "${slug}" already.`, 'Choose another slug.');
  const folder = join('lessons', findPart(root, part));
  const numbers = readFolder(join(root, folder)).map((name) => Number.parseInt(name, 10) || 0);
  const number = String(Math.max(0, ...numbers) + 1).padStart(2, '0');
  const file = join(folder, `${number}-${slug}.mdx`);
  copyScaffold({ scaffold: 'lesson.mdx', root, target: file, values: { slug, title: titleFrom(slug) } });
  return file;
}

/** The folders of the parts in order. */
export function listParts(root: string): string[] {
  return readFolder(join(root, 'lessons')).filter((name) => /^\d\d-/.test(name));
}

function findPart(root: string, part: string): string {
  const parts = listParts(root);
  const isNamed = (folder: string) =>
    folder === part || folder.slice(3) === part || (/^\d+$/.test(part) && Number.parseInt(folder, 10) === Number(part));
  const found = parts.find(isNamed);
  if (found !== undefined) return found;
  if (!/^\d\d-[a-z0-9]+(-[a-z0-9]+)*$/.test(part)) {
    const hint = `Name one of ${parts.join(', ')}, or a new one like "09-new-part".`;
    throw new CourseError(`There is no part "${part}".`, hint);
  }
  const folder = join(root, 'lessons', part);
  mkdirSync(folder, { recursive: true });
  const description = { title: titleFrom(part.slice(3)), summary: 'Say in one sentence what this part is about.' };
  writeFileSync(join(folder, 'part.json'), `${JSON.stringify(description, undefined, 2)}\n`);
  return part;
}

function requireId(id: string): void {
  const { error } = idSchema.safeParse(id);
  if (error) throw new CourseError(`"${id}" cannot be a name here.`, error.issues[0]?.message ?? '');
}

/** `hello-server` becomes `Hello server`. */
function titleFrom(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function readFolder(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
