import type { Transport } from '../bindings/streams/transport.ts';
import type { LoopServices } from '../loop-services.ts';
import { accepts, type ListenAddress, type ServerPlace, type SocketAddress } from './addresses.ts';
import { ByteStreamEnd } from './byte-stream-end.ts';
import { PortTable } from './port-table.ts';

/** Takes the server's end of a new connection, with where it comes from and where it went to. */
export type Acceptor = (connection: Transport, from: SocketAddress, to: SocketAddress) => void;

interface Listener {
  readonly at: ListenAddress;
  readonly acceptor: Acceptor;
}

/** The rest of the run: servers of its other threads and processes. */
export interface OtherThreads {
  /** Calls back with the near end of a new connection, or with undefined when nobody listens there. */
  connect(to: ServerPlace, from: SocketAddress | undefined, onAnswer: (end: Transport | undefined) => void): void;
}

/** What the page hears from a connection to one of the program's servers. */
export interface PageConnectionEvents {
  /** Whether more may be read now; when not, the server has to wait until `resume`. */
  readonly wantsData: () => boolean;
  readonly onData: (bytes: Uint8Array) => void;
  /** The server ended or broke off the connection. */
  readonly onEnd: () => void;
}

export interface PageConnection {
  /** Of the client's end; undefined until the loop has made the connection. */
  readonly port: number | undefined;
  write(bytes: Uint8Array): void;
  /** Goes on reading: `wantsData` has become true. */
  resume(): void;
  /** Lets go of the connection, as a client does that has read all it wants. */
  close(): void;
}

// Linux: net.ipv4.ip_local_port_range.
const FIRST_EPHEMERAL_PORT = 32768;
const LAST_EPHEMERAL_PORT = 60999;
/** Where the first ports of two threads are apart. */
const PORTS_PER_THREAD = 512;
const PAGE_READ_BYTES = 1 << 16;

/** The program's own network: ports, and connections between them. Nothing of it leaves the run's workers. */
export class LoopbackNetwork {
  readonly #loop: LoopServices;
  readonly #listeners = new Map<number, readonly Listener[]>();
  readonly #pathAcceptors = new Map<string, (connection: Transport) => void>();
  readonly ports = new PortTable();
  /** Undefined as long as the run has one thread only. */
  others: OtherThreads | undefined;
  #nextPort = FIRST_EPHEMERAL_PORT + 1;

  constructor(loop: LoopServices) {
    this.#loop = loop;
  }

  /** Whether a server holds the port, in a way that keeps another one from listening at this address. */
  isTaken(at: ListenAddress): boolean {
    return this.ports.isTaken(at);
  }

  #listenersOn(port: number): readonly Listener[] {
    return this.#listeners.get(port) ?? [];
  }

  /** A port nobody listens on, for a server on port 0 or the near end of a connection. */
  takeEphemeralPort(): number {
    for (let tries = FIRST_EPHEMERAL_PORT; tries <= LAST_EPHEMERAL_PORT; tries += 1) {
      this.#nextPort = this.#nextPort >= LAST_EPHEMERAL_PORT ? FIRST_EPHEMERAL_PORT : this.#nextPort + 1;
      if (!this.ports.isTaken({ address: '::', port: this.#nextPort })) break;
    }
    // Where none is left, a port that is taken already lets `listen` say so.
    return this.#nextPort;
  }

  /** Threads that cannot see each other's ports begin far from each other. */
  startPortsAt(thread: number): void {
    const range = LAST_EPHEMERAL_PORT - FIRST_EPHEMERAL_PORT;
    this.#nextPort = FIRST_EPHEMERAL_PORT + ((1 + thread * PORTS_PER_THREAD) % range);
  }

  /**
   * Accepts connections to `at`; returns how to stop. `0.0.0.0` and `::` are any address. Whether `at` is taken already
   * is the caller's question.
   */
  listen(at: ListenAddress, acceptor: Acceptor): () => void {
    const listener = { at, acceptor };
    this.#listeners.set(at.port, [...this.#listenersOn(at.port), listener]);
    this.ports.take(at);
    return () => {
      this.ports.release(at);
      const others = this.#listenersOn(at.port).filter((other) => other !== listener);
      if (others.length > 0) this.#listeners.set(at.port, others);
      else this.#listeners.delete(at.port);
    };
  }

  /** The near end of a new connection, or undefined when nobody listens there. The acceptor is called at once. */
  connect(to: SocketAddress, from: SocketAddress): ByteStreamEnd | undefined {
    const listener = this.#listenersOn(to.port).find(({ at }) => accepts(at, to.address));
    if (listener === undefined) return undefined;
    const [near, far] = ByteStreamEnd.pair();
    listener.acceptor(far, from, to);
    return near;
  }

  /** A connection from another thread of the run; false when nobody listens there any more. */
  acceptFrom(to: ServerPlace, from: SocketAddress | undefined, connection: Transport): boolean {
    if ('path' in to) {
      const acceptor = this.#pathAcceptors.get(to.path);
      acceptor?.(connection);
      return acceptor !== undefined;
    }
    const listener = this.#listenersOn(to.port).find(({ at }) => accepts(at, to.address));
    listener?.acceptor(connection, from ?? to, to);
    return listener !== undefined;
  }

  /** Accepts connections to a socket file, by its absolute path; returns how to stop. */
  listenOnPath(path: string, acceptor: (connection: Transport) => void): () => void {
    this.#pathAcceptors.set(path, acceptor);
    return () => this.#pathAcceptors.delete(path);
  }

  /** The near end of a new connection to a socket file, or undefined when nobody listens on it. */
  connectToPath(path: string): ByteStreamEnd | undefined {
    const acceptor = this.#pathAcceptors.get(path);
    if (acceptor === undefined) return undefined;
    const [near, far] = ByteStreamEnd.pair();
    acceptor(far);
    return near;
  }

  /** Connects from outside the program; undefined when nobody listens on `port`. */
  connectFromPage(port: number, events: PageConnectionEvents): PageConnection | undefined {
    const [listener] = this.#listenersOn(port);
    if (listener === undefined) return undefined;
    let end: ByteStreamEnd | undefined;
    let clientPort: number | undefined;
    const readAll = () => {
      while (events.wantsData()) {
        const received = end?.read(PAGE_READ_BYTES);
        if (received === undefined) return;
        if (typeof received === 'string') {
          end?.close('end');
          end = undefined;
          events.onEnd();
          return;
        }
        events.onData(received.bytes);
      }
    };
    // The loop may be asleep or in the middle of a step: what comes from outside waits for a poll phase.
    this.#loop.postExternal(() => {
      const address = accepts(listener.at, '127.0.0.1') ? '127.0.0.1' : '::1';
      clientPort = this.takeEphemeralPort();
      end = this.connect({ address, port }, { address, port: clientPort });
      if (end === undefined) events.onEnd();
      else end.onReadable = readAll;
    });
    return {
      get port() {
        return clientPort;
      },
      write: (bytes) => this.#loop.postExternal(() => void end?.write(bytes, () => undefined)),
      resume: () => this.#loop.postExternal(readAll),
      close: () => this.#loop.postExternal(() => end?.close('end')),
    };
  }
}
