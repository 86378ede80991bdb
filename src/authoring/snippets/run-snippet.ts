/** Runs a snippet in the real Node.js or Python of this machine. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exercise } from '../../course/exercise.ts';
import type { Project } from '../../runtimes/runtime.ts';
import { composeProject } from '../compose-project.ts';
import { findPython } from '../native/check-natively.ts';
import { withProjectFolder } from '../native/project-folder.ts';
import type { Snippet, SnippetFile } from './find-snippets.ts';

/** A snippet that takes longer is stopped, in ms. */
const TIMEOUT_MS = 10_000;
const OUTPUT_FILE = '.snippet-output';

/**
 * What a snippet prints, stdout and stderr in the order in which they were written.
 * @param exercise in whose solution it runs; Django code runs there as `manage.py shell -c` runs it
 */
export function runSnippet(snippet: Snippet, exercise: Exercise | undefined): Promise<string> {
  const files = Object.fromEntries([...snippet.companions, snippet].map(({ name, code }: SnippetFile) => [name, code]));
  const solution: Project = exercise ? composeProject(exercise, exercise.solution) : {};
  return withProjectFolder({ ...solution, ...files }, async (folder) => {
    const output = join(folder, OUTPUT_FILE);
    const fd = openSync(output, 'w');
    try {
      for (const [command, ...args] of commandsFor(snippet, exercise)) await run(command, args, folder, fd);
    } finally {
      closeSync(fd);
    }
    return readFileSync(output, 'utf8');
  });
}

type Command = readonly [command: string, ...args: string[]];

function commandsFor({ language, name, code }: Snippet, exercise: Exercise | undefined): readonly Command[] {
  if (language === 'js') return [[process.execPath, name]];
  const python = findPython();
  if (exercise?.stack !== 'django') return [[python, name]];
  return [
    [python, 'manage.py', 'migrate', '--run-syncdb', '-v0'],
    [python, 'manage.py', 'shell', '-v0', '-c', code],
  ];
}

function run(command: string, args: readonly string[], folder: string, output: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: folder,
      stdio: ['ignore', output, output],
      env: { ...process.env, FORCE_COLOR: '0', NODE_OPTIONS: '', PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' },
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    child.once('error', reject);
    child.once('close', () => resolve());
  });
}
