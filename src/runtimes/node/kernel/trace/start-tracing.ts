/** Turns recording on for the program that is about to start. */
import type { TraceBatch } from '../../../trace.ts';
import { TRACE_LIMIT_CALLBACKS, type TraceKind } from '../../../trace.ts';
import type { NodeKernel } from '../node-kernel.ts';
import { TRACE_GLOBAL } from './mark-calls.ts';
import { Tracer } from './tracer.ts';

const NO_ARGUMENTS: readonly never[] = Object.freeze([]);

/** `send` gets the batches. Nothing is recorded of what other workers of the run do. */
export function startTracing(kernel: NodeKernel, kinds: readonly TraceKind[], send: (batch: TraceBatch) => void): void {
  if (!kinds.includes('callbacks')) return;
  const tracer = new Tracer({
    clock: kernel.clock,
    send,
    decode: { stdout: decoder(kernel), stderr: decoder(kernel) },
    onFull: () => {
      stop(kernel);
      tracer.flush();
      send({ kind: 'truncated', of: 'callbacks', limit: TRACE_LIMIT_CALLBACKS });
    },
  });
  kernel.asyncState.tracer = tracer;
  kernel.driver.watcher = tracer;
  kernel.binding('async_wrap').tracer = tracer;
  defineMarks(tracer);
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
    z(site: number) {
      tracer.site = site;
      return NO_ARGUMENTS;
    },
    f(site: number) {
      if (tracer.entered === 0) tracer.enterFunction(site);
    },
  });
  Object.defineProperty(globalThis, TRACE_GLOBAL, { value, enumerable: false });
}
