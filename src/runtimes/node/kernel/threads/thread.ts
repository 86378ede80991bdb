import type { Kernel } from '../kernel.ts';
import { AsyncQueue } from './async-queue.ts';
import { BroadcastGroups } from './broadcast-groups.ts';
import { DistantConnections } from './distant-connections.ts';
import { openNativeLine } from './native-broadcast.ts';
import { NativeLinks } from './native-links.ts';
import type { PortData } from './port-data.ts';
import type { MessageObjects } from './read-message.ts';
import type { RemoteStream } from './remote-stream.ts';
import { SharedFiles } from './shared-files.ts';
import { ThreadNumbers } from './thread-numbers.ts';
import type { ThreadEnd, ThreadSetup } from './thread-setup.ts';

/** Each thread numbers its inodes from here on. */
const INODES_PER_THREAD = 1e8;
const MAIN_PROCESS_ID = 42;

/** Who this thread is, and its ways to the others: what the bindings for messages, threads and processes share. */
export class Thread {
  readonly asyncs: AsyncQueue;
  readonly objects: MessageObjects;
  readonly broadcasts = new BroadcastGroups();
  readonly links: NativeLinks;
  /** Connections to servers of other threads and processes. */
  readonly connections: DistantConnections;
  readonly #kernel: Kernel;
  readonly #onEnded = new Map<number, (end: ThreadEnd) => void>();
  id = 0;
  processId = MAIN_PROCESS_ID;
  parentProcessId = MAIN_PROCESS_ID - 1;
  kind: 'main' | ThreadSetup['kind'] = 'main';
  /** The port to the thread that started this one. */
  environmentPort: PortData | undefined;
  /** Pipes to the process that started this one. */
  readonly pipes = new Set<RemoteStream>();
  numbers = new ThreadNumbers(undefined, 0);
  #files: SharedFiles | undefined;
  #runId: string | undefined;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.asyncs = new AsyncQueue(kernel.loop);
    this.links = new NativeLinks(kernel.natives, (message) => kernel.page.relay(message));
    this.connections = new DistantConnections(kernel, this);
    const notReady = (): never => {
      throw new Error('A message arrived before Node’s library had booted.');
    };
    this.objects = { createPort: notReady, createObject: notReady };
  }

  /** The run's name; there are other threads from now on. */
  connect(): string {
    this.#runId ??= this.#kernel.natives.crypto.randomUUID();
    this.broadcasts.connect(openNativeLine(this.#kernel.natives, this.links, this.#runId));
    this.#kernel.network.others = this.connections;
    return this.#runId;
  }

  /** The files as all threads of the run share them. */
  get files(): SharedFiles {
    this.#files ??= new SharedFiles(this.#kernel.fileSystem, `${this.id}`, this.id * INODES_PER_THREAD);
    this.links.changes = this.#files;
    return this.#files;
  }

  /** Takes the place that another thread has prepared. */
  settle(setup: ThreadSetup): void {
    this.id = setup.threadId;
    this.kind = setup.kind;
    this.processId = setup.processId;
    this.parentProcessId = setup.parentProcessId;
    this.#runId = setup.runId;
    this.numbers = new ThreadNumbers(setup.counters, setup.threadId);
    this.#kernel.network.ports.join(setup.serverPorts);
    this.#kernel.network.startPortsAt(setup.threadId);
    this.files.load(setup.files);
    this.connect();
  }

  /** The program ends: whoever is at the other end of something learns it. */
  closeAll(): void {
    this.links.closeAll();
    for (const pipe of this.pipes) pipe.close('end');
    this.connections.closeAll();
  }

  /** What this thread did to the files and heard of others, for the one that started it. */
  get lastFileChanges(): unknown {
    return this.kind === 'main' ? undefined : this.files.take(this);
  }

  /** Hears of the end of a worker that this one started. */
  onEnded(id: number, listener: (end: ThreadEnd) => void): void {
    this.#onEnded.set(id, listener);
  }

  threadEnded(id: number, end: ThreadEnd): void {
    const listener = this.#onEnded.get(id);
    this.#onEnded.delete(id);
    this.#kernel.network.ports.releaseOf(end.listened ?? []);
    if (end.fileChanges !== undefined) this.files.apply(end.fileChanges);
    listener?.(end);
  }
}

const threads = new WeakMap<Kernel, Thread>();

/** The thread of this kernel, made on first use. */
export function threadOf(kernel: Kernel): Thread {
  const thread = threads.get(kernel) ?? new Thread(kernel);
  threads.set(kernel, thread);
  return thread;
}
