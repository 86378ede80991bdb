/** Runs a test runner as a process of this machine and reads the test events it writes to file descriptor 3. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parseTestEvent } from '../../runtimes/django/protocol.ts';
import { OUTPUT_LIMIT_BYTES, type TestEvent, type TestFailure } from '../../runtimes/runtime.ts';

interface ReporterProcess {
  readonly command: string;
  readonly args: readonly string[];
  /** The project's folder. */
  readonly folder: string;
  readonly onEvent: (event: TestEvent) => void;
  /** Aborting kills the process. */
  readonly signal: AbortSignal;
}

/**
 * What a reporter writes, one JSON object a line: test events, `uncaught` for each error that no test awaited (it may
 * have ended the process), `completed` when the test runner came to its end.
 */
type ReporterLine =
  | TestEvent
  | { readonly type: 'uncaught'; readonly failure: TestFailure }
  | { readonly type: 'completed' };

/**
 * Resolves when the process has ended and each of its events was passed on. What it prints becomes `test-output`; a
 * premature end becomes a `check-error`.
 */
export async function runReporter({ command, args, folder, onEvent, signal }: ReporterProcess): Promise<void> {
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0', NODE_OPTIONS: '', PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' },
  });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill);
  if (signal.aborted) kill();
  forwardOutput(child, onEvent);
  let isExplained = false;
  let uncaught: TestFailure | undefined;
  createInterface({ input: child.stdio[3] as Readable }).on('line', (text) => {
    const line = parseLine(text);
    if (line.type === 'uncaught') {
      uncaught = line.failure;
    } else {
      isExplained ||= line.type === 'completed' || line.type === 'check-error';
      if (line.type !== 'completed') onEvent(line);
    }
  });
  try {
    const exitCode = await waitForEnd(child);
    if (isExplained || signal.aborted) return;
    onEvent({ type: 'check-error', failure: uncaught ?? describeEnd(exitCode) });
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

function describeEnd(exitCode: number | null): TestFailure {
  const message = `The program ended with exit code ${exitCode ?? 'unknown'} before the tests were through.`;
  return { kind: 'error', message, stack: message };
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

function parseLine(text: string): ReporterLine {
  const { type, failure } = JSON.parse(text) as { type: string; failure?: unknown };
  if (type === 'completed') return { type };
  // An uncaught error looks like a check-error; whether it is one is decided when the process ends.
  const event = parseTestEvent(type === 'uncaught' ? { type: 'check-error', failure } : JSON.parse(text));
  if (!event) throw new Error(`The test reporter wrote what is no test event: ${text}`);
  return type === 'uncaught' && event.type === 'check-error' ? { type, failure: event.failure } : event;
}
