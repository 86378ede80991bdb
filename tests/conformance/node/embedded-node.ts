/** Runs Node's own tests in the engine: one page of one Chromium, a few runtimes side by side. */
import type { FileContent, Runtime } from '../../../src/runtimes/runtime.ts';
import { type EngineBrowser, openEngineBrowser } from '../../harness/engine-page.ts';
import { skipsItself } from './real-node.ts';
import { ProjectFolder, type TestFile } from './test-file.ts';

export interface EmbeddedOutcome {
  readonly passed: boolean;
  /** One line: what went wrong; empty for a pass. */
  readonly cause: string;
  readonly stdout: string;
  readonly stderr: string;
}

export class EmbeddedNode {
  readonly #projects: ProjectFolder;
  readonly #limitMs: number;
  #browser: EngineBrowser | undefined;

  /** `limitMs`: a test that takes longer is stopped with its worker. */
  constructor(root: string, limitMs: number) {
    this.#projects = new ProjectFolder(root);
    this.#limitMs = limitMs;
  }

  /** Runs the tests, `jobs` at a time, and tells each outcome as it comes. */
  async run(
    tests: readonly TestFile[],
    jobs: number,
    onOutcome: (test: TestFile, outcome: EmbeddedOutcome) => void,
  ): Promise<void> {
    const queue = [...tests];
    const browser = await openEngineBrowser();
    this.#browser = browser;
    const workOff = async () => {
      const runtime = await browser.open('node');
      for (let test = queue.shift(); test; test = queue.shift()) {
        onOutcome(test, await runTest(runtime, test, this.#projects.collect(test), this.#limitMs));
      }
    };
    await Promise.all(Array.from({ length: jobs }, workOff));
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }
}

async function runTest(
  runtime: Runtime,
  test: TestFile,
  project: Record<string, FileContent>,
  limitMs: number,
): Promise<EmbeddedOutcome> {
  const printed = { stdout: '', stderr: '' };
  const signal = AbortSignal.timeout(limitMs);
  const end = await runtime.run(project, ['node', ...test.flags, `test/${test.name}`], {
    signal,
    onEvent: (event) => {
      if (event.type === 'output') printed[event.stream] += event.text;
    },
  });
  const failed = (cause: string): EmbeddedOutcome => ({ passed: false, cause, ...printed });
  if (end.outcome === 'stopped') return failed(`not finished after ${limitMs / 1000} s`);
  if (end.outcome === 'crashed') return failed(`crashed the engine: ${firstLine(end.message)}`);
  if (end.exitCode !== 0) return failed(causeIn(printed.stderr, printed.stdout) ?? `exit code ${end.exitCode}`);
  if (skipsItself(printed.stdout))
    return failed(`skipped itself: ${firstLine(printed.stdout.split('Skipped: ')[1] ?? '')}`);
  return { passed: true, cause: '', ...printed };
}

const CAUSE_LENGTH = 160;
const firstLine = (text: string) => (text.trim().split('\n')[0] ?? '').slice(0, CAUSE_LENGTH);

/** The line that names the error, in what an uncaught exception prints. */
function causeIn(stderr: string, stdout: string): string | undefined {
  const lines = [...stderr.split('\n'), ...stdout.split('\n')].map((line) => line.trim());
  const at = lines.findIndex(
    (line) => /^(Uncaught )?[\w.]*(Error|Exception)\b.*[:[]/.test(line) || /^Mismatched/.test(line),
  );
  if (at < 0) return lines.find((line) => line !== '')?.slice(0, CAUSE_LENGTH);
  const rest = lines.slice(at + 1, at + 8).filter((line) => /^[+-] |!==|Expected|actual|expected/.test(line));
  return [lines[at], ...rest.slice(0, 2)].join(' ').slice(0, CAUSE_LENGTH);
}
