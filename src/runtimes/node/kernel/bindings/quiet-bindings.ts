/**
 * Bindings of which a booting library needs a few answers and nothing else: each is listed with exactly what it may do
 * in silence. All their other functions refuse, naming themselves.
 */
import type { BindingFactory } from '../kernel.ts';
import { NotImplementedError } from '../not-implemented.ts';
import { doNothing } from './do-nothing.ts';

/** Tracing is off. */
export const createTraceEventsBinding: BindingFactory = (_kernel, stub) =>
  Object.assign(stub, {
    available: false,
    hasAgent: () => false,
    getCategoryEnabledBuffer: () => new Uint8Array(1),
    isTraceCategoryEnabled: () => false,
    getEnabledCategories: doNothing,
    setTraceCategoryStateUpdateHandler: doNothing,
    trace: doNothing,
  });

/** No snapshot is being built. */
export const createMksnapshotBinding: BindingFactory = (_kernel, stub) =>
  Object.assign(stub, {
    setSerializeCallback: doNothing,
    setDeserializeCallback: doNothing,
    setDeserializeMainFunction: doNothing,
    runEmbedderPreload: doNothing,
  });

/** The permission model is off: everything is allowed within the worker. */
export const createPermissionBinding: BindingFactory = () => ({ has: () => true, drop: doNothing });

export const createWasmWebApiBinding: BindingFactory = () => ({ setImplementation: doNothing });

/** Diagnostic reports are off. */
export const createReportBinding: BindingFactory = (_kernel, stub) =>
  Object.assign(stub, {
    shouldReportOnUncaughtException: () => false,
    shouldReportOnSignal: () => false,
    shouldReportOnFatalError: () => false,
    // Set along with capture callbacks and domains: without reports there is nothing to change.
    setReportOnUncaughtException: doNothing,
  });

/** No native code publishes to channels. */
export const createDiagnosticsChannelBinding: BindingFactory = (_kernel, stub) =>
  Object.assign(stub, {
    linkNativeChannel: doNothing,
    notifyChannelActive: doNothing,
    notifyChannelInactive: doNothing,
  });

/** Not a single executable application. */
export const createSeaBinding: BindingFactory = (_kernel, stub) =>
  Object.assign(stub, { isSea: () => false, isVfsEnabled: () => false, isExperimentalSeaWarningNeeded: () => false });

/** Not in the dump: Node hands it to its own modules only. */
export const createInternalOnlyV8Binding: BindingFactory = () => ({
  queryObjects(): never {
    throw new NotImplementedError('v8.queryObjects');
  },
});

/** V8's flags cannot be set; there is no start-up snapshot. */
export const createV8Binding: BindingFactory = (_kernel, stub) => {
  let versionTag = 1;
  return Object.assign(stub, {
    startupSnapshot: undefined,
    setFlagsFromString() {
      // The flags stay what they are; a cache made before counts as made with others.
      versionTag += 1;
    },
    isStringOneByteRepresentation: (text: string) => /^[\0-\xff]*$/.test(text),
    cachedDataVersionTag: () => versionTag,
    getHashSeed: () => 0n,
  });
};
