import { KeptFiles } from '../../kept-files.ts';
import type { TraceKind } from '../../trace.ts';
import { raiseSignal } from '../kernel/bindings/signal-wrap.ts';
import { describeCrash } from '../kernel/crash-report.ts';
import type { ListenPlace } from '../kernel/network/addresses.ts';
import type { KernelHost, NodeKernel } from '../kernel/node-kernel.ts';
import type { DistantConnection } from '../kernel/threads/distant-connections.ts';
import type { RelayedMessage } from '../kernel/threads/page-relay.ts';
import { threadOf } from '../kernel/threads/thread.ts';
import type { ProgramExit, ThreadStart } from '../kernel/threads/thread-setup.ts';
import type { RequestRecorder } from '../kernel/trace/requests/request-recorder.ts';
import { CheckReporter } from './check/check-reporter.ts';
import { findSyntaxProblems } from './find-syntax-problems.ts';
import { type HttpExchange, openExchange } from './http-exchange.ts';
import type { PageMessage, RequestMessage, StartMessage, WorkerMessage } from './messages.ts';
import type { OutputSender } from './output-sender.ts';
import { projectDisk } from './project-disk.ts';
import { layOutFiles, startProgram } from './start-program.ts';
import { startThread } from './start-thread.ts';

/** A program that opens servers without end must not keep the page busy. */
const MOST_ANNOUNCED_PORTS = 256;

/** While a program runs on, the files to keep are looked at no more often than this, in ms. */
const KEEP_INTERVAL_MS = 250;

export type SendToPage = (message: WorkerMessage, transfer?: Transferable[]) => void;

/** Between kernel and page: what the program prints, serves and ends with goes out; requests come in. */
export class WorkerHost implements KernelHost {
  readonly #send: SendToPage;
  readonly #output: OutputSender;
  readonly #exchanges = new Map<number, HttpExchange>();
  #check: CheckReporter | undefined;
  #requests: RequestRecorder | undefined;
  #keptFiles: KeptFiles | undefined;
  #keptAt = 0;
  #announced = 0;

  constructor(send: SendToPage, output: OutputSender) {
    this.#send = send;
    this.#output = output;
  }

  receive(kernel: NodeKernel, message: PageMessage): void {
    switch (message.type) {
      case 'start':
        this.#start(kernel, message);
        break;
      case 'start-thread':
        this.#attempt(() => startThread(kernel, message.setup, message.ports));
        break;
      case 'thread-ended':
        kernel.loop.postExternal(() => threadOf(kernel).threadEnded(message.id, message.end));
        break;
      case 'relay':
        threadOf(kernel).links.relay?.receive(message);
        break;
      case 'signal':
        raiseSignal(kernel, message.signal);
        break;
      case 'connection':
        kernel.loop.postExternal(() => threadOf(kernel).connections.accept(message));
        break;
      case 'connection-lost':
        kernel.loop.postExternal(() => threadOf(kernel).connections.breakOff(message.id));
        break;
      case 'request':
        this.#request(kernel, message);
        break;
      case 'exchange-write':
        this.#exchanges.get(message.id)?.write(message.bytes);
        break;
      case 'exchange-read':
        this.#exchanges.get(message.id)?.wasRead(message.bytes);
        break;
      case 'exchange-abort':
        this.#exchanges.get(message.id)?.close();
        this.#exchanges.delete(message.id);
        break;
      case 'find-syntax-problems': {
        const { id, path, text } = message;
        this.#send({ type: 'syntax-problems', id, problems: findSyntaxProblems(kernel, path, text) });
        break;
      }
      case 'input':
        kernel.loop.postArrival(() => kernel.standardInput.push(kernel.natives.encodeUtf8(message.text)));
        break;
      case 'input-end':
        kernel.loop.postArrival(() => kernel.standardInput.end());
        break;
    }
  }

  output(descriptor: number, bytes: Uint8Array): void {
    this.#output.write(descriptor, bytes, this.#check?.currentTestId);
  }

  idle(): void {
    this.#output.flush();
    // Often: a program may wait a thousand times a second.
    if (this.#keptFiles && performance.now() - this.#keptAt > KEEP_INTERVAL_MS) this.#sendKeptFiles();
  }

  announceListening(at: ListenPlace): void {
    this.#announced += 1;
    if (this.#announced > MOST_ANNOUNCED_PORTS) return;
    this.#output.flush();
    this.#send({ type: 'listening', at });
  }

  announceClosed(at: ListenPlace): void {
    if (this.#announced <= MOST_ANNOUNCED_PORTS) this.#send({ type: 'listening-ended', at });
  }

  connectElsewhere(connection: DistantConnection): void {
    this.#send({ type: 'connect', ...connection }, [connection.port]);
  }

  announceReadingInput(): void {
    this.#output.flush();
    this.#send({ type: 'reading-input' });
  }

  startThread(start: ThreadStart): void {
    this.#send({ type: 'start-thread', ...start }, [...start.ports]);
  }

  relay(message: RelayedMessage): void {
    this.#send({ type: 'relay', ...message }, [...message.transfer]);
  }

  endThread(id: number, signal?: number): void {
    this.#send({ type: 'end-thread', id, ...(signal !== undefined && { signal }) });
  }

  fatal(error: unknown): void {
    this.#check?.reportFatal(error);
  }

  crash(error: unknown): void {
    try {
      this.#output.flush();
    } catch (flushError) {
      // What the program did to the language may hit this, too: then its last output is lost, not the report.
      this.#send({ type: 'crash', ...describeCrash(flushError) });
    }
    this.#send({ type: 'crash', ...describeCrash(error) });
  }

  announceSignal(signal: number, isListening: boolean): void {
    this.#send({ type: 'listening-for-signal', signal, isListening });
  }

  exit(exit: ProgramExit, isNatural: boolean): never {
    this.#check?.reportExit(exit.code, isNatural);
    this.#output.flush();
    this.#sendKeptFiles();
    this.#send({ type: 'exit', ...exit });
    return blockForever();
  }

  #start(kernel: NodeKernel, message: StartMessage): void {
    this.#attempt(() => {
      if (message.trace.length > 0) this.#requests = this.#trace(kernel, message.trace);
      if (message.activity === 'check') this.#check = this.#watchTests(kernel);
      layOutFiles(kernel, message);
      if (message.keep)
        this.#keptFiles = new KeptFiles(projectDisk(kernel), message.keep, (event) => this.#send(event));
      startProgram(kernel, message);
    });
  }

  #trace(kernel: NodeKernel, kinds: readonly TraceKind[]): RequestRecorder | undefined {
    const { startTracing } = kernel.loadPart<typeof import('../parts/trace.ts')>('trace');
    return startTracing(kernel, {
      kinds,
      currentTest: () => this.#check?.currentTestId,
      send: (batch, testId) =>
        this.#send(
          { type: 'trace', batch, ...(testId !== undefined && { testId }) },
          // The numbers go over without a copy, unless they are needed here.
          batch.kind === 'callbacks' && !kinds.includes('requests') ? [batch.spans.buffer] : [],
        ),
    });
  }

  #sendKeptFiles(): void {
    try {
      this.#keptFiles?.sendChanged();
      this.#keptAt = performance.now();
    } catch (error) {
      // What the program did to the language hit this: it is told as what it is, once.
      this.#keptFiles = undefined;
      this.crash(error);
    }
  }

  #attempt(start: () => void): void {
    try {
      start();
    } catch (error) {
      this.crash(error);
    }
  }

  #watchTests(kernel: NodeKernel): CheckReporter {
    const check = new CheckReporter(kernel, (event) => {
      this.#output.flush();
      this.#send({ type: 'test', event });
    });
    check.install();
    return check;
  }

  #request(kernel: NodeKernel, message: RequestMessage): void {
    const { id } = message;
    const exchange = openExchange(kernel.natives, kernel.network, message, {
      onHead: (head) => {
        this.#sendKeptFiles();
        const traceId = this.#requests?.idOf(exchange?.clientPort);
        this.#send({ type: 'response', id, ...head, ...(traceId !== undefined && { traceId }) });
      },
      onBody: (bytes) => this.#send({ type: 'response-body', id, bytes }),
      onEnd: () => {
        this.#exchanges.delete(id);
        this.#sendKeptFiles();
        this.#send({ type: 'response-end', id });
      },
      onFailure: (reason) => {
        this.#exchanges.delete(id);
        this.#send({ type: 'request-failed', id, message: reason });
      },
    });
    if (exchange) this.#exchanges.set(id, exchange);
  }
}

/** The page ends this worker on `exit`; until then nothing of the program may run any more. */
function blockForever(): never {
  for (;;) {
    if (typeof SharedArrayBuffer === 'function') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}
