/** Node.js in a WebContainer as a runtime: real processes, npm and a shell, by a service of StackBlitz. */
import {
  CHECK_TIMEOUT_MS,
  type CheckEnd,
  type CheckOptions,
  type HttpRequest,
  type HttpResponse,
  OUTPUT_LIMIT_BYTES,
  type Project,
  type RunEnd,
  type RunEvent,
  type RunOptions,
  type Runtime,
  type RuntimeDescription,
  RuntimeError,
  type RuntimeStatus,
  type Shell,
  type ShellOptions,
  type WebSocketConnection,
  type WebSocketEvents,
  type WebSocketRequest,
} from '../../runtime.ts';
import { StatusBoard } from '../../status-board.ts';
import { Activity, type Interruption } from './activity.ts';
import type { Container } from './container.ts';
import type { ContainerSupply } from './container-supply.ts';
import { watchFiles } from './kept-files.ts';
import { OutputBudget } from './output-budget.ts';
import { checkFile, findTestFiles } from './run-tests.ts';
import { openExchange, sendRequest } from './send-request.ts';
import { ServerWatch } from './server-watch.ts';
import { openShell } from './shell.ts';
import { type Frame, SupervisedProcess } from './supervised-process.ts';
import { type WorkFolder, WorkFolders } from './work-folders.ts';

export interface WebContainerRuntimeOptions {
  /** Where the page's one container comes from. */
  readonly supply: ContainerSupply;
  /** A project whose packages are installed by `start()`; without it, the first run installs its own. */
  readonly packagesOf?: Project;
  /** Aborting it gives up a start that goes on. */
  readonly cancel?: AbortSignal;
}

/** A runtime that is idle; nothing is loaded before `start()` or the first run. */
export function createWebContainerRuntime(options: WebContainerRuntimeOptions): Runtime {
  return new WebContainerRuntime(options);
}

interface OpenContainer {
  readonly container: Container;
  readonly folders: WorkFolders;
}

const BROKE_HINT = 'Run it again. If it stays like this, reload the page: your code is kept.';
/** The folders are the container's, which outlives a runtime: its installed packages serve the next one too. */
const foldersOf = new WeakMap<Container, WorkFolders>();

class WebContainerRuntime implements Runtime {
  readonly #options: WebContainerRuntimeOptions;
  readonly #board = new StatusBoard();
  readonly #shells = new Set<Shell>();
  #activity: Activity | undefined;
  #servers: ServerWatch | undefined;
  #sendKeptFiles: () => Promise<void> = async () => undefined;
  /** Known once the container has booted. */
  #nodeVersion: string | undefined;

  constructor(options: WebContainerRuntimeOptions) {
    this.#options = options;
  }

  describe(): RuntimeDescription {
    const name =
      this.#nodeVersion === undefined ? 'Node.js, WebContainer' : `Node.js ${this.#nodeVersion}, WebContainer`;
    return { stack: 'node', name, cannot: ['starting offline', 'native add-ons'] };
  }

  get status(): RuntimeStatus {
    return this.#board.current;
  }

  onStatus(listener: (status: RuntimeStatus) => void): () => void {
    return this.#board.watch(listener);
  }

  async start(): Promise<void> {
    if (this.#activity) return;
    await this.#board.showLoading(async () => {
      const { folders } = await this.#open();
      if (this.#options.packagesOf) await folders.prepare(this.#options.packagesOf, this.#onLoading);
    });
    if (!this.#activity && this.#board.current.state === 'loading') this.#board.show({ state: 'ready' });
  }

  async run(project: Project, command: readonly string[], options: RunOptions): Promise<RunEnd> {
    const { end, ms } = await this.#perform('run', options.signal, undefined, (activity) =>
      this.#inFolder(activity, project, async ({ container }, { path: folder }) => {
        const pass = activity.whileGoing(limited(options.onEvent));
        this.#servers = new ServerWatch(container, pass);
        this.#sendKeptFiles = await watchFiles(container.fs, folder, { keep: options.keep, onEvent: pass });
        const process = await SupervisedProcess.start(container, { folder, command }, (frame) => passOn(frame, pass));
        void process.feed(options.stdin);
        // It cannot be told when a program waits for input: the line to type into is there from the start.
        if (options.stdin !== undefined && typeof options.stdin !== 'string') pass({ type: 'reading-input' });
        const programEnd = await this.#untilEnd(activity, process);
        if (typeof programEnd === 'number') await this.#sendKeptFiles();
        return programEnd;
      }),
    );
    if (typeof end === 'number') return { outcome: 'exited', exitCode: end, ms };
    if (end instanceof Error) return { outcome: 'crashed', message: describeCrash(end), hint: BROKE_HINT, ms };
    return { outcome: 'stopped', ms };
  }

  async check(project: Project, options: CheckOptions): Promise<CheckEnd> {
    const limitMs = options.timeoutMs ?? CHECK_TIMEOUT_MS;
    const { end, ms } = await this.#perform('check', options.signal, limitMs, (activity) =>
      this.#inFolder(activity, project, async ({ container }, { path: folder }) => {
        const onEvent = activity.whileGoing(limited(options.onEvent));
        for (const [index, file] of findTestFiles(project).entries()) {
          const test = await checkFile({ container, folder, file, number: index + 1, onEvent });
          const fileEnd = await this.#untilEnd(activity, test.process);
          if (typeof fileEnd !== 'number') return fileEnd;
          test.finish(fileEnd);
        }
        return 0;
      }),
    );
    if (end === 'timed-out') return { outcome: 'timed-out', limitMs, ms };
    if (end === 'stopped') return { outcome: 'stopped', ms };
    if (end instanceof Error) return { outcome: 'crashed', message: describeCrash(end), hint: BROKE_HINT, ms };
    return { outcome: 'completed', ms };
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const port = this.#portFor(request.port);
    const { container } = await this.#open();
    const response = await sendRequest(container, { ...request, port });
    await this.#sendKeptFiles();
    return response;
  }

  async openWebSocket(request: WebSocketRequest, events: WebSocketEvents): Promise<WebSocketConnection> {
    const port = this.#portFor(request.port);
    const { container } = await this.#open();
    // Few pages speak it.
    const { openWebSocket } = await import('../../web-socket/open-web-socket.ts');
    return openWebSocket((upgrade) => openExchange(container, upgrade), { ...request, port }, events);
  }

  #portFor(wanted: number | undefined): number {
    const port = this.#servers?.portFor(wanted);
    if (port !== undefined) return port;
    throw new RuntimeError('No server is running.', 'Run a program that calls listen(), then send the request.');
  }

  readonly openShell = async (project: Project, options: ShellOptions): Promise<Shell> => {
    const { container, folders } = await this.#board.showLoading(() => this.#open());
    const folder = await this.#board.showLoading(() => folders.create(project, this.#onLoading));
    if (!this.#activity) this.#board.show({ state: 'ready' });
    const shell = await openShell(container, folder, options);
    this.#shells.add(shell);
    void shell.ended.then(() => this.#shells.delete(shell));
    return shell;
  };

  async stop(): Promise<void> {
    this.#activity?.interrupt('stopped');
    await this.#activity?.finished;
  }

  dispose(): void {
    this.#activity?.interrupt('stopped');
    for (const shell of this.#shells) shell.close();
    this.#board.close();
  }

  readonly #onLoading = (step: string, progress: number) => this.#board.showStep(step, progress);

  async #open(): Promise<OpenContainer> {
    const { container, nodeVersion } = await this.#options.supply.take(this.#onLoading, this.#options.cancel);
    this.#nodeVersion = nodeVersion;
    const folders = foldersOf.get(container) ?? new WorkFolders(container);
    foldersOf.set(container, folders);
    return { container, folders };
  }

  /** Works in a fresh folder with the project's files, once container and packages are there. */
  async #inFolder<Result>(
    activity: Activity,
    project: Project,
    work: (open: OpenContainer, folder: WorkFolder) => Promise<Result>,
  ): Promise<Result | Interruption> {
    const preparing = this.#board.showLoading(async () => {
      const open = await this.#open();
      return { open, folder: await open.folders.create(project, this.#onLoading) };
    });
    const prepared = await Promise.race([preparing, activity.interrupted]);
    if (typeof prepared === 'string') {
      preparing.then(({ folder }) => folder.remove()).catch(() => undefined);
      return prepared;
    }
    this.#board.show({ state: 'running', activity: activity.kind });
    activity.begin();
    try {
      return await work(prepared.open, prepared.folder);
    } finally {
      prepared.folder.remove();
    }
  }

  async #untilEnd(activity: Activity, process: SupervisedProcess): Promise<number | Interruption | Error> {
    const exited = process.exited.catch((error: unknown) => error as Error);
    const end = await Promise.race([exited, activity.interrupted]);
    if (typeof end === 'string') await process.stop();
    return end;
  }

  /** Does one run or check; `ms` counts from when its folder was there. */
  async #perform<End>(
    kind: Activity['kind'],
    signal: AbortSignal | undefined,
    limitMs: number | undefined,
    work: (activity: Activity) => Promise<End>,
  ): Promise<{ end: End; ms: number }> {
    if (this.#activity) {
      throw new RuntimeError('Something is already running.', 'Stop it, or wait until it has ended.');
    }
    const activity = new Activity(kind, limitMs, signal);
    this.#activity = activity;
    let last: RuntimeStatus = { state: 'stopped' };
    try {
      const end = await work(activity);
      if (typeof end === 'number') last = { state: 'ready' };
      return { end, ms: activity.ms };
    } catch (error) {
      last = this.#board.current;
      throw error;
    } finally {
      this.#servers?.close();
      this.#servers = undefined;
      this.#sendKeptFiles = async () => undefined;
      this.#activity = undefined;
      this.#board.show(last);
      activity.end();
    }
  }
}

function passOn({ type, stream, text }: Frame, pass: (event: RunEvent) => void): void {
  if (type === 'output-cut') pass({ type, limitBytes: OUTPUT_LIMIT_BYTES });
  if (type !== 'output' || (stream !== 'stdout' && stream !== 'stderr') || typeof text !== 'string') return;
  pass({ type, stream, text });
}

/** Passes events on until what was printed is too much; one notice says so. */
function limited<Event extends { readonly type: string }>(onEvent: (event: Event) => void): (event: Event) => void {
  const budget = new OutputBudget();
  const cut = { type: 'output-cut', limitBytes: OUTPUT_LIMIT_BYTES } as unknown as Event;
  return (event) => {
    const verdict = budget.take(event);
    if (verdict === 'cut') onEvent(cut);
    else if (verdict === 'pass') onEvent(event);
  };
}

function describeCrash({ message }: Error): string {
  return `WebContainer broke down. ${message}`;
}
