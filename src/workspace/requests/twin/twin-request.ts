/** The same request in the other stack: opens the twin's engine, runs the twin, and gets the request's trace. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Exercise } from '../../../course/exercise.ts';
import type { Project, RunEvent, Runtime } from '../../../runtimes/runtime.ts';
import type { RequestTrace } from '../../../runtimes/trace.ts';
import { asRuntimeError } from '../../model/engine.ts';

export type TwinState =
  | { readonly state: 'idle' }
  | { readonly state: 'busy'; readonly step: string }
  | { readonly state: 'there'; readonly trace: RequestTrace; readonly code: TwinCode }
  | { readonly state: 'failed'; readonly message: string; readonly hint: string };

/** Whose code of the twin answered. */
export type TwinCode = 'draft' | 'starter';

/** The twin as it is to be run. */
export interface TwinProgram {
  readonly exercise: Exercise;
  readonly project: Project;
  readonly code: TwinCode;
}

export interface TwinRequestSetting {
  readonly loadTwin: () => Promise<TwinProgram>;
  readonly openEngine: (exercise: Exercise) => Promise<Runtime>;
}

/** What is asked for again. */
export type SentRequest = Pick<RequestTrace, 'method' | 'path'>;

/** A program that does not serve the request within this time is not going to, ms. */
const LONGEST_RUN_MS = 30_000;

/** A trace keeps no bodies: a request of another method can only be one that the twin sends itself. */
const METHODS_WITHOUT_BODY: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'DELETE'];

const RUN_SERVER = ['python', 'manage.py', 'runserver'] as const;

export class TwinRequest {
  readonly #setting: TwinRequestSetting;
  readonly #state = signal<TwinState>({ state: 'idle' });
  #engine: Promise<Runtime> | undefined;
  #stop = new AbortController();

  constructor(setting: TwinRequestSetting) {
    this.#setting = setting;
  }

  get state(): ReadonlySignal<TwinState> {
    return this.#state;
  }

  /** Sends the request to the twin. How it went is in `state`; never rejects. The one before is given up. */
  async send(request: SentRequest): Promise<void> {
    this.#stop.abort();
    const stop = new AbortController();
    this.#stop = stop;
    const show = (state: TwinState) => {
      if (this.#stop === stop) this.#state.value = state;
    };
    try {
      show({ state: 'busy', step: 'Fetching the other exercise' });
      const twin = await this.#setting.loadTwin();
      show({ state: 'busy', step: 'Starting the other engine' });
      this.#engine ??= this.#setting.openEngine(twin.exercise);
      const engine = await this.#engine;
      await engine.start();
      show({ state: 'busy', step: 'Waiting for its answer' });
      const trace = await askTwin(engine, twin, request, stop.signal);
      show(trace ? { state: 'there', trace, code: twin.code } : describeNoAnswer(request));
    } catch (error) {
      this.#engine = undefined;
      const { message, hint } = asRuntimeError(error);
      show({ state: 'failed', message, hint });
    }
  }

  /** Ends the engine. */
  dispose(): void {
    this.#stop.abort();
    this.#engine?.then(
      (engine) => engine.dispose(),
      () => undefined,
    );
    this.#engine = undefined;
  }
}

/**
 * Runs the twin's own command: many ask themselves, and fill their database first. Django's server runs after it, on the
 * files that it left, when the request was not among those.
 */
async function askTwin(
  engine: Runtime,
  { exercise, project }: TwinProgram,
  request: SentRequest,
  stop: AbortSignal,
): Promise<RequestTrace | undefined> {
  const first = await runAndAsk(engine, project, exercise.command, request, stop);
  const hasServer = exercise.stack === 'django' && 'manage.py' in project;
  if (first.trace || !hasServer || !canBeSent(request)) return first.trace;
  const second = await runAndAsk(engine, { ...project, ...first.kept }, RUN_SERVER, request, stop);
  return second.trace;
}

interface Asked {
  readonly trace?: RequestTrace | undefined;
  readonly kept: Project;
}

/** Runs until a trace of the request is there or the program has ended; asks a server as soon as there is one. */
async function runAndAsk(
  engine: Runtime,
  project: Project,
  command: readonly string[],
  request: SentRequest,
  stop: AbortSignal,
): Promise<Asked> {
  const done = new AbortController();
  const kept: Record<string, Uint8Array> = {};
  let trace: RequestTrace | undefined;
  const onEvent = (event: RunEvent) => {
    if (event.type === 'file-kept' && event.content) kept[event.path] = event.content;
    if (event.type === 'listening' && canBeSent(request)) void sendTo(engine, event.port, request);
    if (event.type !== 'trace' || event.batch.kind !== 'request') return;
    const { method, path } = event.batch.trace;
    if (trace || method !== request.method || path !== request.path) return;
    trace = event.batch.trace;
    done.abort();
  };
  const signal = AbortSignal.any([stop, done.signal, AbortSignal.timeout(LONGEST_RUN_MS)]);
  await engine.run(project, command, { onEvent, signal, trace: ['requests'], keep: 'all' });
  return { trace, kept };
}

function canBeSent({ method }: SentRequest): boolean {
  return METHODS_WITHOUT_BODY.includes(method);
}

/** The body is read, so that the server comes to its end. A server that has closed meanwhile answered itself. */
async function sendTo(engine: Runtime, port: number, { method, path }: SentRequest): Promise<void> {
  try {
    const headers = [['Host', `localhost:${port}`]] as const;
    const { body } = await engine.request({ method, path, headers, port });
    await body.pipeTo(new WritableStream());
  } catch {
    // No trace comes, and that is what is told.
  }
}

function describeNoAnswer({ method, path }: SentRequest): TwinState {
  return {
    state: 'failed',
    message: `The other program did not answer ${method} ${path}.`,
    hint: 'Open it and see what it says when it runs. Requests with a body are not sent again.',
  };
}
