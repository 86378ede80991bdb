/**
 * Changes to Node's library, as few as possible. Each says how often its text must occur: a new Node in which it does
 * not fails the build. Lines stay where they were, so that stack traces name Node's own lines.
 */

interface Patch {
  readonly module: string;
  readonly why: string;
  readonly find: RegExp;
  readonly replacement: string;
  readonly times: number;
}

/** Both loops run callbacks and, between two, ticks and microtasks. Only the kernel can let a browser run microtasks. */
const KERNEL_RUNS_TICKS = 'the loop becomes a generator that yields where the kernel runs ticks and microtasks';

const PATCHES: readonly Patch[] = [
  {
    module: 'internal/timers',
    why: KERNEL_RUNS_TICKS,
    find: /function (processImmediate\(\)|processTimers\(now\)|listOnTimeout\(list, now\)) \{/g,
    replacement: 'function* $1 {',
    times: 3,
  },
  {
    module: 'internal/timers',
    why: KERNEL_RUNS_TICKS,
    find: /(if \(ranAtLeastOne\w+\)\n\s+)runNextTicks\(\);/g,
    replacement: '$1yield;',
    times: 3,
  },
  {
    module: 'internal/timers',
    why: KERNEL_RUNS_TICKS,
    // Before the line break: columns stay.
    find: /(\n\s+listOnTimeout\(list, now\);)/g,
    replacement: ' yield*$1',
    times: 1,
  },
  {
    module: 'internal/process/task_queues',
    why: 'the kernel alternates ticks, microtasks and rejections itself',
    find: /runMicrotasks\(\);\n( {2}\} while \(!queue\.isEmpty\(\)) \|\|\n\s+\(hasRejectionToWarn\(\) && processPromiseRejections\(\)\)\);\n( {2}setHasTickScheduled\(false\);)\n {2}setHasRejectionToWarn\(false\);/g,
    replacement: '\n$1);\n\n$2\n',
    times: 1,
  },
  {
    module: 'internal/async_hooks',
    why: 'a traced run knows who made a resource',
    find: /return \+\+async_id_fields\[kAsyncIdCounter\];/g,
    replacement:
      'const asyncId = ++async_id_fields[kAsyncIdCounter]; if (async_wrap.tracer !== null) async_wrap.tracer.scheduled(asyncId); return asyncId;',
    times: 1,
  },
  {
    module: 'internal/timers',
    why: 'a traced run knows to the µs when a timer was asked for: the library reads the clock next',
    find: /(?=const asyncId = resource\[async_id_symbol\] = newAsyncId\(\);)/g,
    replacement: "if (type === 'Timeout') internalBinding('async_wrap').tracer?.makesTimer(); ",
    times: 1,
  },
  {
    module: 'internal/async_hooks',
    why: 'a traced run knows when a callback begins',
    find: /(function emitBeforeScript\(.*\) \{\n {2}pushAsyncContext\(asyncId, triggerAsyncId, resource\);)/g,
    replacement: '$1 if (async_wrap.tracer !== null) async_wrap.tracer.before(asyncId, resource);',
    times: 1,
  },
  {
    module: 'internal/async_hooks',
    why: 'a traced run knows when a callback ends',
    find: /(function emitAfterScript\(asyncId\) \{)/g,
    replacement: '$1 if (async_wrap.tracer !== null) async_wrap.tracer.after();',
    times: 1,
  },
  {
    module: 'internal/async_hooks',
    why: 'what follows an `await` runs as a resource that is on no stack',
    find: /if \(index === -1\) return topLevelResource;/g,
    replacement: 'if (index === -1) return executionAsyncResource_(index) ?? topLevelResource;',
    times: 1,
  },
  {
    module: 'internal/errors',
    why: 'V8 calls Error.prepareStackTrace in a browser, never the native callback; its frames name the bundle',
    find: /function ErrorPrepareStackTrace\(error, trace\) \{\n {2}return internalPrepareStackTrace\(error, trace\);/g,
    replacement:
      "function ErrorPrepareStackTrace(error, trace) { trace = internalBinding('errors').nodeFrames(trace, error); const override = overrideStackTrace.get(error); if (override) { overrideStackTrace.delete(error); return override(error, trace); }\n  return internalPrepareStackTrace(error, trace);",
    times: 1,
  },
  {
    module: 'internal/errors',
    why: 'the kernel is told of errors that are thrown a second time: a browser tells only where they were made',
    find: /(Error\.stackTraceLimit && ErrorCaptureStackTrace\(error, wrappedFn\);)(?=\n\s+throw error;)/g,
    replacement: "$1 internalBinding('errors').rethrown(error);",
    times: 1,
  },
];

/** Applies all patches to the library, id to source. Throws when one does not fit. */
export function patchLibrary(library: ReadonlyMap<string, string>): Map<string, string> {
  const patched = new Map(library);
  for (const patch of PATCHES) {
    const source = patched.get(patch.module);
    if (source === undefined) throw new Error(`Node's library has no ${patch.module}; its patch is out of date.`);
    const found = source.match(patch.find)?.length ?? 0;
    if (found !== patch.times) {
      throw new Error(
        `The patch of ${patch.module} (${patch.why}) fits ${found} times instead of ${patch.times}. ` +
          'Look at what changed in this Node and correct src/runtimes/node/lib/patches.ts.',
      );
    }
    patched.set(patch.module, source.replace(patch.find, patch.replacement));
  }
  return patched;
}
