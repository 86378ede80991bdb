import { type HttpRequest, type HttpResponse, RuntimeError } from '../../runtime.ts';
import type { ListenPlace } from '../kernel/network/addresses.ts';
import type { PageMessage, StartMessage, StartThreadMessage, WorkerMessage } from '../worker/messages.ts';
import { ChildWorkers, type RunWorkers } from './child-workers.ts';
import { parseWorkerMessage } from './parse-worker-message.ts';
import type { RunNetwork } from './run-network.ts';

/** How a worker's program ended by itself. */
export type ProgramEnd =
  | { readonly type: 'exited'; readonly code: number; readonly signal?: number }
  | { readonly type: 'crashed'; readonly message: string; readonly hint: string };

export type ProgramMessage = Extract<
  WorkerMessage,
  { type: 'output' | 'output-cut' | 'listening' | 'reading-input' | 'test' | 'trace' }
>;

const START_HINT = 'Reload the page. If it stays like this, the browser may be too old: try a current one.';
const MEMORY_HINT = 'It may have used up its memory. Look for a loop that collects without end, then run again.';

/** One worker with a booted Node, for one program. */
export class NodeWorker {
  /** Resolves when a program can start; rejects with a `RuntimeError`. */
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #booted = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<ProgramEnd>();
  readonly #requests = new Map<number, PromiseWithResolvers<HttpResponse> & { readonly began: number }>();
  readonly #signals = new Set<number>();
  #children: ChildWorkers | undefined;
  #network: RunNetwork | undefined;
  #onMessage: (message: ProgramMessage) => void = () => undefined;
  #lastRequest = 0;

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
    const { method, path, headers, body, port } = request;
    const isOwn = port === undefined ? this.ports.length > 0 : this.ports.includes(port);
    const child = isOwn ? undefined : this.#listeningChild(port);
    if (child) return child.request(request);
    const answer = Promise.withResolvers<HttpResponse>();
    this.#lastRequest += 1;
    this.#requests.set(this.#lastRequest, { ...answer, began: performance.now() });
    this.post({
      type: 'request',
      id: this.#lastRequest,
      port: port ?? this.ports[0] ?? 0,
      method,
      path,
      headers,
      body,
    });
    return answer.promise;
  }

  /** Ends the worker and what it started at once, whatever they do; returns where they listened. */
  close(): readonly ListenPlace[] {
    const listened = [...(this.#children?.closeAll() ?? []), ...(this.#network?.leave(this) ?? [])];
    this.#worker.terminate();
    for (const { reject } of this.#requests.values()) {
      reject(new RuntimeError('The server did not answer: its program has ended.', 'Run the program again.'));
    }
    this.#requests.clear();
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
        this.#ended.resolve({
          type: 'exited',
          code: message.code,
          ...(message.signal !== undefined && { signal: message.signal }),
        });
        break;
      case 'start-thread':
        this.#children?.start(message, this.#onMessage);
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
      case 'request-failed':
        this.#answer(message);
        break;
      case 'listening':
        this.#network?.listen(this, message.at);
        this.#onMessage(message);
        break;
      case 'listening-ended':
        this.#network?.close(this, message.at);
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

  #answer(message: Extract<WorkerMessage, { type: 'response' | 'request-failed' }>): void {
    const request = this.#requests.get(message.id);
    if (!request) return;
    this.#requests.delete(message.id);
    if (message.type === 'request-failed') {
      request.reject(new RuntimeError(message.message, 'Look at what the program printed, then run it again.'));
      return;
    }
    const { type: _type, id: _id, ...answer } = message;
    request.resolve({ ...answer, ms: performance.now() - request.began });
  }

  /** With a hint, the program is at fault, and `detail` says all. */
  #fail(detail: string, hint?: string): void {
    this.#booted.reject(new RuntimeError(`Node.js could not start. ${detail}`, START_HINT));
    const message = hint === undefined ? `Node.js broke down. ${detail}` : detail;
    this.#ended.resolve({ type: 'crashed', message, hint: hint ?? MEMORY_HINT });
  }
}
