/** A runtime that gives way to another one when it cannot be had. Behind the contract nobody sees which of them works. */
import {
  type CheckEnd,
  type CheckOptions,
  type HttpRequest,
  type HttpResponse,
  type Project,
  type RunEnd,
  type RunOptions,
  type Runtime,
  type RuntimeDescription,
  RuntimeError,
  type RuntimeStatus,
  type Shell,
  type ShellOptions,
} from './runtime.ts';
import { RuntimeUnavailable } from './runtime-unavailable.ts';

export interface FallbackOptions {
  openFirst(): Promise<Runtime>;
  openSecond(): Promise<Runtime>;
  /** Called when the second one has taken the first one's place. */
  readonly onFallback: (reason: RuntimeError) => void;
}

/** Opens the first runtime; where even that fails (its code cannot be loaded), the second. */
export async function openWithFallback(options: FallbackOptions): Promise<Runtime> {
  try {
    return new FallbackRuntime(options, await options.openFirst());
  } catch (error) {
    const second = await options.openSecond();
    const hint = 'See whether you are online, then try again.';
    options.onFallback(
      error instanceof RuntimeError ? error : new RuntimeError('Its code could not be loaded.', hint, { cause: error }),
    );
    return second;
  }
}

class FallbackRuntime implements Runtime {
  readonly #options: FallbackOptions;
  readonly #listeners = new Set<(status: RuntimeStatus) => void>();
  readonly #first: Runtime;
  #current: Runtime;
  #endWatching: () => void;
  /** Going on or done. */
  #falling: Promise<void> | undefined;
  #isDisposed = false;

  constructor(options: FallbackOptions, first: Runtime) {
    this.#options = options;
    this.#first = first;
    this.#current = first;
    this.#endWatching = this.#watch(first);
  }

  describe(): RuntimeDescription {
    return this.#current.describe();
  }

  get status(): RuntimeStatus {
    return this.#current.status;
  }

  onStatus(listener: (status: RuntimeStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): Promise<void> {
    return this.#onEither((runtime) => runtime.start());
  }

  run(project: Project, command: readonly string[], options: RunOptions): Promise<RunEnd> {
    return this.#onEither((runtime) => runtime.run(project, command, options));
  }

  check(project: Project, options: CheckOptions): Promise<CheckEnd> {
    return this.#onEither((runtime) => runtime.check(project, options));
  }

  request(request: HttpRequest): Promise<HttpResponse> {
    return this.#current.request(request);
  }

  get openShell(): ((project: Project, options: ShellOptions) => Promise<Shell>) | undefined {
    return this.#current.openShell;
  }

  get openWebSocket(): Runtime['openWebSocket'] {
    return this.#current.openWebSocket?.bind(this.#current);
  }

  stop(): Promise<void> {
    return this.#current.stop();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#endWatching();
    this.#current.dispose();
  }

  /** Does the work on the first runtime and, when that cannot be had, on the second: nothing has run before. */
  async #onEither<Result>(work: (runtime: Runtime) => Promise<Result>): Promise<Result> {
    const runtime = this.#current;
    try {
      return await work(runtime);
    } catch (error) {
      if (!(error instanceof RuntimeUnavailable) || this.#isDisposed) throw error;
      this.#falling ??= this.#fallBack(error);
      await this.#falling;
      return work(this.#current);
    }
  }

  async #fallBack(reason: RuntimeUnavailable): Promise<void> {
    const second = await this.#options.openSecond();
    try {
      await second.start();
    } catch {
      // It cannot serve either: the first one's reason is what can be acted on.
      second.dispose();
      throw reason;
    }
    this.#endWatching();
    this.#current.dispose();
    this.#current = second;
    this.#endWatching = this.#watch(second);
    if (this.#isDisposed) second.dispose();
    else this.#options.onFallback(reason);
  }

  #watch(runtime: Runtime): () => void {
    return runtime.onStatus((status) => {
      // A failure of the first one is none as long as there is the second; when both fail, what is thrown says so.
      if (status.state === 'failed' && runtime === this.#first) return;
      for (const listener of this.#listeners) listener(status);
    });
  }
}
