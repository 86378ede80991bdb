/** The page's end of one worker: a Python interpreter that serves one run or one check. */
import { AnswerReceiver, programHasEnded } from '../../answer-receiver.ts';
import { type HttpRequest, type HttpResponse, RuntimeError } from '../../runtime.ts';
import {
  type Answer,
  type EngineFiles,
  type FromWorker,
  parseFromWorker,
  type Question,
  type ToWorker,
} from '../protocol.ts';

type BootMessage = Extract<ToWorker, { type: 'boot' }>;
type Program = Extract<ToWorker, { type: 'run' | 'check' }>;

/** How the program of an interpreter ended. */
export type ProgramEnd = Extract<FromWorker, { type: 'exited' | 'completed' | 'crashed' }>;
/** What a program does while it runs. */
export type ProgramEvent = Extract<FromWorker, { type: 'run-event' | 'test-event' }>;

/** Python's number of the signal that Ctrl+C sends. */
const SIGINT = 2;

const DIED: ProgramEnd = {
  type: 'crashed',
  message: 'The Python interpreter died.',
  hint: 'It may have used up the memory of the tab. Run it again: the next run gets a new interpreter.',
};

export class Interpreter {
  /** Resolves when a program can start; rejects when the interpreter could not boot. */
  readonly ready: Promise<void>;
  /**
   * Its memory with Django imported, or undefined when it could make none; rejects when it ended before it said so. The
   * worker sends it before any program runs in it, and only the first is taken: what a program sends under that name
   * comes too late.
   */
  readonly snapshot: Promise<Uint8Array<ArrayBuffer> | undefined>;
  readonly #worker: Worker;
  readonly #booted = Promise.withResolvers<void>();
  readonly #snapshot = Promise.withResolvers<Uint8Array<ArrayBuffer> | undefined>();
  readonly #interrupt = crossOriginIsolated ? new Uint8Array(new SharedArrayBuffer(1)) : undefined;
  readonly #ended = Promise.withResolvers<ProgramEnd>();
  readonly #responses = new AnswerReceiver({
    onRead: (id, bytes) => this.#send({ type: 'response-read', id, bytes }),
    onGiveUp: (id) => this.#send({ type: 'response-abort', id }),
  });
  readonly #answers = new Map<number, PromiseWithResolvers<Answer>>();
  readonly #onStep: (step: string) => void;
  #onEvent: ((event: ProgramEvent) => void) | undefined;
  #closed = false;
  #questions = 0;

  /** The worker starts, and loads Pyodide's script; `boot` sends the rest. */
  constructor(workerUrl: URL, pyodideUrl: URL, onStep: (step: string) => void) {
    this.ready = this.#booted.promise;
    this.snapshot = this.#snapshot.promise;
    // Nobody may be waiting for a spare, or for its snapshot.
    this.ready.catch(() => undefined);
    this.snapshot.catch(() => undefined);
    this.#onStep = onStep;
    this.#worker = new Worker(workerUrl, { type: 'module', name: 'django' });
    this.#worker.addEventListener('message', ({ data }) => this.#receive(data));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      const reason = new Error(event.message || 'The worker could not start.');
      this.#booted.reject(reason);
      this.#snapshot.reject(reason);
      this.#leaveUnanswered('The interpreter died.');
      this.#ended.resolve(DIED);
    });
    this.#send({ type: 'load', pyodideUrl: pyodideUrl.href });
  }

  /** Hands over one of the files that Python starts from, or several. */
  bring(file: Partial<EngineFiles>): void {
    this.#send({ type: 'file', file });
  }

  /** Starts Python, as far as the files that are there allow. */
  boot(message: Omit<BootMessage, 'type' | 'interrupt'>): void {
    this.#send({ type: 'boot', ...message, ...(this.#interrupt && { interrupt: this.#interrupt }) });
  }

  /**
   * Asks the program to end, as Ctrl+C does. Resolves when it has ended, or after `graceMs`: a program may catch the
   * interrupt, or be inside C code that never looks. Does nothing where memory cannot be shared.
   */
  async interrupt(graceMs: number): Promise<void> {
    if (!this.#interrupt) return;
    this.#interrupt[0] = SIGINT;
    const { promise: graceIsOver, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, graceMs);
    await Promise.race([this.#ended.promise, graceIsOver]);
    clearTimeout(timer);
  }

  /** Starts the one program; resolves when it has ended. Never rejects. */
  start(program: Program, onEvent: (event: ProgramEvent) => void): Promise<ProgramEnd> {
    this.#onEvent = onEvent;
    this.#send(program);
    return this.#ended.promise;
  }

  /** Sends a request to the server the program started. */
  request({ signal, ...request }: HttpRequest): Promise<HttpResponse> {
    const { id, response } = this.#responses.expect(signal);
    this.#send({ type: 'request', id, request });
    return response;
  }

  /** Asks before the program starts; rejects when the interpreter breaks down over it, or is closed. */
  ask(question: Question): Promise<Answer> {
    this.#questions += 1;
    const id = this.#questions;
    const answer = Promise.withResolvers<Answer>();
    this.#answers.set(id, answer);
    this.#send({ type: 'question', id, question });
    return answer.promise;
  }

  /** Ends the worker at once. Nothing of it is heard any more. */
  close(): void {
    this.#closed = true;
    this.#worker.terminate();
    const reason = new Error('The interpreter was closed.');
    this.#booted.reject(reason);
    this.#snapshot.reject(reason);
    this.#responses.failAll(programHasEnded());
    this.#leaveUnanswered('The interpreter was closed.');
  }

  #leaveUnanswered(reason: string): void {
    for (const answer of this.#answers.values()) answer.reject(new Error(reason));
    this.#answers.clear();
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(data: unknown): void {
    if (this.#closed) return;
    const message = parseFromWorker(data);
    // Nothing of ours has another shape: a learner's program sent it.
    if (!message) return;
    switch (message.type) {
      case 'booting':
        this.#onStep(message.step);
        break;
      case 'ready':
        this.#booted.resolve();
        break;
      case 'snapshot':
        this.#snapshot.resolve(message.snapshot);
        break;
      case 'failed':
        this.#booted.reject(new Error(message.message));
        break;
      case 'run-event':
      case 'test-event':
        this.#onEvent?.(message);
        break;
      case 'response':
        this.#responses.begin(message.id, message.head);
        break;
      case 'response-body':
        this.#responses.add(message.id, message.bytes);
        break;
      case 'response-end':
        this.#responses.end(message.id);
        break;
      case 'response-failed':
        this.#responses.fail(message.id, new RuntimeError('The server broke off its answer.', 'Its output says why.'));
        break;
      case 'answer':
        this.#answers.get(message.id)?.resolve(message.answer);
        this.#answers.delete(message.id);
        break;
      default:
        this.#leaveUnanswered('The interpreter broke down.');
        this.#ended.resolve(message);
    }
  }
}
