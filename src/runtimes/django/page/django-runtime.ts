/** The Django engine as a runtime: unmodified Django in a Python that runs in a worker of this page. */
import type { DatabaseAnswer, DatabaseQuestion } from '../../database.ts';
import {
  CHECK_TIMEOUT_MS,
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
  type SyntaxProblem,
  type TestEvent,
} from '../../runtime.ts';
import { StatusBoard } from '../../status-board.ts';
import type { DjangoManifest } from '../manifest.ts';
import { askForDatabase, askForSyntaxProblems } from './ask-spare.ts';
import type { Interpreter, ProgramEnd } from './interpreter.ts';
import { InterpreterSupply } from './interpreter-supply.ts';
import { Interruption, type InterruptionReason } from './interruption.ts';

export interface DjangoRuntimeOptions {
  /** Folder of the engine's files, with a slash at the end. */
  readonly baseUrl: URL;
  readonly manifest: DjangoManifest;
}

/** A program that runs this long is likely to be stopped: the next interpreter gets ready meanwhile. */
const LONG_RUN_MS = 1_500;

/** How long an interrupted program may take to end: what it writes last is still told. Then it is cut off. */
const GRACE_MS = 250;

/** A runtime that is idle; nothing is loaded before `start()` or the first run. */
export function createDjangoRuntime(options: DjangoRuntimeOptions): Runtime {
  return new DjangoRuntime(options);
}

class DjangoRuntime implements Runtime {
  readonly #description: RuntimeDescription;
  readonly #supply: InterpreterSupply;
  readonly #board = new StatusBoard();
  #active: Interruption | undefined;
  #server: Interpreter | undefined;

  constructor({ baseUrl, manifest }: DjangoRuntimeOptions) {
    const { django, python } = manifest.versions;
    this.#description = {
      stack: 'django',
      name: `Django ${django} on Python ${python}, embedded`,
      cannot: [
        'threads',
        'other programs',
        'network connections',
        'databases other than SQLite',
        'input typed while a program runs',
      ],
      traces: ['requests'],
    };
    this.#supply = new InterpreterSupply(
      baseUrl,
      manifest,
      (step, progress) => this.#board.showStep(step, progress),
      () => {
        if (this.#board.current.state === 'ready') this.#board.show(this.#ready());
      },
    );
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
    if (this.#active) return;
    await this.#board.showLoading(() => this.#supply.prepare());
    // A run that began meanwhile shows its own state.
    if (!this.#active && this.#board.current.state === 'loading') this.#board.show(this.#ready());
  }

  async run(project: Project, command: readonly string[], options: RunOptions): Promise<RunEnd> {
    // Python reads synchronously: it cannot wait for what is typed later.
    const stdin = typeof options.stdin === 'string' ? options.stdin : '';
    const { end, interruption, ms } = await this.#execute('run', options.signal, undefined, (interpreter) =>
      interpreter.start(
        { type: 'run', project, command: [...command], stdin, keep: options.keep, trace: options.trace },
        (message) => {
          if (message.type !== 'run-event') return;
          if (message.event.type === 'listening') this.#server = interpreter;
          options.onEvent(message.event);
        },
      ),
    );
    if (interruption || !end) return { outcome: 'stopped', ms };
    if (end.type === 'exited') return { outcome: 'exited', exitCode: end.exitCode, ms };
    return { ...asCrash(end), ms };
  }

  async check(project: Project, options: CheckOptions): Promise<CheckEnd> {
    const limitMs = options.timeoutMs ?? CHECK_TIMEOUT_MS;
    const { end, interruption, ms } = await this.#execute('check', options.signal, limitMs, (interpreter) =>
      interpreter.start({ type: 'check', project, trace: options.trace }, (message) => {
        if (message.type === 'test-event') options.onEvent(message.event);
      }),
    );
    if (interruption === 'timed-out') return { outcome: 'timed-out', limitMs, ms };
    if (interruption || !end) return { outcome: 'stopped', ms };
    if (end.type === 'crashed') return { ...asCrash(end), ms };
    if (end.type === 'exited') options.onEvent(exitedInCheck(end.exitCode));
    return { outcome: 'completed', ms };
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    if (!this.#server) {
      throw new RuntimeError('No server is running.', 'Start it with "python manage.py runserver".');
    }
    return this.#server.request(request);
  }

  findSyntaxProblems(path: string, text: string): Promise<readonly SyntaxProblem[] | undefined> {
    return askForSyntaxProblems(this.#supply, path, text);
  }

  readDatabase(content: Uint8Array, question: DatabaseQuestion): Promise<DatabaseAnswer> {
    return askForDatabase(this.#supply, { content, question });
  }

  async stop(): Promise<void> {
    this.#active?.stop();
    await this.#active?.ended;
  }

  dispose(): void {
    this.#active?.stop();
    this.#supply.close();
    this.#board.close();
  }

  /** In a turn of its own: who waits for the end of a program hears of it first, and making a worker takes milliseconds. */
  #prepareNext(): void {
    setTimeout(() => {
      // The next run looks after itself.
      if (!this.#active) this.#supply.prepareQuietly();
    });
  }

  #ready(): RuntimeStatus {
    const { note } = this.#supply;
    return { state: 'ready', ...(note !== undefined && { note }) };
  }

  /** One run or check from the first interpreter that is ready to the end of the program. */
  async #execute(
    activity: 'run' | 'check',
    signal: AbortSignal | undefined,
    limitMs: number | undefined,
    start: (interpreter: Interpreter) => Promise<ProgramEnd>,
  ): Promise<{ end?: ProgramEnd; interruption?: InterruptionReason; ms: number }> {
    if (this.#active) {
      throw new RuntimeError('Something is already running.', 'Stop it, or wait until it has ended.');
    }
    const interruption = new Interruption(signal);
    this.#active = interruption;
    let interpreter: Interpreter | undefined;
    let longRun: ReturnType<typeof setTimeout> | undefined;
    let last: RuntimeStatus = { state: 'stopped' };
    let started = performance.now();
    const since = () => performance.now() - started;
    try {
      // Interrupted while it boots, the interpreter stays the supply's spare: the next run takes it.
      const prepared = await interruption.race(this.#board.showLoading(() => this.#supply.prepare()));
      if ('reason' in prepared) return { interruption: prepared.reason, ms: since() };
      interpreter = await this.#supply.take();
      this.#board.show({ state: 'running', activity });
      started = performance.now();
      if (limitMs !== undefined) interruption.limit(limitMs);
      longRun = setTimeout(() => this.#supply.prepareQuietly(), LONG_RUN_MS);
      const end = await interruption.race(start(interpreter));
      if ('reason' in end) {
        // A check has nothing to say after Stop, and a server sits idle.
        if (activity === 'run' && !this.#server) await interpreter.interrupt(GRACE_MS);
        return { interruption: end.reason, ms: since() };
      }
      if (end.result.type !== 'crashed') last = this.#ready();
      return { end: end.result, ms: since() };
    } catch (error) {
      last = this.#board.current;
      throw error;
    } finally {
      clearTimeout(longRun);
      interpreter?.close();
      this.#server = undefined;
      this.#active = undefined;
      this.#board.show(last);
      interruption.finish();
      if (interpreter) this.#prepareNext();
    }
  }
}

function asCrash(end: ProgramEnd): { outcome: 'crashed'; message: string; hint: string } {
  if (end.type === 'crashed') return { outcome: 'crashed', message: end.message, hint: end.hint };
  return { outcome: 'crashed', message: 'The program ended in an unexpected way.', hint: 'Run it again.' };
}

/** `os._exit` ends Python without a word: here are the words. */
function exitedInCheck(exitCode: number): TestEvent {
  const message = `The program ended Python with exit code ${exitCode} before the tests were through.`;
  return { type: 'check-error', failure: { kind: 'error', message, stack: message } };
}
