/** What the engine page loads: runtimes behind functions whose arguments and results survive serialisation. */

import { InputPieces } from '../../src/runtimes/input-pieces.ts';
import { openRuntime } from '../../src/runtimes/open-runtime.ts';
import type {
  CheckEnd,
  HttpRequest,
  HttpResponse,
  Project,
  RunEnd,
  Runtime,
  RuntimeDescription,
  Stack,
} from '../../src/runtimes/runtime.ts';
import type { TraceKind } from '../../src/runtimes/trace.ts';
import { fromWire, toWire, type Wire } from './wire.ts';

/** Calls back into the process that drives the browser, which exposes it. */
declare const notifyDriver: (channel: string, payload: unknown) => Promise<void>;

interface OpenRuntime {
  readonly runtime: Runtime;
  abort?: AbortController;
  input?: InputPieces;
}

/** Standard input of a run: text, or `pieces` when `writeInput` and `endInput` bring it. */
export type InputSource = string | { readonly pieces: true } | undefined;

function openInput(open: OpenRuntime, source: InputSource): { stdin?: string | InputPieces } {
  if (source === undefined || typeof source === 'string') return source === undefined ? {} : { stdin: source };
  open.input = new InputPieces();
  return { stdin: open.input };
}

const runtimes = new Map<string, OpenRuntime>();

function find(key: string): OpenRuntime {
  const found = runtimes.get(key);
  if (!found) throw new Error(`No runtime "${key}" is open on this page.`);
  return found;
}

/** Brings events to the driver in their order; those that come while some are on their way go together. */
class EventSender {
  finished: Promise<void> = Promise.resolve();
  readonly #channel: string;
  #waiting: unknown[] = [];
  #isSending = false;

  constructor(channel: string) {
    this.#channel = channel;
  }

  send(event: unknown): void {
    this.#waiting.push(event);
    if (!this.#isSending) this.finished = this.#sendWaiting();
  }

  async #sendWaiting(): Promise<void> {
    this.#isSending = true;
    while (this.#waiting.length > 0) await notifyDriver(this.#channel, this.#waiting.splice(0));
    this.#isSending = false;
  }
}

/** Does a run or a check and resolves only when each of its events has reached the driver. */
async function withEvents<End>(
  key: string,
  channel: string,
  work: (open: OpenRuntime, onEvent: (event: unknown) => void, signal: AbortSignal) => Promise<End>,
): Promise<End> {
  const open = find(key);
  const abort = new AbortController();
  open.abort = abort;
  const sender = new EventSender(channel);
  const end = await work(open, (event) => sender.send(event), abort.signal);
  await sender.finished;
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
  run: (
    key: string,
    channel: string,
    project: Wire,
    command: string[],
    input: InputSource,
    trace?: readonly TraceKind[],
  ): Promise<RunEnd> =>
    withEvents(key, channel, (open, onEvent, signal) =>
      open.runtime.run(fromWire(project) as Project, command, { onEvent, signal, trace, ...openInput(open, input) }),
    ),
  writeInput: (key: string, text: string): void => find(key).input?.push(text),
  endInput: (key: string): void => find(key).input?.end(),
  check: (key: string, channel: string, project: Wire, timeoutMs?: number): Promise<CheckEnd> =>
    withEvents(key, channel, ({ runtime }, onEvent, signal) =>
      runtime.check(fromWire(project) as Project, { onEvent, signal, ...(timeoutMs !== undefined && { timeoutMs }) }),
    ),
  async request(key: string, request: Wire): Promise<Wire> {
    const response: HttpResponse = await find(key).runtime.request(fromWire(request) as HttpRequest);
    return toWire(response);
  },
  abort: (key: string): void => find(key).abort?.abort(),
  stop: (key: string): Promise<void> => find(key).runtime.stop(),
  dispose(key: string): void {
    find(key).runtime.dispose();
    runtimes.delete(key);
  },
};

export type EnginePage = typeof enginePage;
Object.assign(globalThis, { enginePage });
