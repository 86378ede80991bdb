/** Base classes of the objects that bindings give to Node's library (Node.js src/async_wrap.h, src/handle_wrap.h). */
import { HOOK_AFTER, HOOK_BEFORE, HOOK_DESTROY, HOOK_INIT, STACK_LENGTH } from './async-state.ts';
import type { Kernel } from './kernel.ts';

const NO_ASYNC_ID = -1;

/** Tells `destroy` hooks of an async id, soon. */
export function queueDestroy({ asyncState, natives }: Kernel, asyncId: number): void {
  if (asyncState.wants(HOOK_DESTROY)) natives.queueMicrotask(() => asyncState.hooks?.destroy(asyncId));
}

/**
 * A resource with an async id whose callbacks run in its own context: requests extend it directly. Everything native
 * is private, so that `util.inspect` shows only what the library puts on the object, as with the real ones.
 */
export class AsyncWrap {
  readonly #kernel: Kernel;
  #provider = '';
  #resource: object = this;
  #asyncId = NO_ASYNC_ID;
  #triggerId = 0;
  #contextFrame: unknown;

  /**
   * `provider` is the type that `async_hooks` reports, for instance `TCPWRAP`; `resource` is what hooks see when it is
   * not this object. Without a provider it becomes a resource by `becomeResource`.
   */
  constructor(kernel: Kernel, provider?: string, resource?: object) {
    this.#kernel = kernel;
    if (provider !== undefined) this.becomeResource(provider, resource);
  }

  /** Begins to stand for something: an object that is used again may stand for another thing each time. */
  becomeResource(provider: string, resource: object = this): void {
    this.#provider = provider;
    this.#resource = resource;
    this.asyncReset();
  }

  /** Takes a new async id: once when made, again when the library reuses the object. */
  asyncReset(): void {
    this.emitDestroy();
    const { asyncState } = this.#kernel;
    this.#asyncId = asyncState.newId();
    this.#triggerId = asyncState.triggerId;
    this.#contextFrame = asyncState.contextFrame;
    if (asyncState.wants(HOOK_INIT)) {
      asyncState.hooks?.init(this.#asyncId, this.#provider, this.#triggerId, this.#resource);
    }
  }

  /** Hooks hear that what this stood for is over. */
  emitDestroy(): void {
    if (this.#asyncId !== NO_ASYNC_ID) queueDestroy(this.#kernel, this.#asyncId);
    this.#asyncId = NO_ASYNC_ID;
  }

  getAsyncId(): number {
    return this.#asyncId;
  }

  /** What `async_hooks` calls resources of this kind. */
  get provider(): string {
    return this.#provider;
  }

  getProviderType(): number {
    const { Providers } = this.#kernel.binding('async_wrap') as { Providers: Record<string, number> };
    return Providers[this.#provider] ?? 0;
  }

  getAsyncContextFrameForDebuggingOnly(): unknown {
    return this.#contextFrame;
  }

  /**
   * Calls back into the library as `MakeCallback` does: in this resource's async context, `this` being the resource.
   * The loop runs ticks and microtasks after the step. A missing callback is ignored, as native code does.
   */
  makeCallback(callback: unknown, ...args: unknown[]): unknown {
    if (typeof callback !== 'function') return undefined;
    const { asyncState } = this.#kernel;
    const outerFrame = asyncState.contextFrame;
    asyncState.push(this.#asyncId, this.#triggerId);
    asyncState.nativeResources[(asyncState.fields[STACK_LENGTH] ?? 1) - 1] = this.#resource;
    asyncState.contextFrame = this.#contextFrame;
    asyncState.tracer?.natives.enterResource(this.#provider);
    try {
      if (asyncState.wants(HOOK_BEFORE)) asyncState.hooks?.before(this.#asyncId);
      const result: unknown = callback.apply(this, args);
      if (asyncState.wants(HOOK_AFTER)) asyncState.hooks?.after(this.#asyncId);
      // Not in `finally`: after an exception, the uncaught path clears or unwinds the stack itself.
      asyncState.pop();
      return result;
    } finally {
      asyncState.contextFrame = outerFrame;
    }
  }
}

/** A resource that lives until closed and can keep the loop alive (`uv_handle_t`). */
export class HandleWrap extends AsyncWrap {
  readonly #kernel: Kernel;
  #referenced = true;
  #closed = false;

  constructor(kernel: Kernel, provider: string, resource?: object) {
    super(kernel, provider, resource);
    this.#kernel = kernel;
    kernel.handles.handles.add(this);
  }

  /** Whether the handle waits for something now (reading, listening, a started timer). Subclasses say. */
  get active(): boolean {
    return false;
  }

  get referenced(): boolean {
    return this.#referenced;
  }

  get closed(): boolean {
    return this.#closed;
  }

  ref(): void {
    this.#referenced = true;
    this.#kernel.loop.wake();
  }

  unref(): void {
    this.#referenced = false;
    this.#kernel.loop.wake();
  }

  hasRef(): boolean | undefined {
    return this.#referenced && !this.#closed;
  }

  /** Closes as `uv_close` does: at once for the outside, the callback in the close phase. */
  close(callback?: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onClose();
    const { handle_onclose: onCloseSymbol } = this.#kernel.symbols.isolate;
    const slots = this as unknown as Record<symbol, unknown>;
    if (typeof callback === 'function' && onCloseSymbol) slots[onCloseSymbol] = callback;
    this.#kernel.loop.postClose(() => {
      this.#kernel.handles.handles.delete(this);
      if (onCloseSymbol) this.makeCallback(slots[onCloseSymbol]);
    });
  }

  /** What a subclass lets go of when it is closed. */
  protected onClose(): void {
    // A plain handle holds nothing.
  }
}
