/** Records the requests of the program's servers, beside the trace of callbacks that it reads. */
import { CallbackTrace } from '../../../../read-callback-trace.ts';
import type { HttpHeaders } from '../../../../runtime.ts';
import { type CallbackBatch, TRACE_LIMIT_REQUESTS, type TraceBatch } from '../../../../trace.ts';
import type { NodeKernel } from '../../node-kernel.ts';
import type { Tracer } from '../tracer.ts';
import { inBase64 } from './buffers.ts';
import { buildRequestTrace } from './build-request-trace.ts';
import { OpenRequest } from './open-request.ts';
import type { Call } from './replace-method.ts';
import { RequestFrames } from './request-frames.ts';
import { StepRecorder } from './step-recorder.ts';
import { UpgradeRecorder } from './upgrade-recorder.ts';
import { watchMessages } from './watched-messages.ts';
import { type PublishedRequest, watchServers } from './watched-servers.ts';
import { watchUpgrades } from './watched-upgrades.ts';

/** Events that bring the body, or tell that it does not come. */
const TOLD_EVENTS = new Set(['data', 'readable', 'end', 'aborted', 'error']);

export interface RecorderParts {
  readonly kernel: NodeKernel;
  readonly tracer: Tracer;
  readonly send: (batch: TraceBatch, testId: string | undefined) => void;
  /** The test that runs now. */
  readonly currentTest: () => string | undefined;
  readonly namesCallbacks: boolean;
  /** No request is recorded any more. */
  readonly onFull: () => void;
}

export class RequestRecorder {
  readonly #parts: RecorderParts;
  readonly #frames: RequestFrames;
  readonly #steps: StepRecorder;
  readonly #callbacks = new CallbackTrace();
  /** By request and by answer. */
  readonly #requests = new WeakMap<object, OpenRequest>();
  /** By socket: the callback that accepted it, until its first request has come. */
  readonly #accepted = new WeakMap<object, number>();
  /** By the port that the client connects from: the latest request. */
  readonly #byPort = new Map<number, string>();
  /** Those that were not sent yet. */
  readonly #open = new Set<OpenRequest>();
  readonly #upgrades: UpgradeRecorder;
  readonly #stopServers: () => void;
  #stopMessages: (() => void) | undefined;
  #stopUpgrades: (() => void) | undefined;
  #begun = 0;
  #hasRefused = false;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    const { kernel, tracer } = parts;
    this.#frames = new RequestFrames(kernel);
    this.#steps = new StepRecorder(kernel, tracer, this.#frames);
    this.#upgrades = new UpgradeRecorder({
      kernel,
      tracer,
      frames: this.#frames,
      steps: this.#steps,
      open: (request, socket) => this.#openRequest(request, socket),
    });
    this.#stopServers = watchServers(kernel, {
      onConnection: (socket) => this.#accept(socket),
      onRequest: (published) => this.#begin(published),
      onListener: ({ request }, call) => this.#steps.listen(this.#requests.get(request), call),
      onFinish: ({ response }) => this.#finish(this.#requests.get(response), response),
    });
  }

  #accept(socket: PublishedRequest['socket']): void {
    this.#accepted.set(socket, this.#parts.tracer.current);
    // Only HTTP's servers have it: others never load the library that is watched.
    if (socket.server && 'shouldUpgradeCallback' in socket.server)
      this.#stopUpgrades ??= watchUpgrades(this.#parts.kernel, this.#upgrades);
  }

  /** The trace of the request that came from this port last. */
  idOf(clientPort: number | undefined): string | undefined {
    return clientPort === undefined ? undefined : this.#byPort.get(clientPort);
  }

  /** A callback has begun. */
  enter(callback: number): void {
    this.#frames.enter(callback);
  }

  /** Callbacks that are over. */
  add(batch: CallbackBatch): void {
    this.#callbacks.add(batch);
  }

  /** All callbacks that are over were added: requests whose answer has gone out are complete. */
  sendFinished(): void {
    for (const request of this.#open) if (request.finishedUs !== undefined) this.#send(request);
  }

  /** The program ends: what was not answered is told as such. */
  end(): void {
    for (const request of this.#open) {
      this.#upgrades.close(request);
      request.finishedUs ??= this.#parts.tracer.now();
      this.#send(request);
    }
  }

  #begin({ request, response, socket }: PublishedRequest): void {
    this.#stopMessages ??= this.#watchMessages();
    const open = this.#openRequest(request, socket);
    if (open) for (const message of [request, response]) this.#requests.set(message, open);
  }

  /** Undefined when there were enough. */
  #openRequest(request: PublishedRequest['request'], socket: PublishedRequest['socket']): OpenRequest | undefined {
    if (this.#begun >= TRACE_LIMIT_REQUESTS) {
      this.#hasRefused = true;
      this.#stopWhenFull();
      return undefined;
    }
    this.#begun += 1;
    const open = new OpenRequest({
      id: `request-${this.#begun}`,
      method: request.method ?? '',
      path: request.url ?? '',
      headers: pairsOf(request.rawHeaders ?? []),
      connection: this.#accepted.get(socket),
      testId: this.#parts.currentTest(),
    });
    this.#accepted.delete(socket);
    if (socket.remotePort !== undefined) this.#byPort.set(socket.remotePort, open.id);
    this.#open.add(open);
    return open;
  }

  #watchMessages(): () => void {
    return watchMessages(this.#parts.kernel, {
      onWrite: (object, method, args, call) => this.#steps.write(this.#requests.get(object), method, args, call),
      onEmit: (object, event, call) => this.#emit(object, event, call),
      onPiece: (object, piece) => this.#requests.get(object)?.body.add(piece),
    });
  }

  /** Listeners of the body's events run on behalf of the request, though its bytes come on the connection's. */
  #emit(object: object, event: unknown, call: Call): unknown {
    const open = this.#requests.get(object);
    if (!open) return call();
    if (event === 'close' && 'statusCode' in object && 'headersSent' in object) this.#finish(open, object as never);
    const { current } = this.#parts.tracer;
    if (typeof event === 'string' && TOLD_EVENTS.has(event) && !open.events.has(current))
      open.events.set(current, event);
    return this.#frames.current === open ? call() : this.#frames.run(open, call);
  }

  /** The answer has gone out, or its connection is gone. */
  #finish(open: OpenRequest | undefined, response: PublishedRequest['response']): void {
    if (!open || open.finishedUs !== undefined) return;
    open.finishedUs = this.#parts.tracer.now();
    if (response.headersSent) open.status = response.statusCode;
  }

  #send(request: OpenRequest): void {
    this.#open.delete(request);
    const { tracer, namesCallbacks, send } = this.#parts;
    const placeOf = (site: number) => tracer.sites.at(site);
    const body = request.body.whole;
    const trace = buildRequestTrace(request, {
      callbacks: this.#callbacks,
      placeOf,
      namesCallbacks,
      body: body && inBase64(this.#parts.kernel, body),
    });
    send({ kind: 'request', trace }, request.testId);
    this.#stopWhenFull();
  }

  #stopWhenFull(): void {
    if (!this.#hasRefused || this.#open.size > 0) return;
    this.#hasRefused = false;
    this.#stopServers();
    this.#stopMessages?.();
    this.#stopUpgrades?.();
    this.#parts.send({ kind: 'truncated', of: 'requests', limit: this.#begun }, undefined);
    this.#parts.onFull();
  }
}

function pairsOf(rawHeaders: readonly string[]): HttpHeaders {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return pairs;
}
