/** Runs a snippet in the real Node.js or Python of this machine. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exercise } from '../../course/exercise.ts';
import { commandOf, filesOf, type Program } from '../../course/program.ts';
import type { Project } from '../../runtimes/runtime.ts';
import { composeProject } from '../compose-project.ts';
import { findPython } from '../native/check-natively.ts';
import { withProjectFolder } from '../native/project-folder.ts';

/** A snippet that takes longer is stopped, in ms. */
const TIMEOUT_MS = 10_000;
const OUTPUT_FILE = '.snippet-output';

/** What a program did. */
export interface NativeRun {
  /** stdout and stderr in the order in which they were written. */
  readonly printed: string;
  /** Nothing when it was stopped because it took too long. */
  readonly exitCode: number | null;
}

/**
 * Runs a program of a lesson.
 * @param exercise in whose solution it runs
 */
export function runSnippet(program: Program, exercise: Exercise | undefined): Promise<NativeRun> {
  const solution: Project = exercise ? composeProject(exercise, exercise.solution) : {};
  return withProjectFolder({ ...solution, ...filesOf(program) }, async (folder) => {
    const output = join(folder, OUTPUT_FILE);
    const fd = openSync(output, 'w');
    try {
      const [command = '', ...args] = commandOf(program);
      const exitCode = await run(command === 'node' ? process.execPath : findPython(), args, folder, fd);
      return { printed: readFileSync(output, 'utf8'), exitCode };
    } finally {
      closeSync(fd);
    }
  });
}

function run(command: string, args: readonly string[], folder: string, output: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: folder,
      stdio: ['ignore', output, output],
      env: {
        ...process.env,
        FORCE_COLOR: '0',
        NODE_OPTIONS: '',
        PYTHONDONTWRITEBYTECODE: '1',
        PYTHONUNBUFFERED: '1',
        PYTHONUTF8: '1',
      },
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    child.once('error', reject);
    child.once('close', resolve);
  });
}
