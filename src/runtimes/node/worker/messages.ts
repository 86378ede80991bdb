/** What page and worker say to each other. Both sides check what arrives: a program may try to speak for its worker. */
import type { FileContent, HttpHeaders, RunEvent, RunOptions, SyntaxProblem, TestEvent } from '../../runtime.ts';
import type { TraceBatch, TraceKind } from '../../trace.ts';
import type { ListenPlace } from '../kernel/network/addresses.ts';
import type { DistantConnection } from '../kernel/threads/distant-connections.ts';
import type { RelayedMessage } from '../kernel/threads/page-relay.ts';
import type { ProgramExit, ThreadEnd, ThreadSetup, ThreadStart } from '../kernel/threads/thread-setup.ts';

/** What a worker is to do; it does one thing in its life. */
export interface StartMessage {
  readonly type: 'start';
  /** `check` reports test events of `argv[0]`, one test file; `run` only prints. */
  readonly activity: 'run' | 'check';
  /** By path relative to the project's root. */
  readonly files: readonly (readonly [path: string, content: FileContent])[];
  /** What lies in its `node_modules`, as `packFiles` packs it. */
  readonly packages?: Uint8Array;
  /** What follows `node`: options are already taken out. */
  readonly argv: readonly string[];
  /** The options as they were written: `process.execArgv`. */
  readonly execArgv: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  /** What standard input holds at the start. */
  readonly stdin: string;
  /** More may come in `input` messages; otherwise standard input ends there. */
  readonly keepsInputOpen: boolean;
  /** What to record. */
  readonly trace: readonly TraceKind[];
  /** Files to hand back when the program changed them. */
  readonly keep?: RunOptions['keep'];
}

/** Asked of a worker that waits for its program: what is wrong with the syntax of a file. */
export interface SyntaxMessage {
  readonly type: 'find-syntax-problems';
  readonly id: number;
  readonly path: string;
  readonly text: string;
}

/** An HTTP request for a server of the program. */
export interface RequestMessage {
  readonly type: 'request';
  readonly id: number;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly headers: HttpHeaders;
  readonly body: Uint8Array | undefined;
}

/** About a request that was sent before. */
export type ExchangeMessage =
  /** Bytes for a connection that was upgraded to another protocol. */
  | { readonly type: 'exchange-write'; readonly id: number; readonly bytes: Uint8Array }
  /** So many bytes of the answer were read: as many more may come. */
  | { readonly type: 'exchange-read'; readonly id: number; readonly bytes: number }
  /** Nobody wants the answer any more. */
  | { readonly type: 'exchange-abort'; readonly id: number };

/** More of standard input. */
export type InputMessage = { readonly type: 'input'; readonly text: string } | { readonly type: 'input-end' };

/** Instead of `start`: run what another worker of the program asked for. */
export interface StartThreadMessage {
  readonly type: 'start-thread';
  readonly setup: ThreadSetup;
  readonly ports: readonly MessagePort[];
}

/** A worker that this one asked for has ended, or was not to be had. */
export interface ThreadEndedMessage {
  readonly type: 'thread-ended';
  readonly id: number;
  readonly end: ThreadEnd;
}

/** A signal for a child process that listens for it. */
export interface SignalMessage {
  readonly type: 'signal';
  readonly signal: number;
}

/** Another worker of the run connects to a server of this one, or is gone and its connection with it. */
export type ConnectionMessage =
  | ({ readonly type: 'connection' } & DistantConnection)
  | { readonly type: 'connection-lost'; readonly id: string };

/** On its way from thread to thread. */
export type RelayMessage = { readonly type: 'relay' } & RelayedMessage;

export type PageMessage =
  | StartMessage
  | StartThreadMessage
  | ThreadEndedMessage
  | SignalMessage
  | RelayMessage
  | ConnectionMessage
  | RequestMessage
  | ExchangeMessage
  | InputMessage
  | SyntaxMessage;

export interface OutputChunk {
  /** The test that ran when it was printed. */
  readonly testId?: string;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

export type WorkerMessage =
  /** Node's library has booted; a program can start. */
  | { readonly type: 'ready' }
  | { readonly type: 'output'; readonly chunks: readonly OutputChunk[] }
  | { readonly type: 'output-cut' }
  | { readonly type: 'listening'; readonly at: ListenPlace }
  | { readonly type: 'listening-ended'; readonly at: ListenPlace }
  | ({ readonly type: 'connect' } & DistantConnection)
  | { readonly type: 'reading-input' }
  | Extract<RunEvent, { type: 'file-kept' | 'file-not-kept' }>
  | { readonly type: 'syntax-problems'; readonly id: number; readonly problems: readonly SyntaxProblem[] | undefined }
  | { readonly type: 'test'; readonly event: TestEvent }
  /** `testId`: the test in which it was recorded. */
  | { readonly type: 'trace'; readonly batch: TraceBatch; readonly testId?: string }
  | ({ readonly type: 'exit' } & ProgramExit)
  | ({ readonly type: 'start-thread' } & ThreadStart)
  | RelayMessage
  /** Without a signal: whatever it does. With one: as the system would, by what the process has said it listens for. */
  | { readonly type: 'end-thread'; readonly id: number; readonly signal?: number }
  | { readonly type: 'listening-for-signal'; readonly signal: number; readonly isListening: boolean }
  /** The kernel failed: a fault of this site, unless a hint says what the program should not do. */
  | { readonly type: 'crash'; readonly message: string; readonly hint?: string }
  | {
      readonly type: 'response';
      readonly id: number;
      readonly status: number;
      readonly statusText: string;
      readonly headers: HttpHeaders;
      readonly traceId?: string;
    }
  | { readonly type: 'response-body'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'response-end'; readonly id: number }
  /** Also after the head of the answer: the connection broke. */
  | { readonly type: 'request-failed'; readonly id: number; readonly message: string };
