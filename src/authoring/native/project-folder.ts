/** Projects on this machine's disk, for the real Node and Python. */
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CourseError } from '../../course/course-error.ts';
import { readPackageNeeds } from '../../runtimes/package-needs.ts';
import type { Project } from '../../runtimes/runtime.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Writes a project into a new temporary folder, gives it to `work` and removes it afterwards. */
export async function withProjectFolder<Result>(
  project: Project,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  // The real path: stack traces name it, also where the temporary folder is a link.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinstack-')));
  try {
    for (const [path, content] of Object.entries(project)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    linkPackages(project, folder);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The packages that set-up installed for an exercise, as the project's `node_modules`. */
function linkPackages(project: Project, folder: string): void {
  const needs = readPackageNeeds(project);
  if (!needs) return;
  const packages = join(root, 'build', 'packages', needs.name, 'node_modules');
  if (!existsSync(packages)) {
    throw new CourseError(
      `The packages of "${needs.name}" are not installed.`,
      'Run "npm run setup"; the name in starter/package.json must be the exercise’s id.',
    );
  }
  symlinkSync(packages, join(folder, 'node_modules'), 'junction');
}
