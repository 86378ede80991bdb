/** Copies a scaffold into the course, with its placeholders filled in. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CourseError } from '../../course/course-error.ts';

interface CopyScaffoldOptions {
  /** A file or folder of this folder. */
  readonly scaffold: string;
  readonly root: string;
  /** Where it goes, relative to the root; must not exist. */
  readonly target: string;
  /** What stands for `{{name}}`, by name. */
  readonly values: Readonly<Record<string, string>>;
}

/** @throws CourseError when the target exists */
export function copyScaffold({ scaffold, root, target, values }: CopyScaffoldOptions): void {
  const path = join(root, target);
  if (existsSync(path))
    throw new CourseError(`${target} exists already.`, 'Choose another name, or change what is there.');
  mkdirSync(dirname(path), { recursive: true });
  cpSync(join(import.meta.dirname, scaffold), path, { recursive: true });
  for (const file of listFiles(path)) {
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => values[name] ?? placeholder),
    );
  }
}

function listFiles(path: string): string[] {
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
