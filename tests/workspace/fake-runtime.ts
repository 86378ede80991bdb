/** A runtime for tests: it does what the test scripts, and stops when it is asked to. */
import {
  type CheckEnd,
  type CheckOptions,
  type HttpRequest,
  type HttpResponse,
  type Project,
  type RunEnd,
  type RunEvent,
  type RunOptions,
  type Runtime,
  type RuntimeDescription,
  RuntimeError,
  type RuntimeStatus,
  type SyntaxProblem,
  type TestEvent,
} from '../../src/runtimes/runtime.ts';
import type { TraceKind } from '../../src/runtimes/trace.ts';

export class FakeRuntime implements Runtime {
  /** Sent during the next runs, before `runEnd`. */
  runEvents: RunEvent[] = [];
  testEvents: TestEvent[] = [];
  runEnd: RunEnd = { outcome: 'exited', exitCode: 0, ms: 5 };
  checkEnd: CheckEnd = { outcome: 'completed', ms: 5 };
  /** The program never ends by itself. */
  isEndless = false;
  /** A run takes standard input until it ends. */
  readsToEnd = false;
  /** What `start`, `run` and `check` reject with. */
  refusal: RuntimeError | undefined;
  isDisposed = false;
  /** What it says of each file, when it is not busy. */
  syntaxProblems: SyntaxProblem[] = [];
  /** What the latest run was to hand back. */
  keep: RunOptions['keep'];
  /** What runs and checks were to record, in order. */
  readonly traces: (readonly TraceKind[])[] = [];
  /** What it was given, in order. */
  readonly projects: Project[] = [];
  readonly commands: (readonly string[])[] = [];
  readonly requests: HttpRequest[] = [];
  /** What requests are answered with, without a body; refused without it. */
  answer: Omit<HttpResponse, 'body'> | undefined;
  /** Pieces of standard input that came during the latest run. */
  readonly input: string[] = [];
  #status: RuntimeStatus = { state: 'idle' };
  readonly #listeners = new Set<(status: RuntimeStatus) => void>();

  get status(): RuntimeStatus {
    return this.#status;
  }

  describe(): RuntimeDescription {
    return { stack: 'node', name: 'Fake 1.0', cannot: [] };
  }

  onStatus(listener: (status: RuntimeStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  report(status: RuntimeStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }

  async start(): Promise<void> {
    if (this.refusal) throw this.refusal;
    this.report({ state: 'loading', step: 'Loading', progress: 0.43 });
    this.report({ state: 'ready' });
  }

  async findSyntaxProblems(): Promise<readonly SyntaxProblem[]> {
    return this.syntaxProblems;
  }

  async run(
    project: Project,
    command: readonly string[],
    { onEvent, signal, stdin, keep, trace = [] }: RunOptions,
  ): Promise<RunEnd> {
    this.traces.push(trace);
    this.keep = keep;
    this.projects.push(project);
    this.commands.push(command);
    if (this.refusal) throw this.refusal;
    for (const event of this.runEvents) onEvent(event);
    if (this.readsToEnd && typeof stdin === 'object') for await (const piece of stdin) this.input.push(piece);
    if (this.isEndless && (await untilStopped(signal))) return { outcome: 'stopped', ms: 5 };
    return this.runEnd;
  }

  async check(project: Project, { onEvent, signal, trace = [] }: CheckOptions): Promise<CheckEnd> {
    this.traces.push(trace);
    this.projects.push(project);
    if (this.refusal) throw this.refusal;
    for (const event of this.testEvents) onEvent(event);
    if (this.isEndless && (await untilStopped(signal))) return { outcome: 'stopped', ms: 5 };
    return this.checkEnd;
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request);
    if (!this.answer) throw new RuntimeError('Nothing listens.', 'Run a server first.');
    return { ...this.answer, body: new Blob([]).stream() };
  }

  async stop(): Promise<void> {
    this.report({ state: 'stopped' });
  }

  dispose(): void {
    this.isDisposed = true;
  }
}

function untilStopped(signal: AbortSignal | undefined): Promise<true> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(true)));
}
