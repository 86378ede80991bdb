import { optionsFromEnvironment, parseOptions, UnknownOption } from '../../../page/command-options.ts';
import { FileSystemError } from '../../file-system/file-system-error.ts';
import { Directory } from '../../file-system/inode.ts';
import type { OpenFile } from '../../file-system/open-file.ts';
import type { Kernel } from '../../kernel.ts';
import { ByteStreamEnd } from '../../network/byte-stream-end.ts';
import { relay } from '../../threads/handed-over-connections.ts';
import { CONNECT, type ConnectablePipe, pipeOf } from '../../threads/process-pipes.ts';
import { RemoteStream } from '../../threads/remote-stream.ts';
import { type Thread, threadOf } from '../../threads/thread.ts';
import type { DescriptorSetup } from '../../threads/thread-setup.ts';
import { createFileTransport } from '../streams/transport.ts';
import { readCommand } from './read-command.ts';

/** Node's exit code for an option that it does not know. */
const EXIT_BAD_OPTION = 9;
const OUTPUTS: ReadonlySet<number> = new Set([1, 2]);

/** An entry of `stdio` as the library hands it over. */
interface StdioEntry {
  readonly type: 'ignore' | 'pipe' | 'overlapped' | 'inherit' | 'fd' | 'wrap';
  readonly fd?: number;
  readonly handle?: ConnectablePipe;
}

/** The arguments of `Process.spawn`. */
export type SpawnRequest = [
  file: string,
  args: readonly string[] | undefined,
  cwd: string | undefined,
  envPairs: readonly string[] | undefined,
  stdio: readonly StdioEntry[],
];

export interface ChildProcess {
  readonly processId: number;
  kill(signal: number): void;
}

type OnExit = (code: number, signal: string) => void;

/** Starts another worker as a child process; returns a negative error number when it cannot be started. */
export function startChildProcess(kernel: Kernel, request: SpawnRequest, onExit: OnExit): ChildProcess | number {
  const [file, args = [], cwd, envPairs, stdio] = request;
  const words = readCommand(file, args);
  const workingDirectory = words && directoryAt(kernel, cwd);
  if (!words || workingDirectory === undefined) {
    connectToNobody(stdio);
    return kernel.uvErrors.errno('ENOENT');
  }
  const thread = threadOf(kernel);
  const id = thread.numbers.next();
  const pipes = new ChildPipes(kernel, thread);
  const descriptors = stdio.map((entry) => pipes.connect(entry));
  const processId = thread.processId + id;
  thread.onEnded(id, ({ code, signal, failure }) => {
    if (failure !== undefined) kernel.output(2, kernel.natives.encodeUtf8(`${failure}\n`));
    pipes.breakOff();
    // The ends of its pipes are there first, as with a process whose descriptors the system closes.
    kernel.loop.postIo(() =>
      onExit(signal === undefined ? code : 0, signal === undefined ? '' : signalName(kernel, signal)),
    );
  });
  const env = readEnvironment(kernel, envPairs);
  const program = readProgram(words, env);
  kernel.page.startThread({
    id,
    ports: pipes.ports,
    setup: {
      kind: 'process',
      threadId: id,
      threadName: 'main',
      processId,
      parentProcessId: thread.processId,
      program: { ...program, workingDirectory, env },
      files: thread.files.describe(),
      credentials: { ...kernel.fileSystem.credentials },
      umask: kernel.fileSystem.umask,
      runId: thread.connect(),
      counters: thread.numbers.shared,
      serverPorts: kernel.network.ports.shared,
      resourceLimits: new Float64Array(0),
      descriptors,
    },
  });
  return { processId, kill: (signal) => kernel.page.endThread(id, signal) };
}

/** The pipes of a process that never was: they are open, and have ended. */
function connectToNobody(stdio: readonly StdioEntry[]): void {
  for (const { handle } of stdio) {
    const [near, far] = ByteStreamEnd.pair();
    far.end();
    handle?.[CONNECT](near);
  }
}

/** The parent's ends of a child's descriptors. */
class ChildPipes {
  readonly ports: MessagePort[] = [];
  readonly #kernel: Kernel;
  readonly #thread: Thread;
  readonly #streams: RemoteStream[] = [];

  constructor(kernel: Kernel, thread: Thread) {
    this.#kernel = kernel;
    this.#thread = thread;
  }

  connect({ type, fd, handle }: StdioEntry): DescriptorSetup {
    if (type === 'ignore') return { type: 'ignore' };
    if (type === 'pipe' || type === 'overlapped') {
      const { setup, stream } = this.#open();
      handle?.[CONNECT](stream);
      return setup;
    }
    const file = fd === undefined ? undefined : this.#kernel.fileSystem.descriptors.find(fd);
    if (!file || fd === 0) return { type: 'ignore' };
    if (OUTPUTS.has(fd ?? -1) && !pipeOf(file.inode)) return { type: 'inherit', descriptor: fd ?? 1 };
    return this.#passOn(file);
  }

  /** The child is gone: whoever reads its pipes reads the end. */
  breakOff(): void {
    for (const stream of this.#streams) stream.breakOff();
  }

  #passOn(file: OpenFile): DescriptorSetup {
    const { setup, stream } = this.#open();
    const target = pipeOf(file.inode) ?? createFileTransport(file);
    // Only what the child writes: reads of a file would need its position here.
    relay(
      {
        ...target,
        readable: false,
        read: () => undefined,
        write: target.write.bind(target),
        end: () => undefined,
        close: () => undefined,
        writable: true,
      },
      stream,
    );
    return setup;
  }

  #open(): { readonly setup: DescriptorSetup; readonly stream: RemoteStream } {
    const { port1, port2 } = new this.#kernel.natives.MessageChannel();
    const stream = new RemoteStream(port1, () => this.#thread.links.changes);
    this.#streams.push(stream);
    return { setup: { type: 'pipe', port: this.ports.push(port2) - 1 }, stream };
  }
}

function readProgram(words: readonly string[], env: Readonly<Record<string, string>>) {
  try {
    const { options, execArgv, rest } = parseOptions(words);
    return { argv: rest, execArgv, options: { ...optionsFromEnvironment(env), ...options } };
  } catch (error) {
    if (!(error instanceof UnknownOption)) throw error;
    const message = `/usr/local/bin/node: bad option: ${error.word}\n`;
    return { argv: [], execArgv: [], options: {}, refusal: { message, exitCode: EXIT_BAD_OPTION } };
  }
}

function readEnvironment(kernel: Kernel, pairs: readonly string[] | undefined): Record<string, string> {
  if (!pairs) return { ...(kernel.process.env as Record<string, string>) };
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=', 1);
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

function directoryAt({ fileSystem }: Kernel, path: string | undefined): string | undefined {
  if (path === undefined || path === null) return fileSystem.workingDirectory;
  try {
    const { inode, path: realPath } = fileSystem.locate(path, 'follow');
    return inode instanceof Directory ? realPath : undefined;
  } catch (error) {
    if (error instanceof FileSystemError) return undefined;
    throw error;
  }
}

function signalName(kernel: Kernel, signal: number): string {
  const { signals } = (kernel.binding('constants') as { os: { signals: Record<string, number> } }).os;
  return Object.entries(signals).find(([, number]) => number === signal)?.[0] ?? `SIG${signal}`;
}
