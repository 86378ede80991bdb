/**
 * Async ids, hooks and contexts: the state that `internalBinding('async_wrap')` and `('async_context_frame')` share
 * with the library (Node.js src/async_wrap.cc, src/env.h: AsyncHooks).
 */
import type { Tracer } from './trace/tracer.ts';

/** Indices into `fields`, in the order of `AsyncHooks::Fields`. */
export const HOOK_INIT = 0;
export const HOOK_BEFORE = 1;
export const HOOK_AFTER = 2;
export const HOOK_DESTROY = 3;
export const HOOK_CHECK = 6;
export const STACK_LENGTH = 7;

/** Indices into `ids`, in the order of `AsyncHooks::UidFields`. */
export const EXECUTION_ID = 0;
export const TRIGGER_ID = 1;
export const ID_COUNTER = 2;
export const DEFAULT_TRIGGER_ID = 3;

/** The hooks that `lib/internal/async_hooks.js` installs with `setupHooks`. */
export interface LibraryHooks {
  init(asyncId: number, type: string, triggerAsyncId: number, resource: object): void;
  before(asyncId: number): void;
  after(asyncId: number): void;
  destroy(asyncId: number): void;
}

/** The functions that `async_hooks` and `v8.promiseHooks` want called; `before` and `after` enter and leave its context. */
export interface PromiseHooks {
  readonly init?: ((promise: object, parent?: object) => void) | undefined;
  readonly before?: ((promise: object) => void) | undefined;
  readonly after?: ((promise: object) => void) | undefined;
  readonly settled?: ((promise: object) => void) | undefined;
  /** Makes the promise that stands for an `await`. */
  readonly awaiting?: (() => AwaitResource) | undefined;
}

/** The promise that an `await` makes, as hooks see it. */
export interface AwaitResource {
  readonly asyncId: number | undefined;
  readonly promise: object;
}

/** What code runs as: restored around callbacks of promises and after each `await`. */
export interface AsyncContext {
  readonly frame: unknown;
  readonly executionId: number;
  readonly triggerId: number;
  /** After an `await`, while hooks are installed. */
  readonly resource?: object | undefined;
}

/** What one run of an async function goes on with after an `await`: one object for all of them, for speed. */
export class AwaitContext implements AsyncContext {
  frame: unknown;
  executionId = 0;
  triggerId = 0;
  resource: object | undefined;
  /** From when it was kept until what follows begins: an exception in between is one that the function waited for. */
  isWaiting = false;
  /** What the program is about to await. */
  awaited: unknown;
}

export class AsyncState {
  /** Records what the loop calls, while a run is traced. */
  tracer: Tracer | undefined;
  readonly fields = new Uint32Array(9);
  readonly ids = new Float64Array(4);
  /** The ids of the outer contexts, in pairs. Grows: the library asks for it anew each time. */
  idStack = new Float64Array(32);
  /** Resources the library pushed; it reads and writes this array itself. */
  readonly resources: unknown[] = [];
  /** Resources that native callbacks pushed. */
  readonly nativeResources: unknown[] = [];
  hooks: LibraryHooks | undefined;
  promiseHooks: PromiseHooks = {};
  /** A context was taken along, as each promise reaction and `await` does; the loop resets it. */
  hasCaptured = false;
  /** What `executionAsyncResource()` answers where no callback is on the stack: after an `await`. */
  awaitResource: object | undefined;
  /** Of what runs now. An object of its own: the edited text of programs reads it, and may reach nothing else. */
  readonly current: { frame: unknown } = { frame: undefined };

  constructor() {
    this.ids[ID_COUNTER] = 1;
    this.ids[DEFAULT_TRIGGER_ID] = -1;
    this.ids[EXECUTION_ID] = 1;
    this.fields[HOOK_CHECK] = 1;
  }

  /** The AsyncContextFrame of what runs now: what AsyncLocalStorage reads. */
  get contextFrame(): unknown {
    return this.current.frame;
  }

  set contextFrame(frame: unknown) {
    this.current.frame = frame;
  }

  #get(index: number): number {
    return this.ids[index] ?? 0;
  }

  newId(): number {
    const id = this.#get(ID_COUNTER) + 1;
    this.ids[ID_COUNTER] = id;
    this.tracer?.resources.scheduled(id);
    return id;
  }

  /** Who counts as the cause of a resource made now. */
  get triggerId(): number {
    const chosen = this.#get(DEFAULT_TRIGGER_ID);
    return chosen >= 0 ? chosen : this.#get(EXECUTION_ID);
  }

  push(asyncId: number, triggerId: number): void {
    const depth = this.fields[STACK_LENGTH] ?? 0;
    if (depth * 2 >= this.idStack.length) {
      const larger = new Float64Array(this.idStack.length * 3);
      larger.set(this.idStack);
      this.idStack = larger;
    }
    this.idStack[2 * depth] = this.#get(EXECUTION_ID);
    this.idStack[2 * depth + 1] = this.#get(TRIGGER_ID);
    this.fields[STACK_LENGTH] = depth + 1;
    this.ids[EXECUTION_ID] = asyncId;
    this.ids[TRIGGER_ID] = triggerId;
  }

  /** Returns whether an outer context is left. */
  pop(): boolean {
    const length = this.fields[STACK_LENGTH] ?? 0;
    if (length === 0) return false;
    const depth = length - 1;
    this.ids[EXECUTION_ID] = this.idStack[2 * depth] ?? 0;
    this.ids[TRIGGER_ID] = this.idStack[2 * depth + 1] ?? 0;
    this.fields[STACK_LENGTH] = depth;
    if (this.resources.length > depth) this.resources.length = depth;
    if (this.nativeResources.length > depth) this.nativeResources.length = depth;
    return depth > 0;
  }

  clear(): void {
    this.ids[EXECUTION_ID] = 0;
    this.ids[TRIGGER_ID] = 0;
    this.fields[STACK_LENGTH] = 0;
    this.resources.length = 0;
    this.nativeResources.length = 0;
  }

  /** To the context of a fresh step, unless an exception's handling has left contexts to unwind. */
  reset(): void {
    this.contextFrame = this.awaitResource = undefined;
    if (this.fields[STACK_LENGTH] === 0 && this.wants(HOOK_INIT)) this.ids[EXECUTION_ID] = this.ids[TRIGGER_ID] = 0;
  }

  capture(): AsyncContext {
    this.hasCaptured = true;
    return {
      frame: this.contextFrame,
      executionId: this.#get(EXECUTION_ID),
      triggerId: this.#get(TRIGGER_ID),
    };
  }

  /** As `capture`, for what follows an `await`: while hooks are installed, it runs as a resource of its own. */
  keep(context: AwaitContext): void {
    const { ids, promiseHooks } = this;
    this.hasCaptured = true;
    context.frame = this.contextFrame;
    context.executionId = ids[EXECUTION_ID] ?? 0;
    context.triggerId = ids[TRIGGER_ID] ?? 0;
    context.resource = undefined;
    context.isWaiting = true;
    if (promiseHooks.awaiting) keepAsResource(context, promiseHooks.awaiting());
  }

  /** Goes on with what was kept. */
  goBack(context: AwaitContext): void {
    context.isWaiting = false;
    this.enter(context);
  }

  /** Ids only while hooks are installed: without, Node does not follow promises with them either. */
  enter({ frame, executionId, triggerId, resource }: AsyncContext): void {
    this.contextFrame = frame;
    if (!this.wants(HOOK_INIT)) return;
    this.awaitResource = resource;
    this.ids[EXECUTION_ID] = executionId;
    this.ids[TRIGGER_ID] = triggerId;
  }

  /** Whether hooks of one kind (`HOOK_INIT` …) are installed. */
  wants(hook: number): boolean {
    return (this.fields[hook] ?? 0) > 0;
  }
}

function keepAsResource(context: AwaitContext, { asyncId, promise }: AwaitResource): void {
  if (asyncId === undefined) return;
  context.triggerId = context.executionId;
  context.executionId = asyncId;
  context.resource = promise;
}
