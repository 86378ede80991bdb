/** Loads one folder of `exercises/`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { markdownToHtml } from 'satteri';
import { checkPackages } from './check-packages.ts';
import { TASK_COMPONENTS } from './component-rules.ts';
import type { AuthoredExercise } from './course.ts';
import { CourseError } from './course-error.ts';
import type { CourseProblem } from './course-problem.ts';
import { type Exercise, type ExerciseFiles, type ExerciseFrontmatter, exerciseSchema, idSchema } from './exercise.ts';
import { type LoadedBody, loadBody } from './load-body.ts';
import { loadDocument } from './load-fields.ts';
import { listEntries, loadFiles, pathsOf } from './load-files.ts';
import { loadWrongAnswers } from './load-wrong-answers.ts';
import { splitCommand } from './split-command.ts';

/** `authored` is absent when its frontmatter is wrong. */
export interface LoadedExercise {
  readonly authored?: AuthoredExercise;
  readonly links: LoadedBody['links'];
  readonly problems: readonly CourseProblem[];
}

const KNOWN_ENTRIES = ['exercise.mdx', 'starter', 'solution', 'tests', 'wrong-answers'];

/** Loads `exercises/<id>/`, reporting everything that is wrong in it. */
export function loadExercise(root: string, id: string): LoadedExercise {
  const folder = `exercises/${id}`;
  const file = `${folder}/exercise.mdx`;
  if (!existsSync(join(root, file))) {
    const hint = 'Create it with the frontmatter and the task, or remove the folder.';
    return { links: [], problems: [{ severity: 'error', file, message: 'This file does not exist.', hint }] };
  }
  const document = loadDocument(root, file, exerciseSchema);
  const body = loadBody({ file, ...document, components: TASK_COMPONENTS });
  const starter = loadFiles(root, { folder: `${folder}/starter` });
  const solution = loadFiles(root, { folder: `${folder}/solution` });
  const tests = loadFiles(root, { folder: `${folder}/tests`, prefix: 'tests/' });
  const files = { starter: starter.files, solution: solution.files, tests: tests.files };
  const wrongAnswers = loadWrongAnswers(root, folder);
  const report = collectProblems(file);

  if (!idSchema.safeParse(id).success)
    report.add('id', `"${id}" cannot be an id.`, 'Rename the folder: lower-case words joined by hyphens.');
  if (document.body.trim() === '') report.add(undefined, 'There is no task.', 'Write it below the frontmatter.');
  for (const entry of listEntries(join(root, folder)).filter((entry) => !KNOWN_ENTRIES.includes(entry.name)))
    report.add(undefined, `"${entry.name}" does not belong here.`, `The folder holds ${KNOWN_ENTRIES.join(', ')}.`);
  checkFolders(files, document.partial, report);
  checkShownFiles(files, document.partial, report);
  checkPackages(files.starter, document.partial, { id, report });
  checkOutlivingFiles(files, document.partial, report);
  const command = document.partial.files && chooseCommand(document.partial, report);

  const frontmatter = document.complete;
  const exercise: Exercise | undefined = frontmatter &&
    command && { ...describeExercise(id, frontmatter), command, ...files };
  return {
    ...(exercise && { authored: { exercise, file, wrongAnswers: wrongAnswers.answers } }),
    links: body.links,
    problems: [
      ...document.problems,
      ...body.problems,
      ...report.problems,
      ...[starter, solution, tests].flatMap((loaded) => loaded.problems),
      ...wrongAnswers.problems,
    ],
  };
}

function describeExercise(id: string, frontmatter: ExerciseFrontmatter): Omit<Exercise, 'command' | FolderName> {
  const { title, runtime: stack, summary, files, readOnly, npm, database, keep, twin, concepts, minutes } = frontmatter;
  const hints = frontmatter.hints.map((hint) => markdownToHtml(hint, { features: { smartPunctuation: true } }).html);
  const outliving = { ...(database !== undefined && { database }), ...(keep.length > 0 && { keep }) };
  const shown = { title, stack, summary, files, readOnly, npm };
  return { id, ...shown, ...outliving, ...(twin && { twin }), concepts, minutes, hints };
}

type FolderName = 'starter' | 'solution' | 'tests';
type Folders = Readonly<Record<FolderName, ExerciseFiles>>;

export interface ProblemReport {
  readonly problems: CourseProblem[];
  add(field: string | undefined, message: string, hint: string): void;
}

function collectProblems(file: string): ProblemReport {
  const problems: CourseProblem[] = [];
  return {
    problems,
    add: (field, message, hint) =>
      problems.push({ severity: 'error', file, ...(field !== undefined && { field }), message, hint }),
  };
}

function checkFolders(files: Folders, fields: Partial<ExerciseFrontmatter>, report: ProblemReport): void {
  const starter = pathsOf(files.starter);
  if (starter.length === 0)
    report.add('starter/', 'There are no starter files.', 'Put the files the learner starts from into starter/.');
  if (pathsOf(files.solution).length === 0)
    report.add('solution/', 'There is no solution.', 'Put the files that the solution changes into solution/.');
  const isTest = fields.runtime === 'django' ? /\/test[^/]*\.py$/ : /\.test\.(js|mjs|cjs)$/;
  if (!fields.runtime || Object.keys(files.tests.text).some((path) => isTest.test(path))) {
    if (pathsOf(files.tests).length === 0)
      report.add('tests/', 'There are no tests.', 'Put at least one test file into tests/.');
  } else {
    const name = fields.runtime === 'django' ? 'tests/test_views.py' : 'tests/main.test.js';
    report.add('tests/', 'There are no tests.', `Put at least one test file into tests/, for instance ${name}.`);
  }
  for (const path of starter.filter((path) => path.startsWith('tests/')))
    report.add(`starter/${path}`, 'Tests are not starter files.', 'Move it to the tests/ folder of the exercise.');
}

function checkShownFiles(files: Folders, fields: Partial<ExerciseFrontmatter>, report: ProblemReport): void {
  const shown = fields.files ?? [];
  const readOnly = fields.readOnly ?? [];
  const starter = pathsOf(files.starter);
  // An empty starter has its own message.
  const isMissing = (path: string) => starter.length > 0 && !starter.includes(path);
  shown.forEach((path, index) => {
    if (path in files.starter.binary)
      report.add(`files.${index}`, `"${path}" is binary and cannot be shown.`, 'Show text files in UTF-8 only.');
    else if (isMissing(path))
      report.add(`files.${index}`, `"${path}" is not in starter/.`, `Name a file of starter/: ${starter.join(', ')}.`);
    if (shown.indexOf(path) !== index) report.add(`files.${index}`, `"${path}" is listed twice.`, 'List it once.');
  });
  readOnly.forEach((path, index) => {
    if (!fields.files || shown.includes(path)) return;
    report.add(`readOnly.${index}`, `"${path}" is not one of files.`, `Name one of ${shown.join(', ')}.`);
  });
  if (fields.files && shown.length > 0 && shown.every((path) => readOnly.includes(path)))
    report.add('readOnly', 'Every shown file is read-only.', 'Leave at least one file for the learner to change.');
  for (const path of pathsOf(files.solution).filter((path) => readOnly.includes(path)))
    report.add(
      `solution/${path}`,
      'The solution changes a read-only file.',
      'Take it out of readOnly or of solution/.',
    );
}

function checkOutlivingFiles(
  { starter, tests }: Folders,
  { runtime, database, keep = [] }: Partial<ExerciseFrontmatter>,
  report: ProblemReport,
): void {
  if (database !== undefined && runtime === 'node')
    report.add('database', 'The Database pane is there for Django exercises.', 'Leave the field out.');
  if (database !== undefined && database in starter.text)
    report.add('database', `"${database}" is a text file of starter/.`, 'Name the SQLite file that a run makes.');
  keep.forEach((path, index) => {
    const field = `keep.${index}`;
    // Kept, it would hide what the learner writes, and what the author changes.
    if (path in starter.text || path in tests.text || path.startsWith('tests/'))
      report.add(field, `"${path}" is a file of the exercise.`, 'Keep only files that a run makes.');
    if (keep.indexOf(path) !== index) report.add(field, `"${path}" is listed twice.`, 'List it once.');
  });
}

function chooseCommand(fields: Partial<ExerciseFrontmatter>, report: ProblemReport): readonly string[] | undefined {
  if (fields.run === undefined)
    return fields.runtime === 'django' ? ['python', 'manage.py', 'check'] : ['node', fields.files?.[0] ?? ''];
  try {
    return splitCommand(fields.run);
  } catch (error) {
    if (!(error instanceof CourseError)) throw error;
    report.add('run', error.message, error.hint);
    return undefined;
  }
}
