/** Checks projects with the real Node.js and the real CPython with Django of this machine: what the engines must equal. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CourseError } from '../../course/course-error.ts';
import {
  CHECK_TIMEOUT_MS,
  type CheckEnd,
  type CheckOptions,
  OUTPUT_LIMIT_BYTES,
  type Project,
  type Stack,
} from '../../runtimes/runtime.ts';
import type { Check } from '../test-exercise.ts';
import { withProjectFolder } from './project-folder.ts';
import { runReporter } from './run-reporter.ts';

const root = join(import.meta.dirname, '..', '..', '..');
/** Loaded first (a test file that cannot be loaded is reported too) and as the reporter. */
const reporter = pathToFileURL(join(root, 'src/runtimes/webcontainer/guest/report-tests.mjs')).href;
/** The file descriptor that `runReporter` reads. */
const env = { TWINSTACK_EVENTS: '3', TWINSTACK_OUTPUT_LIMIT: String(OUTPUT_LIMIT_BYTES) };
const TEST_FILE = /^tests\/(?:.*\/)?[^/]+\.test\.(?:js|mjs|cjs)$/;

/** `check` of the runtime contract for a stack, by processes of this machine. */
export function checkNatively(stack: Stack): Check {
  return (project, options) => runWithLimit(options, (each) => CHECKS[stack](project, each));
}

type Each = Required<Pick<CheckOptions, 'signal' | 'onEvent'>>;

const CHECKS: Record<Stack, (project: Project, each: Each) => Promise<void>> = {
  node: (project, { onEvent, signal }) =>
    withProjectFolder(project, async (folder) => {
      // As `node --test` does: a process for each test file.
      for (const [index, file] of listTestFiles(project).entries()) {
        const args = ['--import', reporter, '--test-reporter', reporter, file];
        await runReporter({ command: process.execPath, args, folder, fileNumber: index + 1, env, onEvent, signal });
      }
    }),
  django: (project, each) =>
    withProjectFolder(project, (folder) =>
      runReporter({
        command: findPython(),
        args: [join(import.meta.dirname, 'report_tests.py')],
        folder,
        ...each,
      }),
    ),
};

/** The test files of a Node project in the order in which they run. */
function listTestFiles(project: Project): string[] {
  return Object.keys(project)
    .filter((path) => TEST_FILE.test(path))
    .sort();
}

/** Python of the environment that set-up made, with Django in it. */
export function findPython(): string {
  const python = join(root, 'build', 'venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(python)) return python;
  throw new CourseError('There is no Python environment.', 'Run "npm run setup -- --for=check".');
}

async function runWithLimit(
  { signal, timeoutMs = CHECK_TIMEOUT_MS, onEvent }: CheckOptions,
  work: (each: Each) => Promise<void>,
): Promise<CheckEnd> {
  const started = performance.now();
  const limit = AbortSignal.timeout(timeoutMs);
  await work({ onEvent, signal: signal ? AbortSignal.any([signal, limit]) : limit });
  const ms = performance.now() - started;
  if (signal?.aborted) return { outcome: 'stopped', ms };
  if (limit.aborted) return { outcome: 'timed-out', limitMs: timeoutMs, ms };
  return { outcome: 'completed', ms };
}
