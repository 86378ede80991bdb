/** Connections to servers in other threads and processes of the run. The page finds the server; bytes go past it. */
import type { Transport } from '../bindings/streams/transport.ts';
import type { Kernel } from '../kernel.ts';
import type { ServerPlace, SocketAddress } from '../network/addresses.ts';
import type { OtherThreads } from '../network/loopback-network.ts';
import { RemoteStream } from './remote-stream.ts';
import type { Thread } from './thread.ts';

/** A connection on its way to a server's worker. */
export interface DistantConnection {
  /** Unique in the run. */
  readonly id: string;
  readonly to: ServerPlace;
  /** Absent for socket files. */
  readonly from?: SocketAddress;
  /** The way to the other end: it says `accepted` or `refused` first, then what a `RemoteStream` says. */
  readonly port: MessagePort;
}

export class DistantConnections implements OtherThreads {
  readonly #kernel: Kernel;
  readonly #thread: Thread;
  readonly #open = new Map<string, RemoteStream>();
  #made = 0;

  constructor(kernel: Kernel, thread: Thread) {
    this.#kernel = kernel;
    this.#thread = thread;
  }

  connect(to: ServerPlace, from: SocketAddress | undefined, onAnswer: (end: Transport | undefined) => void): void {
    const { port1, port2 } = new this.#kernel.natives.MessageChannel();
    this.#made += 1;
    const id = `${this.#thread.id}.${this.#made}`;
    port1.onmessage = ({ data: answer }) => {
      port1.onmessage = null;
      onAnswer(answer === 'accepted' ? this.#stream(id, port1) : undefined);
    };
    this.#kernel.page.connectElsewhere({ id, to, port: port2, ...(from && { from }) });
  }

  /** A connection from another worker to a server of this one. */
  accept({ id, to, from, port }: DistantConnection): void {
    port.postMessage('accepted');
    const stream = this.#stream(id, port);
    // The server may have closed meanwhile: as TCP does, with a reset after the system had accepted.
    if (!this.#kernel.network.acceptFrom(to, from, stream)) stream.close('reset');
  }

  /** The worker at the other end is gone. */
  breakOff(id: string): void {
    this.#open.get(id)?.breakOff();
    this.#open.delete(id);
  }

  /** The program ends: as a system closes the sockets of a process. */
  closeAll(): void {
    for (const stream of this.#open.values()) stream.close('end');
  }

  #stream(id: string, port: MessagePort): RemoteStream {
    const stream = new RemoteStream(port, () => this.#thread.links.changes);
    stream.onClosed = () => this.#open.delete(id);
    this.#open.set(id, stream);
    return stream;
  }
}
