/**
 * What a run recorded of itself, when `RunOptions.trace` asked for it: a stream of batches in `trace` events.
 *
 * Two kinds. **Callbacks**: what the event loop called, in order, with what put it there (Node). **Requests**: what a
 * server did for one request, as nested spans with times, the same form for every stack, so that one waterfall draws
 * both. Both are made by the engine from the run itself. Only the program's main thread is recorded.
 */
import type { HttpHeaders, SourceLocation, Stack } from './runtime.ts';

/** What can be recorded; `RunOptions.trace` lists it. A runtime that cannot record a kind sends nothing of it. */
export type TraceKind = 'callbacks' | 'requests';

/** Callbacks recorded of one run; what follows is left out, with a `truncated` batch as the notice. */
export const TRACE_LIMIT_CALLBACKS = 100_000;

/** Requests recorded of one run. The last one that fits is followed by a `truncated` batch. */
export const TRACE_LIMIT_REQUESTS = 500;

/** Steps recorded of one request; `RequestTrace.leftOut` counts the others. */
export const TRACE_LIMIT_REQUEST_SPANS = 2_000;

/** Bytes of a request's body that are kept with its trace. */
export const TRACE_LIMIT_BODY_BYTES = 64 * 1024;

/** One piece of a trace. Batches come in order; a run sends any number of them, the last one before it ends. */
export type TraceBatch =
  | CallbackBatch
  | { readonly kind: 'request'; readonly trace: RequestTrace }
  /** Nothing more of this kind follows; the program goes on. `limit` is how many were recorded. */
  | { readonly kind: 'truncated'; readonly of: TraceKind; readonly limit: number };

/**
 * Where in the event loop a callback ran (libuv's phases; Node's tick queue and V8's microtask queue between them).
 * `script` is the evaluation of a module; it can contain others, which is the only nesting there is.
 */
export const TRACE_PHASES = ['script', 'tick', 'microtask', 'timer', 'poll', 'check', 'close'] as const;

export type TracePhase = (typeof TRACE_PHASES)[number];

/**
 * What a callback was waiting for or was made by. `commonjs` and `module` are evaluations; `fs` to `other` are kinds of
 * poll callbacks; `native` are the kernel's own (an `exit` listener, an unhandled rejection).
 */
export const TRACE_ORIGINS = [
  'commonjs',
  'module',
  'nextTick',
  'then',
  'await',
  'queueMicrotask',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fs',
  'net',
  'http',
  'input',
  'worker',
  'other',
  'close',
  'native',
] as const;

export type TraceOrigin = (typeof TRACE_ORIGINS)[number];

/** A place in the program; `endLine` is there for a function or a module: its last line. */
export interface TraceLocation extends SourceLocation {
  readonly endLine?: number;
}

/**
 * One callback. Times are whole µs of loop time since the program began, without the engine's own overhead; they stop at
 * `MOST_TRACE_US`. Ticks and microtasks that follow each other share a reading of the clock: one begins where the one
 * before ended. In a long row of small callbacks, one reading in 16 stands for all of them (`sharedBy`).
 */
export interface CallbackSpan {
  /** From 1, in the order in which callbacks began. */
  readonly id: number;
  readonly phase: TracePhase;
  readonly origin: TraceOrigin;
  /** A name where there is one: a module's file, the type of the native resource (`FSREQCALLBACK`). */
  readonly name?: string;
  /** The callback that asked for this one (called `setTimeout`, `then`, `readFile` …); 0 when none did. */
  readonly cause: number;
  /** Of a microtask: the callback that settled its promise and so put it into the queue; 0 when not known. */
  readonly trigger: number;
  /** Where the program asked for it. */
  readonly scheduledAt?: TraceLocation;
  /** The first function of the program that it ran; absent when only Node's own code ran. */
  readonly runsAt?: TraceLocation;
  /**
   * When it was asked for: of timers and of work outside of JavaScript. Of all others the latest reading of the clock
   * before that, at the latest when the callback that asked for it began.
   */
  readonly scheduledUs: number;
  readonly startUs: number;
  readonly endUs: number;
  /** Of a timer: the delay asked for, ms, as Node corrected it (0 becomes 1). */
  readonly delayMs?: number;
  /**
   * How many callbacks share the reading of the clock that tells its end: the time between two readings was given to them
   * in equal shares. 1 when its times are its own.
   */
  readonly sharedBy: number;
}

/** 35 minutes: the largest time that a row can hold. */
export const MOST_TRACE_US = 2 ** 31 - 1;

/** Numbers per callback in `CallbackBatch.spans`, in this order. `read-callback-trace.ts` reads them. */
export const SPAN_FIELDS = [
  /** Index into `TRACE_PHASES`. */
  'phase',
  /** Index into `TRACE_ORIGINS`. */
  'origin',
  /** Index into the `names` of all batches so far, from 1; 0 for none. The same for the locations. */
  'name',
  'cause',
  'trigger',
  'scheduledAt',
  'runsAt',
  'scheduledUs',
  'startUs',
  'endUs',
  /** -1 when it is no timer. */
  'delayMs',
  'sharedBy',
] as const;

/** Callbacks in the order in which they began: the first of a run's first batch has the id 1. */
export interface CallbackBatch {
  readonly kind: 'callbacks';
  /** `SPAN_FIELDS.length` numbers for each. */
  readonly spans: Int32Array;
  /** Names that callbacks of this batch are the first to use, and places of modules that were compiled meanwhile. */
  readonly names: readonly string[];
  readonly locations: readonly TraceLocation[];
  /** What was written meanwhile, in order. */
  readonly output: readonly TracedOutput[];
  /** When the loop slept for want of work: pairs of start and end, µs. */
  readonly sleeps: Int32Array;
}

/** `callback`: the id of the one that wrote it; 0 when it was written outside of any. */
export interface TracedOutput {
  readonly callback: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/**
 * Steps of a request. Node has the first line, Django the second, both the third. Django's streamed answers are a `write`,
 * from the first piece to the last. `error` is the time in which an exception was made into an answer.
 */
export type RequestSpanKind =
  | ('connection' | 'parse' | 'handler' | 'callback' | 'wait' | 'write' | 'end')
  | ('middleware' | 'resolve' | 'view' | 'sql' | 'template')
  | ('request' | 'error');

export const REQUEST_SPAN_KINDS: readonly RequestSpanKind[] = [
  'connection',
  'parse',
  'handler',
  'callback',
  'wait',
  'write',
  'end',
  'middleware',
  'resolve',
  'view',
  'sql',
  'template',
  'request',
  'error',
];

/** One step. Times are ms with fractions, from the beginning of the request. */
export interface RequestSpan {
  /** From 1 within its request, in the order in which steps began. */
  readonly id: number;
  /** The step it is part of; 0 for the outermost. */
  readonly parent: number;
  readonly kind: RequestSpanKind;
  /** For the learner: a middleware's or view's dotted name, a query's SQL, `await` …; at most 400 characters. */
  readonly label: string;
  readonly startMs: number;
  readonly endMs: number;
  /** The line of the learner's project that it belongs to. */
  readonly source?: SourceLocation;
  /**
   * What else is known, by name, for a list of facts: `status`, `route`, `bytes`, `rows`, `params`, `patternsTried`,
   * `extends`. `callback` is the id of the callback in the trace of callbacks.
   */
  readonly details?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** What it raised or threw, as one line. */
  readonly error?: string;
}

/** What a client sent beside method and path. */
export interface SentMessage {
  readonly headers: HttpHeaders;
  /**
   * In base64; absent when it was larger than `TRACE_LIMIT_BODY_BYTES` or the server did not read all of it. A request
   * without a body has the empty one.
   */
  readonly body?: string;
}

/** A server's work on one request, complete: it is sent when the answer has gone out. */
export interface RequestTrace {
  /** `HttpResponse.traceId` of the answer has it; unique within the run or check. */
  readonly id: string;
  readonly stack: Stack;
  readonly method: string;
  readonly path: string;
  /** Absent when the connection closed without an answer. */
  readonly status?: number;
  /** From the request's beginning to the end of its answer, ms. */
  readonly ms: number;
  /** What came with it, so that it can be sent again. */
  readonly sent?: SentMessage;
  /** The first is the request itself; it holds all others. */
  readonly spans: readonly RequestSpan[];
  /** How many steps are not among them, because there were more than `TRACE_LIMIT_REQUEST_SPANS`. */
  readonly leftOut?: number;
}
