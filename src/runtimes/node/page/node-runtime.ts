/** The embedded Node engine as a runtime: Node's own library in a worker of this page. */
import {
  CHECK_TIMEOUT_MS,
  type CheckEnd,
  type CheckOptions,
  type HttpRequest,
  type HttpResponse,
  OUTPUT_LIMIT_BYTES,
  type Project,
  type RunEnd,
  type RunOptions,
  type Runtime,
  type RuntimeDescription,
  RuntimeError,
  type RuntimeStatus,
  type SyntaxProblem,
  type TestEvent,
  type WebSocketConnection,
  type WebSocketEvents,
  type WebSocketRequest,
} from '../../runtime.ts';
import { StatusBoard } from '../../status-board.ts';
import type { WorkerMessage } from '../worker/messages.ts';
import type { NodeManifest } from './manifest.ts';
import type { NodeWorker, ProgramEnd } from './node-worker.ts';
import { type PackageSource, Packages } from './packages.ts';
import { parseCommand } from './parse-command.ts';
import { findTestFiles, runTestFile } from './run-tests.ts';
import { type ProgramFiles, startMessage } from './start-message.ts';
import { WorkerSupply } from './worker-supply.ts';

export interface NodeRuntimeOptions {
  /** Folder of the engine's files, with a slash at the end. */
  readonly baseUrl: URL;
  readonly manifest: NodeManifest;
  /** Where packages from npm come from; without it programs have none. */
  readonly packages?: PackageSource;
  /** A project whose packages are fetched by `start()`, ahead of need. */
  readonly packagesOf?: Project;
}

/** A runtime that is idle; nothing is loaded before `start()` or the first run. */
export function createNodeRuntime(options: NodeRuntimeOptions): Runtime {
  return new NodeRuntime(options);
}

/** A program that runs this long may have to be stopped: the next worker gets ready meanwhile. */
const LONG_RUN_MS = 150;

/** A longer file is not looked at while it is written: the next run would have to wait. In characters. */
const SYNTAX_TEXT_LIMIT = 200_000;

type Interruption = 'stopped' | 'timed-out';

/** What goes on now, from the wait for a worker to the end. */
interface Activity {
  readonly kind: 'run' | 'check';
  readonly interrupted: PromiseWithResolvers<Interruption>;
  readonly finished: PromiseWithResolvers<void>;
}

class NodeRuntime implements Runtime {
  readonly #description: RuntimeDescription;
  readonly #supply: WorkerSupply;
  readonly #board = new StatusBoard();
  readonly #packages: Packages | undefined;
  readonly #packagesOf: Project;
  #activity: Activity | undefined;
  #worker: NodeWorker | undefined;

  constructor({ baseUrl, manifest, packages, packagesOf = {} }: NodeRuntimeOptions) {
    this.#packages = packages && new Packages(packages);
    this.#packagesOf = packagesOf;
    this.#description = {
      stack: 'node',
      name: `Node.js ${manifest.version}, embedded`,
      cannot: ['other programs', 'network connections', 'native add-ons'],
      traces: ['callbacks', 'requests'],
    };
    this.#supply = new WorkerSupply(baseUrl, manifest, (step, progress) => this.#board.showStep(step, progress));
  }

  describe(): RuntimeDescription {
    return this.#description;
  }

  get status(): RuntimeStatus {
    return this.#board.current;
  }

  onStatus(listener: (status: RuntimeStatus) => void): () => void {
    return this.#board.watch(listener);
  }

  async start(): Promise<void> {
    if (this.#activity) return;
    await this.#board.showLoading(() => Promise.all([this.#supply.prepare(), this.#loadFiles(this.#packagesOf)]));
    // A run that began meanwhile shows its own state.
    if (!this.#activity && this.#board.current.state === 'loading') this.#board.show({ state: 'ready' });
  }

  async run(project: Project, command: readonly string[], options: RunOptions): Promise<RunEnd> {
    const parsed = parseCommand(command);
    if ('complaint' in parsed) {
      this.#refuseSecondActivity();
      options.onEvent({ type: 'output', stream: 'stderr', text: parsed.complaint });
      return { outcome: 'exited', exitCode: parsed.exitCode, ms: 0 };
    }
    const { end, ms } = await this.#perform('run', options.signal, undefined, async (interrupted) => {
      const worker = await this.#takeWorker(interrupted);
      if (!worker) return undefined;
      const message = startMessage('run', await this.#loadFiles(project), parsed, options);
      const ended = worker.start(message, (said) => passOn(said, options), this.#supply.forRun());
      if (message.keepsInputOpen) void worker.feed(options.stdin as AsyncIterable<string>);
      return Promise.race([ended, interrupted]);
    });
    if (end === undefined || typeof end === 'string') return { outcome: 'stopped', ms };
    if (end.type === 'exited') return { outcome: 'exited', exitCode: end.code, ms };
    return { outcome: 'crashed', message: end.message, hint: end.hint, ms };
  }

  async check(project: Project, options: CheckOptions): Promise<CheckEnd> {
    const limitMs = options.timeoutMs ?? CHECK_TIMEOUT_MS;
    const { end, ms } = await this.#perform('check', options.signal, limitMs, (interrupted) =>
      this.#checkFiles(project, options, interrupted),
    );
    if (end === 'timed-out') return { outcome: 'timed-out', limitMs, ms };
    if (end === 'stopped') return { outcome: 'stopped', ms };
    if (end?.type === 'crashed') return { outcome: 'crashed', message: end.message, hint: end.hint, ms };
    return { outcome: 'completed', ms };
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    return this.#listeningWorker().request(request);
  }

  async openWebSocket(request: WebSocketRequest, events: WebSocketEvents): Promise<WebSocketConnection> {
    const worker = this.#listeningWorker();
    // Few pages speak it.
    const { openWebSocket } = await import('../../web-socket/open-web-socket.ts');
    return openWebSocket((upgrade) => worker.exchange(upgrade), request, events);
  }

  #listeningWorker(): NodeWorker {
    if (this.#worker?.isListening) return this.#worker;
    throw new RuntimeError('No server is running.', 'Run a program that calls listen(), then send the request.');
  }

  async findSyntaxProblems(path: string, text: string): Promise<readonly SyntaxProblem[] | undefined> {
    if (text.length > SYNTAX_TEXT_LIMIT) return undefined;
    return this.#supply.spare?.findSyntaxProblems(path, text).catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.#activity?.interrupted.resolve('stopped');
    await this.#activity?.finished.promise;
  }

  dispose(): void {
    this.#activity?.interrupted.resolve('stopped');
    this.#supply.close();
    this.#board.close();
  }

  /** Ends early when a file was interrupted or its worker crashed; `undefined` when all files ran. */
  async #checkFiles(
    project: Project,
    { onEvent, trace }: CheckOptions,
    interrupted: Promise<Interruption>,
  ): Promise<ProgramEnd | Interruption | undefined> {
    const options = { onEvent: cutOnce(onEvent), trace };
    const files = await this.#loadFiles(project);
    for (const [index, file] of findTestFiles(project).entries()) {
      const worker = await this.#takeWorker(interrupted);
      if (!worker) return interrupted;
      const end = await Promise.race([
        runTestFile(worker, this.#supply.forRun(), files, file, index + 1, options),
        interrupted,
      ]);
      worker.close();
      if (typeof end === 'string' || end.type === 'crashed') return end;
    }
    return undefined;
  }

  async #loadFiles(project: Project): Promise<ProgramFiles> {
    return { project, packages: await this.#packages?.find(project) };
  }

  /** A ready worker; undefined when the wait for it was interrupted. */
  async #takeWorker(interrupted: Promise<Interruption>): Promise<NodeWorker | undefined> {
    const taken = this.#board.showLoading(() => this.#supply.take());
    const first = await Promise.race([taken, interrupted]);
    if (typeof first === 'string') {
      taken.then((late) => late.close()).catch(() => undefined);
      return undefined;
    }
    this.#worker = first;
    if (this.#activity) this.#board.show({ state: 'running', activity: this.#activity.kind });
    return first;
  }

  /** Does one run or check; `ms` counts from when a worker was ready. */
  async #perform<End extends ProgramEnd | Interruption | undefined>(
    kind: Activity['kind'],
    signal: AbortSignal | undefined,
    limitMs: number | undefined,
    work: (interrupted: Promise<Interruption>) => Promise<End>,
  ): Promise<{ end: End; ms: number }> {
    this.#refuseSecondActivity();
    const activity: Activity = { kind, interrupted: Promise.withResolvers(), finished: Promise.withResolvers() };
    this.#activity = activity;
    const { interrupted } = activity;
    const onAbort = () => interrupted.resolve('stopped');
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
    let last: RuntimeStatus = { state: 'stopped' };
    let limit: ReturnType<typeof setTimeout> | undefined;
    let longRun: ReturnType<typeof setTimeout> | undefined;
    try {
      await Promise.race([this.#board.showLoading(() => this.#supply.prepare()), interrupted.promise]);
      const began = performance.now();
      if (limitMs !== undefined) limit = setTimeout(() => interrupted.resolve('timed-out'), limitMs);
      longRun = setTimeout(() => this.#supply.prepareQuietly(), LONG_RUN_MS);
      const end = await work(interrupted.promise);
      if (typeof end !== 'string' && end?.type !== 'crashed') last = { state: 'ready' };
      return { end, ms: performance.now() - began };
    } catch (error) {
      last = this.#board.current;
      throw error;
    } finally {
      clearTimeout(limit);
      clearTimeout(longRun);
      signal?.removeEventListener('abort', onAbort);
      this.#worker?.close();
      this.#worker = undefined;
      this.#activity = undefined;
      this.#board.show(last);
      activity.finished.resolve();
      this.#supply.prepareQuietly();
    }
  }

  #refuseSecondActivity(): void {
    if (!this.#activity) return;
    throw new RuntimeError('Something is already running.', 'Stop it, or wait until it has ended.');
  }
}

/** What a run's worker said, as run events. */
function passOn(message: WorkerMessage, { onEvent }: RunOptions): void {
  switch (message.type) {
    case 'output':
      for (const { stream, text } of message.chunks) onEvent({ type: 'output', stream, text });
      break;
    case 'output-cut':
      onEvent({ type: 'output-cut', limitBytes: OUTPUT_LIMIT_BYTES });
      break;
    case 'listening':
      if ('port' in message.at) onEvent({ type: 'listening', port: message.at.port });
      break;
    case 'listening-ended':
      if ('port' in message.at) onEvent({ type: 'listening-ended', port: message.at.port });
      break;
    case 'reading-input':
      onEvent({ type: 'reading-input' });
      break;
    case 'file-kept':
    case 'file-not-kept':
      onEvent(message);
      break;
    case 'trace':
      onEvent({ type: 'trace', batch: message.batch });
      break;
  }
}

/** One notice is enough, however many files print too much. */
function cutOnce(onEvent: (event: TestEvent) => void): (event: TestEvent) => void {
  let isCut = false;
  return (event) => {
    if (event.type === 'output-cut' && isCut) return;
    isCut ||= event.type === 'output-cut';
    onEvent(event);
  };
}
