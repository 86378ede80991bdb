/** Runs a test runner as a process of this machine and reads the test events it writes to file descriptor 3. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ReporterEvents } from '../../runtimes/reporter-events.ts';
import { OUTPUT_LIMIT_BYTES, type TestEvent } from '../../runtimes/runtime.ts';

interface ReporterProcess {
  readonly command: string;
  readonly args: readonly string[];
  /** The project's folder. */
  readonly folder: string;
  /** Tells the tests of this process from those of others. */
  readonly fileNumber?: number;
  readonly onEvent: (event: TestEvent) => void;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Aborting kills the process. */
  readonly signal: AbortSignal;
}

const PLAIN_ENVIRONMENT = {
  FORCE_COLOR: '0',
  NODE_OPTIONS: '',
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONUTF8: '1',
} as const;

/**
 * Resolves when the process has ended and each of its events was passed on. What it prints becomes `test-output`; a
 * premature end becomes a `check-error`.
 */
export async function runReporter(reporter: ReporterProcess): Promise<void> {
  const { command, args, folder, fileNumber = 1, env, onEvent, signal } = reporter;
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...PLAIN_ENVIRONMENT, ...env },
  });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill);
  if (signal.aborted) kill();
  forwardOutput(child, onEvent);
  const events = new ReporterEvents(onEvent, fileNumber);
  createInterface({ input: child.stdio[3] as Readable }).on('line', (text) => {
    if (!events.receive(JSON.parse(text))) throw new Error(`The test reporter wrote what is no test event: ${text}`);
  });
  try {
    const exitCode = await waitForEnd(child);
    if (!signal.aborted) events.finish(exitCode);
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

function waitForEnd(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

function forwardOutput(child: ChildProcess, onEvent: (event: TestEvent) => void): void {
  let bytes = 0;
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      if (bytes > OUTPUT_LIMIT_BYTES) return;
      bytes += Buffer.byteLength(text);
      if (bytes > OUTPUT_LIMIT_BYTES) onEvent({ type: 'output-cut', limitBytes: OUTPUT_LIMIT_BYTES });
      else onEvent({ type: 'test-output', stream, text });
    });
  }
}
