/**
 * Which request the program works on: noted in the async context, beside what the program's own AsyncLocalStorage keeps
 * there, so that it goes where the context goes.
 */
import type { NodeKernel } from '../../node-kernel.ts';
import type { OpenRequest } from './open-request.ts';

/** lib/internal/async_context_frame.js */
type FrameClass = new (key: object, value: unknown) => Map<unknown, unknown>;

const KEY = Object.freeze({});

export class RequestFrames {
  readonly #kernel: NodeKernel;
  /** Node's own class of contexts, and ours; undefined until the first request. */
  #classes: { readonly any: FrameClass; readonly ours: FrameClass } | undefined;
  /** The latest callback that was given to a request: its id may be given to another, when it is not worth keeping. */
  #claimed: { readonly callback: number; readonly request: OpenRequest } | undefined;

  constructor(kernel: NodeKernel) {
    this.#kernel = kernel;
  }

  /** The request of the present context. */
  get current(): OpenRequest | undefined {
    const { contextFrame } = this.#kernel.asyncState;
    if (!this.#classes || !(contextFrame instanceof this.#classes.any)) return undefined;
    return contextFrame.get(KEY) as OpenRequest | undefined;
  }

  /** Does something on behalf of a request, and so what follows from it. */
  run<Result>(request: OpenRequest, work: () => Result): Result {
    const { asyncState } = this.#kernel;
    const outer = asyncState.contextFrame;
    this.#classes ??= this.#defineClasses();
    asyncState.contextFrame = new this.#classes.ours(KEY, request);
    const current = asyncState.tracer?.current ?? 0;
    if (current !== 0) this.#claim(current, request);
    try {
      return work();
    } finally {
      asyncState.contextFrame = outer;
    }
  }

  /** A callback has begun, in the present context. */
  enter(callback: number): void {
    const request = this.current;
    const before = this.#claimed;
    if (before?.callback === callback && before.request !== request) before.request.callbacks.delete(callback);
    if (request) this.#claim(callback, request);
  }

  #claim(callback: number, request: OpenRequest): void {
    request.callbacks.add(callback);
    this.#claimed = { callback, request };
  }

  /** A timer shows its context when it is printed: ours stays out of that. */
  #defineClasses(): { readonly any: FrameClass; readonly ours: FrameClass } {
    const any = this.#kernel.requireBuiltin('internal/async_context_frame') as unknown as FrameClass;
    const { customInspectSymbol } = this.#kernel.requireBuiltin('internal/util') as { customInspectSymbol: symbol };
    const ours = class extends any {};
    Object.defineProperty(ours.prototype, customInspectSymbol, { value: () => undefined });
    return { any, ours };
  }
}
