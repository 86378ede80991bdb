/** The page's end of one worker: a Python interpreter that serves one run or one check. */
import type { HttpRequest, HttpResponse } from '../../runtime.ts';
import { type Answer, type FromWorker, parseFromWorker, type Question, type ToWorker } from '../protocol.ts';

type BootMessage = Extract<ToWorker, { type: 'boot' }>;
type Program = Extract<ToWorker, { type: 'run' | 'check' }>;

/** How the program of an interpreter ended. */
export type ProgramEnd = Extract<FromWorker, { type: 'exited' | 'completed' | 'crashed' }>;
/** What a program does while it runs. */
export type ProgramEvent = Extract<FromWorker, { type: 'run-event' | 'test-event' }>;

const DIED: ProgramEnd = {
  type: 'crashed',
  message: 'The Python interpreter died.',
  hint: 'It may have used up the memory of the tab. Run it again: the next run gets a new interpreter.',
};

export class Interpreter {
  /** Resolves when a program can start; rejects when the interpreter could not boot. */
  readonly ready: Promise<void>;
  /** Its memory with Django imported, when it was booted to make one and did. */
  snapshot: Uint8Array<ArrayBuffer> | undefined;
  readonly #worker: Worker;
  readonly #booted = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<ProgramEnd>();
  readonly #responses = new Map<number, PromiseWithResolvers<HttpResponse>>();
  readonly #answers = new Map<number, PromiseWithResolvers<Answer>>();
  readonly #onStep: (step: string) => void;
  #onEvent: ((event: ProgramEvent) => void) | undefined;
  #closed = false;
  #requests = 0;
  #questions = 0;

  constructor(workerUrl: URL, message: BootMessage, onStep: (step: string) => void) {
    this.ready = this.#booted.promise;
    // Nobody may be waiting for a spare.
    this.ready.catch(() => undefined);
    this.#onStep = onStep;
    this.#worker = new Worker(workerUrl, { type: 'module', name: 'django' });
    this.#worker.addEventListener('message', ({ data }) => this.#receive(data));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#booted.reject(new Error(event.message || 'The worker could not start.'));
      this.#leaveUnanswered('The interpreter died.');
      this.#ended.resolve(DIED);
    });
    this.#send(message);
  }

  /** Starts the one program; resolves when it has ended. Never rejects. */
  start(program: Program, onEvent: (event: ProgramEvent) => void): Promise<ProgramEnd> {
    this.#onEvent = onEvent;
    this.#send(program);
    return this.#ended.promise;
  }

  /** Sends a request to the server the program started. */
  request(request: HttpRequest): Promise<HttpResponse> {
    this.#requests += 1;
    const id = this.#requests;
    const answer = Promise.withResolvers<HttpResponse>();
    const started = performance.now();
    this.#responses.set(id, answer);
    this.#send({ type: 'request', id, request });
    return answer.promise.then((response) => ({ ...response, ms: performance.now() - started }));
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
    this.#booted.reject(new Error('The interpreter was closed.'));
    for (const answer of this.#responses.values()) answer.reject(new Error('The server was stopped.'));
    this.#responses.clear();
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
        this.snapshot = message.snapshot;
        this.#booted.resolve();
        break;
      case 'failed':
        this.#booted.reject(new Error(message.message));
        break;
      case 'run-event':
      case 'test-event':
        this.#onEvent?.(message);
        break;
      case 'response':
        this.#responses.get(message.id)?.resolve({ ...message.response, ms: 0 });
        this.#responses.delete(message.id);
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
