/** One run of a runtime, on this process's own streams. */
import type { Project, RunEvent, Runtime } from '../../src/runtimes/runtime.ts';

import type { EngineCommand } from './parse-engine-command.ts';
import { writeChange } from './write-change.ts';

const EXIT_INTERRUPTED = 130;

/** The engine itself gave up. */
export interface Breakdown {
  readonly message: string;
  readonly hint: string;
}

/** Runs it to its end: its exit code, or how the engine broke down. */
export async function runProgram(
  runtime: Runtime,
  project: Project,
  { stack, command, changes, folder, signal }: Omit<EngineCommand, 'browser'> & { readonly signal: AbortSignal },
): Promise<number | Breakdown> {
  const stdin = stack === 'node' ? readPieces(signal) : await readAll();
  const keep = changes === 'written' ? ({ keep: 'all' } as const) : {};
  const onEvent = (event: RunEvent) => {
    if (event.type !== 'file-kept') print(event);
    else if (folder !== undefined && writeChange(folder, event) === 'refused')
      process.stderr.write(`engine: ${event.path} leads out of the project and was not written.\n`);
  };
  const end = await runtime.run(project, command, { onEvent, signal, stdin, ...keep });
  // Whoever writes to it may not have ended.
  process.stdin.destroy();
  if (end.outcome === 'stopped') return EXIT_INTERRUPTED;
  return end.outcome === 'crashed' ? end : end.exitCode;
}

function print(event: RunEvent): void {
  if (event.type === 'output') process[event.stream].write(event.text);
  else if (event.type === 'output-cut') {
    process.stderr.write(`engine: the program printed more than ${event.limitBytes} bytes; the rest is not shown.\n`);
  } else if (event.type === 'file-not-kept') {
    process.stderr.write(`engine: ${event.path} is larger than ${event.limitBytes} bytes and was not written.\n`);
  }
}

/** Standard input as it comes. */
async function* readPieces(signal: AbortSignal): AsyncGenerator<string, void> {
  process.stdin.setEncoding('utf8');
  for await (const text of process.stdin) {
    if (signal.aborted) return;
    yield text as string;
  }
}

/** All of standard input, for an engine that cannot wait for more; nobody is asked to type. */
async function readAll(): Promise<string> {
  if (process.stdin.isTTY) return '';
  let text = '';
  for await (const piece of process.stdin.setEncoding('utf8')) text += piece as string;
  return text;
}
