/** `internalBinding('worker')`: threads, each a worker that the page starts (Node.js src/node_worker.cc). */

import { parseOptions, UnknownOption } from '../../page/command-options.ts';
import { HandleWrap } from '../async-wrap.ts';
import type { BindingFactory, Kernel } from '../kernel.ts';
import { NotImplementedError } from '../not-implemented.ts';
import type { ChannelEnd } from '../threads/native-links.ts';
import { isRelayedEnd } from '../threads/page-relay.ts';
import type { PortData } from '../threads/port-data.ts';
import { type Thread, threadOf } from '../threads/thread.ts';
import type { ThreadEnd, ThreadSetup } from '../threads/thread-setup.ts';

/** What V8 takes without limits of one's own, MB: young and old generation, code range, stack. */
const DEFAULT_LIMITS = [48, 4144, 0, 4] as const;
/** Exit code of a thread that was terminated. */
const EXIT_TERMINATED = 1;

/** Options that a thread cannot have for itself (Node.js docs: `new Worker`, `execArgv`). */
const OF_PROCESSES = /^--(?:title|disable-proto)(?:=|$)/;

type Environment = Readonly<Record<string, string>> | null | undefined;

export const createWorkerBinding: BindingFactory = (kernel, stub) => {
  const thread = threadOf(kernel);
  let environmentPort: object | undefined;
  return Object.assign(stub, {
    isMainThread: true,
    isInternalThread: false,
    ownsProcessState: true,
    threadId: 0,
    threadName: 'main',
    Worker: createWorkerClass(kernel),
    getEnvMessagePort() {
      const data = thread.environmentPort;
      if (data) environmentPort ??= thread.objects.createPort(data);
      return environmentPort;
    },
  });
};

function createWorkerClass(kernel: Kernel): NewableFunction {
  const thread = threadOf(kernel);
  return class Worker extends HandleWrap {
    readonly threadId: number;
    readonly threadName: string;
    readonly messagePort: object;
    /** Words of `execArgv` that are no options; the library throws for them. */
    readonly invalidExecArgv: readonly string[] | undefined;
    /** Likewise of `NODE_OPTIONS` in an environment of the thread's own. */
    readonly invalidNodeOptions: readonly string[] | undefined;
    onexit: unknown;
    readonly #environment: Readonly<Record<string, string>>;
    readonly #options: Readonly<Record<string, unknown>>;
    readonly #execArgv: readonly string[];
    readonly #limits: Float64Array;
    readonly #port: PortData;
    readonly #far: ChannelEnd;
    #isRunning = false;
    #isOver = false;

    constructor(_url: unknown, environment: Environment, execArgv: unknown, limits: Float64Array, ...rest: unknown[]) {
      super(kernel, 'WORKER');
      const name = rest[2];
      if (environment === undefined) throw new NotImplementedError('worker_threads.SHARE_ENV');
      this.threadId = thread.numbers.next();
      this.threadName = String(name);
      this.#environment = environment ?? { ...(kernel.process.env as Record<string, string>) };
      this.#limits = limits.map((limit, index) => (limit > 0 ? limit : (DEFAULT_LIMITS[index] ?? 0)));
      this.#execArgv = (execArgv as readonly string[] | undefined) ?? kernel.program.execArgv;
      this.#options = this.#readOptions();
      if (environment) this.#checkNodeOptions(environment);
      const { near, far } = thread.links.openChannel(this.threadId);
      this.#port = near;
      this.#far = far;
      this.messagePort = thread.objects.createPort(near);
    }

    override get active(): boolean {
      return this.#isRunning;
    }

    /** Undefined once the thread is over and its `exit` event was heard. */
    override hasRef(): boolean | undefined {
      return this.#isOver ? undefined : this.referenced;
    }

    startThread(): void {
      this.#isRunning = true;
      thread.onEnded(this.threadId, (end) => this.#end(end));
      const { fileSystem } = kernel;
      const { port, mailboxes } = this.#far;
      const relayed = isRelayedEnd(port) ? port : undefined;
      kernel.page.startThread({
        id: this.threadId,
        ports: isRelayedEnd(port) ? [] : [port],
        setup: {
          kind: 'thread',
          mailboxes,
          relayed,
          threadId: this.threadId,
          threadName: this.threadName,
          processId: thread.processId,
          parentProcessId: thread.parentProcessId,
          program: {
            ...kernel.program,
            argv: [],
            execArgv: [...this.#execArgv],
            env: { ...this.#environment },
            options: { ...this.#options },
            workingDirectory: fileSystem.workingDirectory,
          },
          files: thread.files.describe(),
          credentials: { ...fileSystem.credentials },
          umask: fileSystem.umask,
          runId: thread.connect(),
          counters: thread.numbers.shared,
          serverPorts: kernel.network.ports.shared,
          resourceLimits: this.#limits,
          timeOrigin: timeOriginOf(kernel)[0] ?? 0,
          descriptors: [],
        },
      });
    }

    stopThread(): void {
      if (this.#isRunning) kernel.page.endThread(this.threadId);
    }

    getResourceLimits(): Float64Array {
      return this.#limits;
    }

    loopStartTime(): number {
      return -1;
    }

    loopIdleTime(): number {
      return 0;
    }

    #end({ code, failure }: ThreadEnd): void {
      thread.links.closeToward(this.threadId);
      this.#isRunning = false;
      this.#port.peer = undefined;
      if (failure === undefined) this.makeCallback(this.onexit, code);
      else this.makeCallback(this.onexit, EXIT_TERMINATED, 'ERR_WORKER_INIT_FAILED', failure);
      this.#isOver = true;
      this.close();
    }

    #readOptions(): Readonly<Record<string, unknown>> {
      if (this.#execArgv === kernel.program.execArgv) return kernel.program.options;
      const wrong = this.#execArgv.filter((word) => OF_PROCESSES.test(word));
      const { options, unknown } = readOptions(this.#execArgv);
      if (unknown !== undefined) wrong.push(unknown);
      if (wrong.length > 0) Object.assign(this, { invalidExecArgv: wrong });
      return options;
    }

    #checkNodeOptions({ NODE_OPTIONS: text }: Readonly<Record<string, string>>): void {
      const unknown = text && readOptions(text.split(/\s+/)).unknown;
      if (unknown) Object.assign(this, { invalidNodeOptions: [unknown] });
    }
  };
}

function readOptions(words: readonly string[]): { options: Readonly<Record<string, unknown>>; unknown?: string } {
  try {
    return { options: parseOptions(words).options };
  } catch (error) {
    if (!(error instanceof UnknownOption)) throw error;
    return { options: {}, unknown: error.word };
  }
}

/** `performance.timeOrigin` in µs is the first of the milestones: all threads of a process have the same. */
function timeOriginOf(kernel: Kernel): Float64Array {
  return (kernel.binding('performance').milestones as Float64Array).subarray(0, 1);
}

/** Makes the binding say who this thread is; before the library's own scripts for threads run. */
export function becomeThread(
  kernel: Kernel,
  thread: Thread,
  { threadName: name, resourceLimits, timeOrigin }: ThreadSetup,
): void {
  if (timeOrigin !== undefined) timeOriginOf(kernel)[0] = timeOrigin;
  Object.assign(kernel.binding('worker'), {
    isMainThread: false,
    ownsProcessState: false,
    threadId: thread.id,
    threadName: name,
    resourceLimits,
  });
}
