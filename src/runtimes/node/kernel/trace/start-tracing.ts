/** Turns recording on for the program that is about to start. */
import type { TraceBatch } from '../../../trace.ts';
import { TRACE_LIMIT_CALLBACKS, type TraceKind } from '../../../trace.ts';
import type { NodeKernel } from '../node-kernel.ts';
import { TRACE_GLOBAL } from './mark-calls.ts';
import { RequestRecorder } from './requests/request-recorder.ts';
import { Tracer } from './tracer.ts';

/** More than V8 takes to remember what a place in the code looks up. */
const LOOKUPS_UNTIL_FAST = 100;

const NO_ARGUMENTS: readonly never[] = Object.freeze([]);

/** `send` gets the batches, with the test of whose request one is. */
export type SendBatch = (batch: TraceBatch, testId?: string) => void;

export interface TracingOptions {
  readonly kinds: readonly TraceKind[];
  readonly send: SendBatch;
  /** The test that runs now. */
  readonly currentTest: () => string | undefined;
}

/**
 * Returns what knows of requests, when they are recorded: they are made of callbacks, which are then recorded too. Nothing
 * is recorded of what other workers of the run do.
 */
export function startTracing(kernel: NodeKernel, options: TracingOptions): RequestRecorder | undefined {
  const { kinds, send, currentTest } = options;
  useTypedArraysOnce();
  const sendsCallbacks = kinds.includes('callbacks');
  let requests: RequestRecorder | undefined;
  const tracer: Tracer = new Tracer({
    clock: kernel.clock,
    send(batch) {
      if (batch.kind === 'callbacks') requests?.add(batch);
      // Sending gives the numbers away: only now.
      if (sendsCallbacks) send(batch);
    },
    decode: { stdout: decoder(kernel), stderr: decoder(kernel) },
    onFull: () => {
      stop(kernel);
      tracer.flush();
      requests?.end();
      for (const of of kinds) send({ kind: 'truncated', of, limit: TRACE_LIMIT_CALLBACKS });
    },
    // Only where it is wanted: it is called for each callback.
    onEnter: kinds.includes('requests') ? (callback) => requests?.enter(callback) : undefined,
    onFlush: () => requests?.sendFinished(),
    onFinish: () => requests?.end(),
  });
  kernel.asyncState.tracer = tracer;
  kernel.driver.watcher = tracer;
  kernel.binding('async_wrap').tracer = tracer.resources;
  defineMarks(tracer);
  if (!kinds.includes('requests')) return undefined;
  requests = new RequestRecorder({
    kernel,
    tracer,
    send,
    currentTest,
    namesCallbacks: sendsCallbacks,
    onFull() {
      requests = undefined;
      if (!sendsCallbacks) stop(kernel);
    },
  });
  return requests;
}

/**
 * Two things happen to typed arrays when a batch is sent for the first time: their prototypes are looked through often
 * enough to be laid out for speed, and a buffer is given away. With each, V8 throws the compiled code away that relies on
 * the opposite: that of the recorder, in the middle of the run. Here it happens before there is any.
 */
function useTypedArraysOnce(): void {
  const numbers = new Int32Array(1);
  for (let times = 0; times < LOOKUPS_UNTIL_FAST; times += 1) numbers.slice(0, 0);
  numbers.buffer.transfer();
}

function stop(kernel: NodeKernel): void {
  kernel.asyncState.tracer = undefined;
  kernel.driver.watcher = undefined;
  kernel.binding('async_wrap').tracer = null;
}

function decoder({ natives }: NodeKernel): (bytes: Uint8Array) => string {
  const decode = new natives.TextDecoder();
  // A copy: TextDecoder refuses views of shared memory.
  return (bytes) => decode.decode(bytes.slice(), { stream: true });
}

/** The global that the program's edited text calls. */
function defineMarks(tracer: Tracer): void {
  const value = Object.freeze({
    t(site: number, argument: unknown) {
      tracer.site = site;
      return argument;
    },
    s(site: number, argument: unknown) {
      tracer.clock.timeAlone();
      tracer.site = site;
      return argument;
    },
    z(site: number) {
      tracer.site = site;
      return NO_ARGUMENTS;
    },
    f(site: number) {
      if (tracer.entered === 0) tracer.enterFunction(site);
    },
    l() {
      tracer.clock.timeAlone();
    },
  });
  Object.defineProperty(globalThis, TRACE_GLOBAL, { value, enumerable: false });
}
