/** Recorded event loops for unit tests, put together callback by callback. */
import { CallbackTrace } from '../../../src/runtimes/read-callback-trace.ts';
import {
  type CallbackBatch,
  TRACE_ORIGINS,
  TRACE_PHASES,
  type TracedOutput,
  type TraceOrigin,
  type TracePhase,
} from '../../../src/runtimes/trace.ts';

export interface Callback {
  readonly phase: TracePhase;
  readonly origin: TraceOrigin;
  readonly cause?: number;
  readonly trigger?: number;
  /** The line that asked for it, and the one that it runs: of `main.js`. */
  readonly scheduledOn?: number;
  readonly runsOn?: number;
  readonly scheduledUs?: number;
  readonly startUs?: number;
  readonly endUs?: number;
  readonly delayMs?: number;
  readonly sharedBy?: number;
}

export interface Rest {
  readonly output?: readonly TracedOutput[];
  /** Pairs of start and end, µs. */
  readonly sleeps?: readonly number[];
}

/** As many lines the program has. */
const LINES = 20;

/** Callbacks get ids from 1; without times each takes 1 ms, one after the other. A module has the name `main.js`. */
export function batchOf(callbacks: readonly Callback[], { output = [], sleeps = [] }: Rest = {}): CallbackBatch {
  const rows = callbacks.map((callback, index) => {
    const { phase, origin, startUs = 1000 * index } = callback;
    return [
      ...[TRACE_PHASES.indexOf(phase), TRACE_ORIGINS.indexOf(origin), phase === 'script' ? 1 : 0],
      ...[callback.cause ?? 0, callback.trigger ?? 0, callback.scheduledOn ?? 0, callback.runsOn ?? 0],
      ...[callback.scheduledUs ?? 0, startUs, callback.endUs ?? startUs + 1000],
      ...[callback.delayMs ?? -1, callback.sharedBy ?? 1],
    ];
  });
  return {
    kind: 'callbacks',
    spans: new Int32Array(rows.flat()),
    names: ['main.js'],
    locations: Array.from({ length: LINES }, (_, index) => ({ file: 'main.js', line: index + 1 })),
    output,
    sleeps: new Int32Array(sleeps),
  };
}

export function traceOf(callbacks: readonly Callback[], rest: Rest = {}): CallbackTrace {
  const trace = new CallbackTrace();
  trace.add(batchOf(callbacks, rest));
  return trace;
}

export const SCRIPT: Callback = { phase: 'script', origin: 'commonjs', runsOn: 1 };
export const IMMEDIATE: Callback = { phase: 'check', origin: 'setImmediate', cause: 1, scheduledOn: 2, runsOn: 2 };
