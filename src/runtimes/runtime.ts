/**
 * The runtime contract: what runs a learner's programs in the tab.
 *
 * Everything above a runtime (workspace, grading, preview, tests) knows only these types. Adapters live in
 * `src/runtimes/<id>/` and are loaded by `open-runtime.ts` when an exercise needs them. Every adapter passes
 * `tests/runtimes/conformance.ts`.
 */
import type { DatabaseAnswer, DatabaseQuestion, QueryLog } from './database.ts';

import type { TraceBatch, TraceKind } from './trace.ts';

/** The stacks a runtime can run. A WebContainer runs `node` projects too, so the stack is not the adapter's id. */
export type Stack = 'node' | 'django';

/** A file's content: text, or bytes for anything that is not UTF-8 text. */
export type FileContent = string | Uint8Array;

/**
 * The files a run sees, by path relative to the project's root: `/`-separated, no leading `/`, no `.` or `..`
 * segments. Tests of an exercise are files of the project too, under `tests/`.
 */
export type Project = Readonly<Record<string, FileContent>>;

/** Where a runtime is in its life. Shown to the learner and announced. */
export type RuntimeStatus =
  | { readonly state: 'idle' }
  /** `step` is a short phrase for the learner ("Loading Python"); `progress` runs from 0 to 1. */
  | { readonly state: 'loading'; readonly step: string; readonly progress: number }
  /** `note`: a sentence for the curious, when the runtime works but starts more slowly than it could, and why. */
  | { readonly state: 'ready'; readonly note?: string }
  | { readonly state: 'running'; readonly activity: 'run' | 'check' }
  /** The last program was stopped by the learner or by a limit; a new one can start. */
  | { readonly state: 'stopped' }
  | { readonly state: 'failed'; readonly message: string; readonly hint: string };

/** What a runtime says about itself. */
export interface RuntimeDescription {
  readonly stack: Stack;
  /** For the learner, for instance `Node.js 26.10.0, embedded`. */
  readonly name: string;
  /** What it cannot do, one short phrase each, for instance `child processes`. */
  readonly cannot: readonly string[];
  /** What it can record of a run (`RunOptions.trace`); nothing when absent. */
  readonly traces?: readonly TraceKind[];
}

/** What a program does while it runs. */
export type RunEvent =
  | { readonly type: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** Output passed `OUTPUT_LIMIT_BYTES`; nothing more of it follows, the program goes on. */
  | { readonly type: 'output-cut'; readonly limitBytes: number }
  /** A server of the program accepts requests on this port of the runtime's own loopback. */
  /** `url`: where a page can open it, if the runtime gives its servers addresses of their own. */
  | { readonly type: 'listening'; readonly port: number; readonly url?: string }
  /** That server was closed while the program goes on. A runtime that cannot tell leaves it out. */
  | { readonly type: 'listening-ended'; readonly port: number }
  /** The program reads standard input and would wait for more of it. Comes once in a run, if input can still come. */
  | { readonly type: 'reading-input' }
  /** A file that the run was asked to keep changed, or is gone (no content). Comes at the end, and after requests. */
  | { readonly type: 'file-kept'; readonly path: string; readonly content?: Uint8Array<ArrayBuffer> }
  /** The file changed, but is larger than `KEPT_FILE_LIMIT_BYTES`. */
  | { readonly type: 'file-not-kept'; readonly path: string; readonly bytes: number; readonly limitBytes: number }
  /** What the program asked of its database, where a runtime can tell: after each request, and at the end of a run. */
  | { readonly type: 'queries'; readonly log: QueryLog }
  /** A piece of the trace that `RunOptions.trace` asked for. */
  | { readonly type: 'trace'; readonly batch: TraceBatch };

/** How a run ended. A program that fails is an exit code, not an exception. */
export type RunEnd =
  | { readonly outcome: 'exited'; readonly exitCode: number; readonly ms: number }
  | { readonly outcome: 'stopped'; readonly ms: number }
  /** The runtime itself gave up (out of memory, a dead worker). The next run gets a fresh one. */
  | { readonly outcome: 'crashed'; readonly message: string; readonly hint: string; readonly ms: number };

/** A place in a file of the project; `line` and `column` count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** Why a test failed. */
export interface TestFailure {
  /** `assertion`: a check of the test did not hold. `error`: something was thrown that is no assertion. */
  readonly kind: 'assertion' | 'error';
  /** The message as the test runner gives it, without stack. */
  readonly message: string;
  /** Both sides of a comparison, printed by the stack's own inspector (`util.inspect`, `repr`); absent when there is none. */
  readonly expected?: string;
  readonly actual?: string;
  /** Stack trace or traceback, the learner's frames first, for the curious. */
  readonly stack: string;
  /** The deepest frame in a file that is the learner's (not under `tests/`). */
  readonly learnerLocation?: SourceLocation;
  /** The frame in the test file. */
  readonly testLocation?: SourceLocation;
}

/** What a test runner reports while it works, the same for every stack. */
export type TestEvent =
  /** `path`: suites from the outside in, the test's own name last. `id` is unique within one check. */
  | { readonly type: 'test-started'; readonly id: string; readonly path: readonly string[] }
  | {
      readonly type: 'test-ended';
      readonly id: string;
      readonly path: readonly string[];
      readonly outcome: 'passed' | 'failed' | 'skipped';
      readonly ms: number;
      readonly failure?: TestFailure;
      /** Why it was skipped, in its author's words. */
      readonly skipReason?: string;
    }
  /** What was printed while a test ran; `id` is absent for output outside any test. */
  | { readonly type: 'test-output'; readonly id?: string; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly type: 'output-cut'; readonly limitBytes: number }
  /** A piece of the trace that `CheckOptions.trace` asked for; `id` names the test it was recorded in, if one ran. */
  | { readonly type: 'trace'; readonly id?: string; readonly batch: TraceBatch }
  /** A test file could not be loaded, a migration failed, the test process exited: the check cannot go on. */
  | { readonly type: 'check-error'; readonly failure: TestFailure };

/** Names and values of an HTTP message as they were sent; a name may come more than once. */
export type HttpHeaders = readonly (readonly [name: string, value: string])[];

/** A request to the server that the current run started. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query, starting with `/`. */
  readonly path: string;
  readonly headers: HttpHeaders;
  readonly body?: Uint8Array;
  /** Which of the run's servers; the first that listened when absent. */
  readonly port?: number;
  /** Aborting gives the request up: the server sees that its client went away. */
  readonly signal?: AbortSignal;
}

/**
 * An answer, from the moment its head is there. Redirects are answers like any other: nobody follows them here, and no
 * cookie is kept.
 */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HttpHeaders;
  /**
   * The body as the server writes it. A server whose answer is not read has to wait; cancelling gives the request up.
   * Errors with a `RuntimeError` when the connection breaks.
   */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** From sending the request to the head of the answer. */
  readonly ms: number;
  /** `RequestTrace.id` of this exchange, when the run records requests. The trace may come a little later. */
  readonly traceId?: string;
}

/** How a WebSocket to a server of the current run is opened (RFC 6455, section 4.1). */
export interface WebSocketRequest {
  readonly path: string;
  /** Headers beside those of the handshake itself, for instance `Origin` and `Cookie`. */
  readonly headers: HttpHeaders;
  readonly protocols: readonly string[];
  readonly port?: number;
  readonly signal?: AbortSignal;
}

/** Events may come before `openWebSocket` resolves: a server may speak with its handshake. */
export interface WebSocketEvents {
  /** A whole message: text or bytes. */
  readonly onMessage: (message: string | Uint8Array<ArrayBuffer>) => void;
  /** Comes once, last. `code` as in RFC 6455, section 7.4; 1006 when the connection broke. */
  readonly onClose: (code: number, reason: string) => void;
}

export interface WebSocketConnection {
  /** The sub-protocol that the server chose; empty when none. */
  readonly protocol: string;
  /** Of the answer to the handshake; empty where the runtime cannot see them. */
  readonly headers: HttpHeaders;
  /** As `HttpResponse.traceId`. The trace comes when the connection is closed. */
  readonly traceId?: string | undefined;
  send(message: string | Uint8Array): void;
  /** Begins the closing handshake; `onClose` tells when it is over. */
  close(code?: number, reason?: string): void;
}

export interface RunOptions {
  readonly onEvent: (event: RunEvent) => void;
  /** Aborting stops the program at once, endless loops included. */
  readonly signal?: AbortSignal;
  /**
   * What the program reads from standard input, as a whole or in pieces as they come; empty when absent. A runtime that
   * cannot wait for input reads pieces as empty, and names that in `cannot`.
   */
  readonly stdin?: string | AsyncIterable<string>;
  /** What to record, for `trace` events; nothing when absent, and then recording costs nothing. */
  readonly trace?: readonly TraceKind[] | undefined;
  /**
   * Files that the run hands back with `file-kept` when it changed them: paths in the project, or all of them. A database
   * in the middle of a transaction waits for its end.
   */
  readonly keep?: readonly string[] | 'all';
}

/** A mistake in a file that keeps it from being run at all. */
export interface SyntaxProblem {
  readonly message: string;
  /** Both count from 1; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

export interface CheckOptions {
  readonly onEvent: (event: TestEvent) => void;
  readonly signal?: AbortSignal;
  /** As `RunOptions.trace`; callbacks are recorded in runs only. */
  readonly trace?: readonly TraceKind[] | undefined;
  /** The check is stopped after this long; default `CHECK_TIMEOUT_MS`. */
  readonly timeoutMs?: number;
}

/** How a check ended. `completed`: the runner came to its end; the verdict is in the events. */
export type CheckEnd =
  | { readonly outcome: 'completed'; readonly ms: number }
  | { readonly outcome: 'stopped'; readonly ms: number }
  | { readonly outcome: 'timed-out'; readonly limitMs: number; readonly ms: number }
  | { readonly outcome: 'crashed'; readonly message: string; readonly hint: string; readonly ms: number };

/** A shell that a learner types into. */
export interface Shell {
  /** Sends what was typed. */
  write(text: string): void;
  resize(size: ShellSize): void;
  /** Brings files that changed in the editor into the shell's folder. */
  update(files: Project): Promise<void>;
  /** Resolves when the shell has ended by itself or was closed. */
  readonly ended: Promise<void>;
  close(): void;
}

/** In characters. */
export interface ShellSize {
  readonly cols: number;
  readonly rows: number;
}

export interface ShellOptions {
  readonly size: ShellSize;
  /** What the terminal shows, control codes included. */
  readonly onOutput: (text: string) => void;
  /** Calls with the text of each of these files when something in the shell changes it. */
  readonly watch: readonly string[];
  readonly onFileChange: (path: string, text: string) => void;
}

/**
 * One runtime of one page. Runs and checks are one at a time: starting one while another goes on rejects with a
 * `RuntimeError`. Each run and each check gets a fresh world: nothing leaks from one to the next.
 */
export interface Runtime {
  describe(): RuntimeDescription;
  readonly status: RuntimeStatus;
  /** Calls `listener` at each change of status (not for the present one); returns how to end that. */
  onStatus(listener: (status: RuntimeStatus) => void): () => void;
  /** Gets ready ahead of need. Runs and checks do this themselves when it was not done. Rejects with a `RuntimeError`. */
  start(): Promise<void>;
  /**
   * Runs a command on a project, for instance `['node', 'main.js']`, `['python', 'manage.py', 'migrate']`. A command
   * the runtime does not know ends with exit code 127 and a sentence on stderr, as in a shell.
   */
  run(project: Project, command: readonly string[], options: RunOptions): Promise<RunEnd>;
  /** Runs the project's tests (files under `tests/`) with the stack's own test runner. */
  check(project: Project, options: CheckOptions): Promise<CheckEnd>;
  /**
   * Sends a request to the server of the run that goes on; rejects with a `RuntimeError` when there is none. A runtime
   * that knows its server by an address only can `fetch` there with `redirect: 'manual'` and `credentials: 'omit'`.
   */
  request(request: HttpRequest): Promise<HttpResponse>;
  /**
   * Opens a WebSocket to the server of the run that goes on; rejects with a `RuntimeError` when there is none or when it
   * does not agree. Absent where servers cannot speak WebSocket. An adapter with an address can use `WebSocket`.
   */
  openWebSocket?(request: WebSocketRequest, events: WebSocketEvents): Promise<WebSocketConnection>;
  /** Opens a shell in a folder of its own with these files, where the runtime has one. It may run beside a program. */
  readonly openShell?: (project: Project, options: ShellOptions) => Promise<Shell>;
  /**
   * What is wrong with the syntax of a file, told by the engine's own parser; nothing of the file is run. Undefined where
   * that cannot be said now (the engine is not ready, or busy) or of such a file. Never starts an engine, never rejects.
   * A runtime that has no parser at hand leaves the method out.
   */
  findSyntaxProblems?(path: string, text: string): Promise<readonly SyntaxProblem[] | undefined>;
  /** Looks into an SQLite database file. Starts the engine if it must; rejects with a `RuntimeError`. May be left out. */
  readDatabase?(content: Uint8Array, question: DatabaseQuestion): Promise<DatabaseAnswer>;
  /** Stops what runs now, at once; resolves when the runtime can start the next. Does nothing when nothing runs. */
  stop(): Promise<void>;
  /** Ends the runtime and frees its workers. */
  dispose(): void;
}

/** More than this from one run or check is cut, with a notice, so that the page stays responsive. */
export const OUTPUT_LIMIT_BYTES = 1_000_000;

/** A kept file may be this large, in bytes. */
export const KEPT_FILE_LIMIT_BYTES = 10_000_000;

/** How long a check may take before it is stopped, in ms. */
export const CHECK_TIMEOUT_MS = 20_000;

/** A runtime could not do what was asked. `message` says what happened, `hint` what to do; both are for the learner. */
export class RuntimeError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RuntimeError';
    this.hint = hint;
  }
}
