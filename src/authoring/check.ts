/**
 * `npm run check`: is the course right, and do its exercises and the programs in its lessons do what they say?
 * Everything runs in the real Node.js and the real Django of this machine.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Course } from '../course/course.ts';
import { hasErrors } from '../course/course-problem.ts';
import { exerciseSchema } from '../course/exercise.ts';
import { lessonSchema } from '../course/lesson.ts';
import { loadCourse } from '../course/load-course.ts';
import { loadDocument } from '../course/load-fields.ts';
import { findSnippets } from '../course/load-snippets.ts';
import { runCommandLine } from './command-line.ts';
import { checkNatively } from './native/check-natively.ts';
import { printProblems, printSummary, printTrial, type Trial } from './print-report.ts';
import { limitConcurrency } from './schedule.ts';
import { checkSnippets } from './snippets/check-snippets.ts';
import { findTargets, type Targets } from './targets.ts';
import { testExercise } from './test-exercise.ts';

const USAGE = `Usage: npm run check                          everything
       npm run check -- <id or slug> …        these exercises, these lessons with their exercises
       npm run check -- --engine <id> …       the exercises in the embedded engines too, in a browser

It reads what is wrong in lessons/ and exercises/, runs the programs of lessons that show their output, and grades
each exercise's starter, solution and wrong answers three times.`;

const root = process.cwd();

/** Checks the targets natively and says so; false when something is wrong. */
async function checkHere(targets: Targets, { exercises }: Course): Promise<boolean> {
  const started = performance.now();
  printProblems(targets.problems);
  const schedule = limitConcurrency(availableParallelism());
  const broken = new Set(targets.problems.filter(({ severity }) => severity === 'error').map(({ file }) => file));

  const trials = [
    ...targets.lessons
      .filter(({ file }) => !broken.has(file))
      .map(({ slug, file }) =>
        tryOut({ name: slug, kind: 'lesson' }, () => {
          const snippets = findSnippets({ file, ...loadDocument(root, file, lessonSchema) });
          return checkSnippets(snippets, { exercises, schedule });
        }),
      ),
    ...targets.exercises
      .filter(({ file }) => !broken.has(file))
      .map((authored) =>
        tryOut({ name: authored.exercise.id, kind: authored.exercise.stack }, async () => {
          const snippets = findSnippets({ file: authored.file, ...loadDocument(root, authored.file, exerciseSchema) });
          return [
            ...(await checkSnippets(snippets, { exercises, schedule })),
            ...(await testExercise(authored, { check: checkNatively(authored.exercise.stack), schedule })),
          ];
        }),
      ),
  ];
  const findings = (await Promise.all(trials)).map((trial) => trial.findings.length);
  const isRight = !hasErrors(targets.problems) && findings.every((count) => count === 0);
  printSummary({ problems: targets.problems, findings, ms: performance.now() - started });
  return isRight;
}

/** Does the work and prints what came out as soon as it is known. */
async function tryOut(
  { name, kind }: Pick<Trial, 'name' | 'kind'>,
  work: () => Promise<Trial['findings']>,
): Promise<Trial> {
  const trial = { name, kind, findings: await work() };
  printTrial(trial);
  return trial;
}

/** The engines need a browser; the tests of the project know how to drive one. */
function checkInEngines({ exercises }: Targets): boolean {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const ids = exercises.map(({ exercise }) => exercise.id);
  const args = [
    'run',
    '--project=exercises',
    'tests/exercises/engine.test.ts',
    '-t',
    `exercises .*\\b(${ids.join('|')})\\b`,
  ];
  return spawnSync(process.execPath, [vitest, ...args], { cwd: root, stdio: 'inherit' }).status === 0;
}

await runCommandLine(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { engine: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const loaded = loadCourse(root);
  const targets = findTargets(loaded, positionals);
  const isRight = await checkHere(targets, loaded.course);
  const isRightInEngines = !values.engine || checkInEngines(targets);
  process.exitCode = isRight && isRightInEngines ? 0 : 1;
}, USAGE);
