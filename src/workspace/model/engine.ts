/** The engine of one workspace: opened when first wanted, watched, opened anew after a failure. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { DatabaseAnswer, DatabaseQuestion } from '../../runtimes/database.ts';
import { type Runtime, RuntimeError, type RuntimeStatus, type SyntaxProblem } from '../../runtimes/runtime.ts';
import type { TraceKind } from '../../runtimes/trace.ts';

export class Engine {
  readonly #open: () => Promise<Runtime>;
  readonly #status = signal<RuntimeStatus>({ state: 'idle' });
  readonly #name = signal<string | undefined>(undefined);
  readonly #hasShell = signal(false);
  readonly #traces = signal<readonly TraceKind[] | undefined>(undefined);
  #opening: Promise<Runtime> | undefined;

  constructor(open: () => Promise<Runtime>) {
    this.#open = open;
  }

  get status(): ReadonlySignal<RuntimeStatus> {
    return this.#status;
  }

  /** What the runtime calls itself; absent while none is open. */
  get name(): ReadonlySignal<string | undefined> {
    return this.#name;
  }

  /** Whether the runtime offers a shell. */
  get hasShell(): ReadonlySignal<boolean> {
    return this.#hasShell;
  }

  /** What the runtime can record; absent while none is open. */
  get traces(): ReadonlySignal<readonly TraceKind[] | undefined> {
    return this.#traces;
  }

  /** Gets ready ahead of need. A failure is in `status`. */
  warmUp(): void {
    if (this.#opening) return;
    this.#start().catch((error: unknown) => this.#fail(error));
  }

  /** Tries again after a failure, with a new runtime. */
  retry(): void {
    this.dispose();
    this.warmUp();
  }

  /** The open runtime. Rejects with a `RuntimeError` when it cannot be had; `status` says so too. */
  async acquire(): Promise<Runtime> {
    try {
      return await this.#openOnce();
    } catch (error) {
      throw this.#fail(error);
    }
  }

  /** What is wrong with a file's syntax, where a runtime is at hand that can tell. Opens none; never rejects. */
  async findSyntaxProblems(path: string, text: string): Promise<readonly SyntaxProblem[] | undefined> {
    const runtime = await this.#opening?.catch(() => undefined);
    return runtime?.findSyntaxProblems?.(path, text);
  }

  /** Looks into a database file. Rejects with a `RuntimeError`. */
  async readDatabase(content: Uint8Array, question: DatabaseQuestion): Promise<DatabaseAnswer> {
    const runtime = await this.acquire();
    if (!runtime.readDatabase)
      throw new RuntimeError('This engine cannot look into databases.', 'Use the embedded one.');
    return runtime.readDatabase(content, question);
  }

  /** Ends the runtime. The next use opens a new one. */
  dispose(): void {
    this.#letGo();
    this.#status.value = { state: 'idle' };
  }

  #letGo(): void {
    const opening = this.#opening;
    this.#opening = undefined;
    this.#hasShell.value = false;
    this.#traces.value = undefined;
    opening?.then(
      (runtime) => runtime.dispose(),
      () => undefined,
    );
  }

  async #start(): Promise<void> {
    const runtime = await this.#openOnce();
    await runtime.start();
  }

  #openOnce(): Promise<Runtime> {
    this.#opening ??= this.#openAndWatch();
    return this.#opening;
  }

  async #openAndWatch(): Promise<Runtime> {
    this.#status.value = { state: 'loading', step: 'Fetching the engine', progress: 0 };
    const runtime = await this.#open();
    this.#look(runtime);
    this.#status.value = runtime.status;
    const opening = this.#opening;
    const endWatching = runtime.onStatus((status) => {
      if (this.#opening !== opening) {
        endWatching();
        return;
      }
      this.#status.value = status;
      // Another one may have taken its place.
      this.#look(runtime);
    });
    return runtime;
  }

  #look(runtime: Runtime): void {
    const { name, traces = [] } = runtime.describe();
    this.#name.value = name;
    this.#traces.value = traces;
    this.#hasShell.value = runtime.openShell !== undefined;
  }

  #fail(error: unknown): RuntimeError {
    const failure = asRuntimeError(error);
    // A runtime that failed is not asked again: the next use opens a new one.
    this.#letGo();
    this.#status.value = { state: 'failed', message: failure.message, hint: failure.hint };
    return failure;
  }
}

/** What a chunk that cannot be loaded, or a defect of ours, means to the learner. */
export function asRuntimeError(error: unknown): RuntimeError {
  if (error instanceof RuntimeError) return error;
  return new RuntimeError(
    'The engine could not be loaded.',
    'See whether you are online, then try again. If that does not help, reload the page: your code is kept.',
    { cause: error },
  );
}
