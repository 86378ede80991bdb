import type { LibraryHooks, PromiseHooks } from '../async-state.ts';
import { queueDestroy } from '../async-wrap.ts';
import type { BindingFactory } from '../kernel.ts';
import { doNothing } from './do-nothing.ts';

/** Async ids and hooks (Node.js src/async_wrap.cc). */
export const createAsyncWrapBinding: BindingFactory = (kernel, stub) => {
  const { asyncState, natives } = kernel;
  const { async_id_symbol: idKey } = kernel.symbols.isolate;
  Object.defineProperty(stub, 'async_ids_stack', { get: () => asyncState.idStack, enumerable: true });
  return Object.assign(stub, {
    // Patched functions of `internal/async_hooks` tell it what they begin and end; null unless a run is traced.
    tracer: null,
    async_hook_fields: asyncState.fields,
    async_id_fields: asyncState.ids,
    execution_async_resources: asyncState.resources,
    setupHooks(hooks: LibraryHooks) {
      asyncState.hooks = hooks;
    },
    pushAsyncContext: (asyncId: number, triggerId: number) => asyncState.push(asyncId, triggerId),
    popAsyncContext: () => asyncState.pop(),
    clearAsyncIdStack: () => asyncState.clear(),
    executionAsyncResource: (index: number) =>
      index < 0 ? asyncState.awaitResource : asyncState.nativeResources[index],
    queueDestroyAsyncId: (asyncId: number) => queueDestroy(kernel, asyncId),
    // No-ops: a browser does not report collected objects; callbacks need no trampoline here.
    setCallbackTrampoline: doNothing,
    registerDestroyHook: doNothing,
    setPromiseHooks(
      init: PromiseHooks['init'],
      before: PromiseHooks['before'],
      after: PromiseHooks['after'],
      settled: PromiseHooks['settled'],
    ) {
      const awaiting = () => {
        const promise = new natives.Promise(() => undefined);
        init?.(promise);
        const asyncId = idKey ? (promise as unknown as Record<symbol, number | undefined>)[idKey] : undefined;
        return { asyncId, promise };
      };
      asyncState.promiseHooks = { init, before, after, settled, awaiting: init && awaiting };
    },
    getPromiseHooks() {
      const { init, before, after, settled } = asyncState.promiseHooks;
      return [init, before, after, settled];
    },
  });
};
