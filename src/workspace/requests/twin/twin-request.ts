/** The same request in the other stack: opens the twin's engine, runs the twin, and gets the request's trace. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Exercise } from '../../../course/exercise.ts';
import { CookieJar } from '../../../preview/network/cookie-jar.ts';
import type { Project, RunEvent, Runtime } from '../../../runtimes/runtime.ts';
import type { RequestTrace } from '../../../runtimes/trace.ts';
import { asRuntimeError } from '../../model/engine.ts';
import { describeLeftOut, isSameRequest, refuseToSend, requestAgain, type SentRequest } from './request-again.ts';

export type TwinState =
  | { readonly state: 'idle' }
  | { readonly state: 'busy'; readonly step: string }
  | {
      readonly state: 'there';
      /** What was sent. */
      readonly request: SentRequest;
      readonly trace: RequestTrace;
      readonly code: TwinCode;
      /** What of the request did not go along, in words. */
      readonly leftOut: string | undefined;
    }
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

/** A program that does not serve the request within this time is not going to, ms. */
const LONGEST_RUN_MS = 30_000;

const LOOPBACK = new URL('http://localhost/');

const RUN_SERVER = ['python', 'manage.py', 'runserver'] as const;

export class TwinRequest {
  readonly #setting: TwinRequestSetting;
  readonly #state = signal<TwinState>({ state: 'idle' });
  /** Of the twin's servers; the recorded request's cookies are of this one's. */
  readonly #jar = new CookieJar();
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
      const leftOut = describeLeftOut(request, this.#jar.read(LOOPBACK, 'server'));
      const trace = await askTwin({ engine, jar: this.#jar, stop: stop.signal }, twin, request);
      show(trace ? { state: 'there', request, trace, code: twin.code, leftOut } : describeNoAnswer(request));
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
  twin: Twin,
  { exercise, project }: TwinProgram,
  request: SentRequest,
): Promise<RequestTrace | undefined> {
  const first = await runAndAsk(twin, project, exercise.command, request);
  const hasServer = exercise.stack === 'django' && 'manage.py' in project;
  if (first.trace || !hasServer || refuseToSend(request) !== undefined) return first.trace;
  const second = await runAndAsk(twin, { ...project, ...first.kept }, RUN_SERVER, request);
  return second.trace;
}

interface Twin {
  readonly engine: Runtime;
  readonly jar: CookieJar;
  readonly stop: AbortSignal;
}

interface Asked {
  readonly trace?: RequestTrace | undefined;
  readonly kept: Project;
}

/** Runs until a trace of the request is there or the program has ended; asks a server as soon as there is one. */
async function runAndAsk(
  { engine, jar, stop }: Twin,
  project: Project,
  command: readonly string[],
  request: SentRequest,
): Promise<Asked> {
  const done = new AbortController();
  const kept: Record<string, Uint8Array> = {};
  let trace: RequestTrace | undefined;
  const canBeSent = refuseToSend(request) === undefined;
  const onEvent = (event: RunEvent) => {
    if (event.type === 'file-kept' && event.content) kept[event.path] = event.content;
    if (event.type === 'listening' && canBeSent) void sendTo(engine, event.port, request, jar);
    if (event.type !== 'trace' || event.batch.kind !== 'request') return;
    if (trace || !isSameRequest(event.batch.trace, request)) return;
    trace = event.batch.trace;
    done.abort();
  };
  const signal = AbortSignal.any([stop, done.signal, AbortSignal.timeout(LONGEST_RUN_MS)]);
  await engine.run(project, command, { onEvent, signal, trace: ['requests'], keep: 'all' });
  return { trace, kept };
}

/** The body is read, so that the server comes to its end. A server that has closed meanwhile answered itself. */
async function sendTo(engine: Runtime, port: number, request: SentRequest, jar: CookieJar): Promise<void> {
  const host = `localhost:${port}`;
  const url = new URL(request.path, `http://${host}`);
  try {
    const { headers, body } = await engine.request({ ...requestAgain(request, host, jar.read(url, 'server')), port });
    for (const [name, value] of headers) if (name.toLowerCase() === 'set-cookie') jar.take(value, url, 'server');
    await body.pipeTo(new WritableStream());
  } catch {
    // No trace comes, and that is what is told.
  }
}

function describeNoAnswer(request: SentRequest): TwinState {
  return {
    state: 'failed',
    message: `The other program did not answer ${request.method} ${request.path}.`,
    hint: refuseToSend(request) ?? 'Open it and see what it says when it runs.',
  };
}
