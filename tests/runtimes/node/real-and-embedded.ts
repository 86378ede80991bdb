/** Runs the same files in the real Node and in the engine, and tells both outcomes in the same terms. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pinnedNode } from '../../../src/runtimes/node/lib/pinned-node.ts';
import type { Runtime } from '../../../src/runtimes/runtime.ts';
import type { TraceBatch, TraceKind } from '../../../src/runtimes/trace.ts';

/** Where the engine puts a project: paths in the output of the real Node are shown as if they were there. */
const ENGINE_HOME = '/home/learner/project';

/** A program that runs longer is ended on both sides: the next one finds its runtime free. */
const LIMIT_MS = 25_000;

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** What is run: a project and a command line that begins with `node`. */
export interface ProgramRun {
  readonly files: Files;
  readonly command: readonly string[];
  readonly stdin?: string;
}

/** What to record of a run in the engine. */
export interface TracedRun {
  readonly trace?: readonly TraceKind[];
  readonly onTrace?: (batch: TraceBatch) => void;
}

/** In a folder elsewhere: the repository's own package.json must not decide what kind of modules they are. */
export async function runInNode({ files, command, stdin }: ProgramRun): Promise<Outcome> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'twinstack-program-')));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return await runInFolder(folder, { command, ...(stdin !== undefined && { stdin }) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As `runInNode`, in a folder that holds the files already. */
export async function runInFolder(folder: string, { command, stdin }: Omit<ProgramRun, 'files'>): Promise<Outcome> {
  const { stdout, stderr, exitCode } = await runProcess(command.slice(1), folder, stdin ?? '');
  return comparable({
    stdout: stdout.replaceAll(folder, ENGINE_HOME),
    stderr: stderr.replaceAll(folder, ENGINE_HOME),
    exitCode,
  });
}

function runProcess(args: readonly string[], cwd: string, stdin: string): Promise<Outcome> {
  const child = spawn(pinnedNode(), args, { cwd, timeout: LIMIT_MS });
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      printed[stream] += text;
    });
  }
  // A program that has ended reads nothing any more.
  child.stdin.on('error', () => undefined).end(stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (exitCode) => resolve({ ...printed, exitCode }));
  });
}

export async function runInEngine(
  runtime: Runtime,
  { files, command, stdin }: ProgramRun,
  { trace, onTrace }: TracedRun = {},
): Promise<Outcome> {
  const printed = { stdout: '', stderr: '' };
  const end = await runtime.run(files, command, {
    signal: AbortSignal.timeout(LIMIT_MS),
    ...(stdin !== undefined && { stdin }),
    trace,
    onEvent: (event) => {
      if (event.type === 'output') printed[event.stream] += event.text;
      if (event.type === 'trace') onTrace?.(event.batch);
    },
  });
  if (end.outcome === 'exited') return comparable({ ...printed, exitCode: end.exitCode });
  const why = end.outcome === 'crashed' ? end.message : `after ${end.ms} ms`;
  return comparable({ ...printed, stderr: `${printed.stderr}(${end.outcome}: ${why})\n`, exitCode: null });
}

/** What may differ: frames inside Node itself, the number of the process, and how long the test runner measured. */
function comparable({ stdout, stderr, exitCode }: Outcome): Outcome {
  const errors = stderr
    .split('\n')
    .filter((line) => !/^\s+at .*(?:node:|<anonymous>)/.test(line))
    .join('\n')
    .replaceAll(/^\(node:\d+\)/gm, '(node:1)');
  return { stdout: withoutDurations(stdout), stderr: withoutDurations(errors), exitCode };
}

export function withoutDurations(text: string): string {
  return text.replaceAll(/\(\d+(?:\.\d+)?ms\)/g, '(_ms)').replaceAll(/(duration_ms:?) \d+(?:\.\d+)?/g, '$1 _');
}
