import type { TraceKind } from '../../trace.ts';
import { raiseSignal } from '../kernel/bindings/signal-wrap.ts';
import { describeCrash } from '../kernel/crash-report.ts';
import type { ListenPlace } from '../kernel/network/addresses.ts';
import type { KernelHost, NodeKernel } from '../kernel/node-kernel.ts';
import type { DistantConnection } from '../kernel/threads/distant-connections.ts';
import { threadOf } from '../kernel/threads/thread.ts';
import type { ThreadStart } from '../kernel/threads/thread-setup.ts';
import { CheckReporter } from './check/check-reporter.ts';
import { exchangeHttp } from './http-exchange.ts';
import type { PageMessage, RequestMessage, StartMessage, WorkerMessage } from './messages.ts';
import type { OutputSender } from './output-sender.ts';
import { startProgram } from './start-program.ts';
import { startThread } from './start-thread.ts';

/** A program that opens servers without end must not keep the page busy. */
const MOST_ANNOUNCED_PORTS = 256;

export type SendToPage = (message: WorkerMessage, transfer?: Transferable[]) => void;

/** Between kernel and page: what the program prints, serves and ends with goes out; requests come in. */
export class WorkerHost implements KernelHost {
  readonly #send: SendToPage;
  readonly #output: OutputSender;
  #check: CheckReporter | undefined;
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
      case 'input':
        kernel.loop.postExternal(() => kernel.standardInput.push(kernel.natives.encodeUtf8(message.text)));
        break;
      case 'input-end':
        kernel.loop.postExternal(() => kernel.standardInput.end());
        break;
    }
  }

  output(descriptor: number, bytes: Uint8Array): void {
    this.#output.write(descriptor, bytes, this.#check?.currentTestId);
  }

  idle(): void {
    this.#output.flush();
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

  exit(code: number, isNatural: boolean, signal: number | undefined): never {
    this.#check?.reportExit(code, isNatural);
    this.#output.flush();
    this.#send({ type: 'exit', code, ...(signal !== undefined && { signal }) });
    return blockForever();
  }

  #start(kernel: NodeKernel, message: StartMessage): void {
    this.#attempt(() => {
      if (message.trace.length > 0) this.#trace(kernel, message.trace);
      if (message.activity === 'check') this.#check = this.#watchTests(kernel);
      startProgram(kernel, message);
    });
  }

  #trace(kernel: NodeKernel, kinds: readonly TraceKind[]): void {
    const { startTracing } = kernel.loadPart<typeof import('../parts/trace.ts')>('trace');
    startTracing(kernel, kinds, (batch) =>
      // The numbers go over without a copy.
      this.#send({ type: 'trace', batch }, batch.kind === 'callbacks' ? [batch.spans.buffer] : []),
    );
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
    exchangeHttp(
      kernel.natives,
      kernel.network,
      message,
      (answer) => this.#send({ type: 'response', id, ...answer }),
      (reason) => this.#send({ type: 'request-failed', id, message: reason }),
    );
  }
}

/** The page ends this worker on `exit`; until then nothing of the program may run any more. */
function blockForever(): never {
  for (;;) {
    if (typeof SharedArrayBuffer === 'function') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}
