import { AnswerReceiver, programHasEnded } from '../../answer-receiver.ts';
import { type HttpRequest, type HttpResponse, RuntimeError, type SyntaxProblem } from '../../runtime.ts';
import type { ListenPlace } from '../kernel/network/addresses.ts';
import type { ProgramExit } from '../kernel/threads/thread-setup.ts';
import type { PageMessage, StartMessage, StartThreadMessage, WorkerMessage } from '../worker/messages.ts';
import { ChildWorkers, type RunWorkers } from './child-workers.ts';
import { parseWorkerMessage } from './parse-worker-message.ts';
import type { RunNetwork } from './run-network.ts';

/** How a worker's program ended by itself. */
export type ProgramEnd =
  | ({ readonly type: 'exited' } & ProgramExit)
  | { readonly type: 'crashed'; readonly message: string; readonly hint: string };

export type ProgramMessage = Extract<
  WorkerMessage,
  {
    type:
      | 'output'
      | 'output-cut'
      | 'listening'
      | 'listening-ended'
      | 'reading-input'
      | 'file-kept'
      | 'file-not-kept'
      | 'test'
      | 'trace';
  }
>;

const START_HINT = 'Reload the page. If it stays like this, the browser may be too old: try a current one.';
const REQUEST_HINT = 'Look at what the program printed, then run it again.';
const MEMORY_HINT = 'It may have used up its memory. Look for a loop that collects without end, then run again.';

/** A request on its way, and the way on after an upgrade. */
export interface Exchange {
  readonly response: Promise<HttpResponse>;
  write(bytes: Uint8Array): void;
}

/** One worker with a booted Node, for one program. */
export class NodeWorker {
  /** Resolves when a program can start; rejects with a `RuntimeError`. */
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #booted = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<ProgramEnd>();
  readonly #answers = new AnswerReceiver({
    onRead: (id, bytes) => this.post({ type: 'exchange-read', id, bytes }),
    onGiveUp: (id) => this.post({ type: 'exchange-abort', id }),
  });
  readonly #questions = new Map<number, PromiseWithResolvers<readonly SyntaxProblem[] | undefined>>();
  readonly #signals = new Set<number>();
  #children: ChildWorkers | undefined;
  #network: RunNetwork | undefined;
  #onMessage: (message: ProgramMessage) => void = () => undefined;
  #lastQuestion = 0;

  constructor(url: URL) {
    this.ready = this.#booted.promise;
    // Somebody may never wait for it.
    this.ready.catch(() => undefined);
    this.#worker = new Worker(url, { name: 'node' });
    this.#worker.onmessage = ({ data }) => {
      const message = parseWorkerMessage(data);
      if (message) this.#receive(message);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || 'The worker of Node.js broke down.');
    };
  }

  /**
   * Runs the worker's program; resolves when it has ended by itself. What it starts gets its workers from `run` and ends
   * with it.
   */
  start(message: StartMessage, onMessage: (message: ProgramMessage) => void, run: RunWorkers): Promise<ProgramEnd> {
    this.#begin(onMessage, run);
    this.post(message);
    return this.#ended.promise;
  }

  /** As `start`, for what another worker asked for. */
  startThread(
    message: StartThreadMessage,
    onMessage: (message: ProgramMessage) => void,
    run: RunWorkers,
  ): Promise<ProgramEnd> {
    this.#begin(onMessage, run);
    this.#worker.postMessage(message, [...message.ports]);
    return this.#ended.promise;
  }

  #begin(onMessage: (message: ProgramMessage) => void, run: RunWorkers): void {
    this.#onMessage = onMessage;
    this.#children = new ChildWorkers(run, this);
    this.#network = run.network;
  }

  /** Whether the program has said that it handles a signal. */
  listensFor(signal: number): boolean {
    return this.#signals.has(signal);
  }

  /** Sends pieces of standard input as they come; it ends with them, also when they fail. */
  async feed(pieces: AsyncIterable<string>): Promise<void> {
    try {
      for await (const text of pieces) this.post({ type: 'input', text });
    } finally {
      this.post({ type: 'input-end' });
    }
  }

  get isListening(): boolean {
    return this.ports.length > 0 || this.#listeningChild(undefined) !== undefined;
  }

  /** Ports that the program listens on, in the order in which it began. */
  get ports(): readonly number[] {
    return this.#network?.portsOf(this) ?? [];
  }

  /** The child that has a server, on `port` where one is given. */
  #listeningChild(port: number | undefined): NodeWorker | undefined {
    return this.#children?.all.find((child) =>
      port === undefined ? child.isListening : child.ports.includes(port) || child.#listeningChild(port),
    );
  }

  /** Sends a request to a server of the program, by default the first that listened. */
  request(request: HttpRequest): Promise<HttpResponse> {
    return this.exchange(request).response;
  }

  /** As `request`; `write` sends bytes once the server has agreed to another protocol. */
  exchange(request: HttpRequest): Exchange {
    const { method, path, headers, body, port, signal } = request;
    const isOwn = port === undefined ? this.ports.length > 0 : this.ports.includes(port);
    const child = isOwn ? undefined : this.#listeningChild(port);
    if (child) return child.exchange(request);
    const { id, response } = this.#answers.expect(signal);
    this.post({ type: 'request', id, port: port ?? this.ports[0] ?? 0, method, path, headers, body });
    return { response, write: (bytes) => this.post({ type: 'exchange-write', id, bytes }) };
  }

  /** Asks before the program starts; undefined of files that are no JavaScript. Rejects when the worker is closed. */
  findSyntaxProblems(path: string, text: string): Promise<readonly SyntaxProblem[] | undefined> {
    this.#lastQuestion += 1;
    const id = this.#lastQuestion;
    const answer = Promise.withResolvers<readonly SyntaxProblem[] | undefined>();
    this.#questions.set(id, answer);
    this.post({ type: 'find-syntax-problems', id, path, text });
    return answer.promise;
  }

  /** Ends the worker and what it started at once, whatever they do; returns where they listened. */
  close(): readonly ListenPlace[] {
    const listened = [...(this.#children?.closeAll() ?? []), ...(this.#network?.leave(this) ?? [])];
    this.#worker.terminate();
    this.#answers.failAll(programHasEnded());
    for (const { reject } of this.#questions.values()) reject(new Error('The worker was closed.'));
    this.#questions.clear();
    return listened;
  }

  post(message: PageMessage, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #receive(message: WorkerMessage): void {
    switch (message.type) {
      case 'ready':
        this.#booted.resolve();
        break;
      case 'exit':
        this.#ended.resolve({ ...message, type: 'exited' });
        break;
      case 'start-thread':
        this.#children?.start(message, this.#onMessage);
        break;
      case 'relay':
        this.#children?.relay(message);
        break;
      case 'end-thread':
        this.#children?.end(message.id, message.signal);
        break;
      case 'listening-for-signal':
        if (message.isListening) this.#signals.add(message.signal);
        else this.#signals.delete(message.signal);
        break;
      case 'crash':
        this.#fail(message.message, message.hint);
        break;
      case 'response':
        this.#answers.begin(message.id, message);
        break;
      case 'response-body':
        this.#answers.add(message.id, message.bytes);
        break;
      case 'response-end':
        this.#answers.end(message.id);
        break;
      case 'request-failed':
        this.#answers.fail(message.id, new RuntimeError(message.message, REQUEST_HINT));
        break;
      case 'listening':
        this.#network?.listen(this, message.at);
        this.#onMessage(message);
        break;
      case 'syntax-problems':
        this.#questions.get(message.id)?.resolve(message.problems);
        this.#questions.delete(message.id);
        break;
      case 'listening-ended':
        this.#network?.close(this, message.at);
        this.#onMessage(message);
        break;
      case 'connect': {
        const { type: _type, ...connection } = message;
        this.#network?.connect(this, connection);
        break;
      }
      default:
        this.#onMessage(message);
    }
  }

  /** With a hint, the program is at fault, and `detail` says all. */
  #fail(detail: string, hint?: string): void {
    this.#booted.reject(new RuntimeError(`Node.js could not start. ${detail}`, START_HINT));
    const message = hint === undefined ? `Node.js broke down. ${detail}` : detail;
    this.#ended.resolve({ type: 'crashed', message, hint: hint ?? MEMORY_HINT });
  }
}
