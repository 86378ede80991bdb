/** What the engine page loads: runtimes behind functions whose arguments and results survive serialisation. */

import type { DatabaseAnswer, DatabaseQuestion } from '../../src/runtimes/database.ts';
import { InputPieces } from '../../src/runtimes/input-pieces.ts';
import { openRuntime } from '../../src/runtimes/open-runtime.ts';
import type {
  CheckEnd,
  CheckOptions,
  HttpRequest,
  Project,
  RunEnd,
  RunOptions,
  Runtime,
  RuntimeDescription,
  Stack,
  SyntaxProblem,
  WebSocketConnection,
  WebSocketRequest,
} from '../../src/runtimes/runtime.ts';
import { fromWire, toWire, type Wire } from './wire.ts';

/** Calls back into the process that drives the browser, which exposes it. */
declare const notifyDriver: (channel: string, payload: unknown) => Promise<void>;

interface OpenRuntime {
  readonly runtime: Runtime;
  abort?: AbortController;
  sender?: EventSender;
  input?: InputPieces;
}

/** Standard input of a run: text, or `pieces` when `writeInput` and `endInput` bring it. */
export type InputSource = string | { readonly pieces: true } | undefined;

/** What a run is given besides its project and its command. */
export interface RunChoices {
  readonly input?: InputSource;
  readonly keep?: RunOptions['keep'];
  readonly trace?: RunOptions['trace'];
}

/** What a check is given besides its project. */
export type CheckChoices = { readonly timeoutMs: number | undefined; readonly trace: CheckOptions['trace'] };

function openInput(open: OpenRuntime, source: InputSource): { stdin?: string | InputPieces } {
  if (source === undefined || typeof source === 'string') return source === undefined ? {} : { stdin: source };
  open.input = new InputPieces();
  return { stdin: open.input };
}

const runtimes = new Map<string, OpenRuntime>();
const requests = new Map<number, AbortController>();
const bodies = new Map<number, ReadableStreamDefaultReader<Uint8Array>>();
const sockets = new Map<number, WebSocketConnection>();

function openSignal(number: number): AbortSignal {
  const abort = new AbortController();
  requests.set(number, abort);
  return abort.signal;
}

function find(key: string): OpenRuntime {
  const found = runtimes.get(key);
  if (!found) throw new Error(`No runtime "${key}" is open on this page.`);
  return found;
}

/** What the sender looks at of an event. */
interface SentEvent {
  readonly type?: string;
  readonly batch?: { readonly kind: string };
}

/** Brings events to the driver in their order; those that come while some are on their way go together. */
class EventSender {
  /** Resolves when all so far, apart from recorded callbacks, has reached the driver. */
  finished: Promise<void> = Promise.resolve();
  readonly #channel: string;
  #waiting: unknown[] = [];
  readonly #callbacks: unknown[] = [];
  #isSending = false;

  constructor(channel: string) {
    this.#channel = channel;
  }

  /** Recorded callbacks wait for the end of the run: bringing them over would slow the program that is recorded. */
  send(event: SentEvent): void {
    if (event.type === 'trace' && event.batch?.kind === 'callbacks') {
      this.#callbacks.push(event);
      return;
    }
    this.#waiting.push(event);
    if (!this.#isSending) this.finished = this.#sendWaiting();
  }

  /** Resolves when each event has reached the driver. */
  async finish(): Promise<void> {
    await this.finished;
    for (const event of this.#callbacks) await notifyDriver(this.#channel, [toWire(event)]);
  }

  async #sendWaiting(): Promise<void> {
    this.#isSending = true;
    while (this.#waiting.length > 0) await notifyDriver(this.#channel, this.#waiting.splice(0).map(toWire));
    this.#isSending = false;
  }
}

/** Does a run or a check and resolves only when each of its events has reached the driver. */
async function withEvents<End>(
  key: string,
  channel: string,
  work: (open: OpenRuntime, onEvent: (event: object) => void, signal: AbortSignal) => Promise<End>,
): Promise<End> {
  const open = find(key);
  const abort = new AbortController();
  open.abort = abort;
  const sender = new EventSender(channel);
  open.sender = sender;
  const end = await work(open, (event) => sender.send(event), abort.signal);
  await sender.finish();
  return end;
}

const enginePage = {
  async open(key: string, stack: Stack): Promise<RuntimeDescription> {
    const runtime = await openRuntime(stack);
    runtimes.set(key, { runtime });
    runtime.onStatus((status) => void notifyDriver(`${key}:status`, status));
    return runtime.describe();
  },
  start: (key: string): Promise<void> => find(key).runtime.start(),
  run: (key: string, channel: string, project: Wire, command: string[], choices: RunChoices): Promise<RunEnd> =>
    withEvents(key, channel, (open, onEvent, signal) => {
      const { input, keep, trace } = choices;
      const options = { onEvent, signal, trace, ...(keep && { keep }), ...openInput(open, input) };
      return open.runtime.run(fromWire(project) as Project, command, options);
    }),
  findSyntaxProblems: async (key: string, path: string, text: string): Promise<readonly SyntaxProblem[] | undefined> =>
    find(key).runtime.findSyntaxProblems?.(path, text),
  readDatabase: async (key: string, content: Wire, question: DatabaseQuestion): Promise<DatabaseAnswer | undefined> =>
    find(key).runtime.readDatabase?.(fromWire(content) as Uint8Array, question),
  writeInput: (key: string, text: string): void => find(key).input?.push(text),
  endInput: (key: string): void => find(key).input?.end(),
  check: (key: string, channel: string, project: Wire, { timeoutMs, trace }: CheckChoices): Promise<CheckEnd> =>
    withEvents(key, channel, ({ runtime }, onEvent, signal) => {
      const options = { onEvent, signal, trace, ...(timeoutMs !== undefined && { timeoutMs }) };
      return runtime.check(fromWire(project) as Project, options);
    }),
  /** The head of the answer; `readBody` gets the pieces of its body under the same number. */
  async request(key: string, number: number, request: Wire): Promise<Wire> {
    const signal = openSignal(number);
    const { runtime, sender } = find(key);
    const response = await runtime.request({ ...(fromWire(request) as HttpRequest), signal });
    // What was told before the answer reaches the driver before it.
    await sender?.finished;
    bodies.set(number, response.body.getReader());
    return { ...response, body: undefined };
  },
  /** The next piece; undefined at the end. */
  async readBody(number: number): Promise<Wire> {
    const piece = await bodies.get(number)?.read();
    return toWire(piece?.value);
  },
  abortRequest: (number: number): void => requests.get(number)?.abort(),
  async openWebSocket(key: string, number: number, channel: string, request: Wire): Promise<Wire> {
    const { runtime } = find(key);
    if (!runtime.openWebSocket) throw new Error('This runtime has no WebSockets.');
    const socket = await runtime.openWebSocket(fromWire(request) as WebSocketRequest, {
      onMessage: (message) => void notifyDriver(channel, toWire({ message })),
      onClose: (code, reason) => void notifyDriver(channel, { code, reason }),
    });
    sockets.set(number, socket);
    return { protocol: socket.protocol, headers: socket.headers };
  },
  sendToSocket: (number: number, message: Wire): void => sockets.get(number)?.send(fromWire(message) as string),
  closeSocket: (number: number, code?: number, reason?: string): void => sockets.get(number)?.close(code, reason),
  abort: (key: string): void => find(key).abort?.abort(),
  stop: (key: string): Promise<void> => find(key).runtime.stop(),
  dispose(key: string): void {
    find(key).runtime.dispose();
    runtimes.delete(key);
  },
};

export type EnginePage = typeof enginePage;
Object.assign(globalThis, { enginePage });
