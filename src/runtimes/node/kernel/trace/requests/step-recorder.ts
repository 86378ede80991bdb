/** Notes what the program does for a request while it does it: the listener's run, and what is written. */
import type { NodeKernel } from '../../node-kernel.ts';
import type { Tracer } from '../tracer.ts';
import { bytesOf } from './buffers.ts';
import { type OpenRequest, oneLine } from './open-request.ts';
import type { Call } from './replace-method.ts';
import type { RequestFrames } from './request-frames.ts';

/** What is called for no request that is recorded is called, and nothing else. */
export class StepRecorder {
  readonly #kernel: NodeKernel;
  readonly #tracer: Tracer;
  readonly #frames: RequestFrames;

  constructor(kernel: NodeKernel, tracer: Tracer, frames: RequestFrames) {
    this.#kernel = kernel;
    this.#tracer = tracer;
    this.#frames = frames;
  }

  /** Calls the program's listener of a request, and notes when and where it ran. */
  listen(open: OpenRequest | undefined, call: Call): unknown {
    if (!open) return call();
    const tracer = this.#tracer;
    // The first function that is entered from here on is the listener's, whatever ran in this callback before.
    const { entered } = tracer;
    tracer.entered = 0;
    const startUs = tracer.now();
    const handler = { callback: tracer.current, startUs, endUs: startUs, site: 0 } as NonNullable<
      OpenRequest['handler']
    >;
    open.handler = handler;
    try {
      return this.#frames.run(open, call);
    } catch (error) {
      handler.error = oneLine(error);
      throw error;
    } finally {
      handler.endUs = tracer.now();
      handler.site = tracer.entered;
      if (entered !== 0) {
        tracer.entered = entered;
        if (entered > 0) tracer.rows.setRunsAt(tracer.current, entered);
      }
    }
  }

  /** Calls a method of an answer, and notes what it writes. */
  write(
    open: OpenRequest | undefined,
    method: 'writeHead' | 'write' | 'end',
    args: readonly unknown[],
    call: Call,
  ): unknown {
    if (!open || open.finishedUs !== undefined) return call();
    const tracer = this.#tracer;
    const startUs = tracer.now();
    const step: OpenRequest['writes'][number] = {
      kind: method === 'end' ? 'end' : 'write',
      label: method === 'writeHead' ? `writeHead(${String(args[0])})` : `${method}()`,
      bytes: method === 'writeHead' ? 0 : bytesOf(this.#kernel, args).length,
      startUs,
      endUs: startUs,
    };
    open.writes.push(step);
    try {
      return call();
    } catch (error) {
      step.error = oneLine(error);
      throw error;
    } finally {
      step.endUs = tracer.now();
    }
  }
}
