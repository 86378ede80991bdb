import type { ListenPlace } from '../kernel/network/addresses.ts';
import type { RelayMessage, WorkerMessage } from '../worker/messages.ts';
import type { NodeWorker, ProgramEnd, ProgramMessage } from './node-worker.ts';
import type { RunChannels } from './run-channels.ts';
import type { RunNetwork } from './run-network.ts';

type StartThread = Extract<WorkerMessage, { type: 'start-thread' }>;

/** All workers that one run may have at once: each holds a whole Node. */
const MOST_WORKERS = 32;
/** As in Node: the exit code of a thread that was ended from outside. */
const EXIT_TERMINATED = 1;

/** Where the workers of a run come from; shared by all of them. */
export interface RunWorkers {
  /** A worker at once, ready or not. */
  create(): NodeWorker;
  running: number;
  readonly network: RunNetwork;
  readonly channels: RunChannels;
}

/** The workers that one worker of a run has started: threads and child processes. They end with it. */
export class ChildWorkers {
  readonly #run: RunWorkers;
  readonly #parent: NodeWorker;
  readonly #children = new Map<number, NodeWorker>();

  constructor(run: RunWorkers, parent: NodeWorker) {
    this.#run = run;
    this.#parent = parent;
  }

  get all(): readonly NodeWorker[] {
    return [...this.#children.values()];
  }

  start({ id, setup, ports }: StartThread, onMessage: (message: ProgramMessage) => void): void {
    if (this.#run.running >= MOST_WORKERS) {
      const failure = `The embedded Node.js runs at most ${MOST_WORKERS} threads and processes at once. Start fewer.`;
      this.#parent.post({ type: 'thread-ended', id, end: { code: EXIT_TERMINATED, failure } });
      return;
    }
    this.#run.running += 1;
    const child = this.#run.create();
    this.#children.set(id, child);
    const passOn = (message: ProgramMessage) => {
      // Its input is its parent's matter, never the page's.
      if (message.type !== 'reading-input') onMessage(message);
    };
    void child.startThread({ type: 'start-thread', setup, ports }, passOn, this.#run).then((end) => {
      this.#finish(id, end);
    });
    if (setup.relayed) this.#run.channels.move(setup.relayed.name, child, this.#parent);
  }

  /** Passes on what one thread of the run sends to another. */
  relay(message: RelayMessage): void {
    this.#run.channels.pass(message, this.#parent);
  }

  /** Ends a child as a signal would, or whatever it does. */
  end(id: number, signal: number | undefined): void {
    const child = this.#children.get(id);
    if (!child) return;
    if (signal !== undefined && child.listensFor(signal)) child.post({ type: 'signal', signal });
    else this.#finish(id, { type: 'exited', code: EXIT_TERMINATED, ...(signal !== undefined && { signal }) });
  }

  /** Returns where they listened. */
  closeAll(): readonly ListenPlace[] {
    const children = [...this.#children.values()];
    this.#children.clear();
    this.#run.running -= children.length;
    for (const child of children) this.#run.channels.leave(child);
    return children.flatMap((child) => child.close());
  }

  #finish(id: number, end: ProgramEnd): void {
    const child = this.#children.get(id);
    if (!child) return;
    this.#children.delete(id);
    this.#run.running -= 1;
    this.#run.channels.leave(child);
    const listened = child.close();
    const told =
      end.type === 'exited'
        ? { ...end, listened }
        : { code: EXIT_TERMINATED, listened, failure: `${end.message} ${end.hint}` };
    this.#parent.post({ type: 'thread-ended', id, end: told });
  }
}
