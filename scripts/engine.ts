/** `npm run engine`: runs a program of this machine in an embedded engine, inside a browser without a window. */
import { RuntimeError } from '../src/runtimes/runtime.ts';
import { openEngineBrowser } from './engine/engine-page.ts';
import { ENGINE_USAGE, type EngineCommand, parseEngineCommand } from './engine/parse-engine-command.ts';
import { readProject } from './engine/read-project.ts';
import { runProgram } from './engine/run-program.ts';
import { UsageError } from './engine/usage-error.ts';

const EXIT_USAGE = 2;
const EXIT_BROKEN = 70;

/** npm runs a script in the folder of its package.json and keeps where it was called. */
const calledFrom = process.env.INIT_CWD ?? process.cwd();

/** From the first: a browser that is still starting must be closed too. */
const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort());

async function runCommand(command: EngineCommand): Promise<number> {
  const project = command.folder === undefined ? {} : readProject(command.folder);
  const browser = await openEngineBrowser(command.browser);
  try {
    const runtime = await browser.open(command.stack);
    const end = await runProgram(runtime, project, { ...command, signal: interruption.signal });
    if (typeof end === 'number') return end;
    process.stderr.write(`engine: ${end.message}\n→ ${end.hint}\n`);
    return EXIT_BROKEN;
  } finally {
    await browser.close();
  }
}

try {
  const command = parseEngineCommand(process.argv.slice(2), calledFrom);
  if (command) process.exitCode = await runCommand(command);
  else process.stdout.write(`${ENGINE_USAGE}\n`);
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof RuntimeError)) throw error;
  process.stderr.write(`engine: ${error.message}\n→ ${error.hint}\n`);
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_BROKEN;
}
