import type { BindingFactory, LibraryFunction } from '../kernel.ts';
import { NotImplementedError } from '../not-implemented.ts';
import type { CallSite } from '../stack-traces.ts';
import { doNothing } from './do-nothing.ts';

const FIRST_POSITION = /\n\s+at (?:.*?\()?((?:file:\/\/)?\/[^\s():]+):(\d+):(\d+)\)?/;

/** Uncaught exceptions and stack traces (Node.js src/node_errors.cc). */
export const createErrorsBinding: BindingFactory = (kernel, stub) =>
  Object.assign(stub, {
    // A browser calls Error.prepareStackTrace instead of this callback.
    setPrepareStackTraceCallback: doNothing,
    setEnhanceStackForFatalException(beforeInspector: LibraryFunction, afterInspector: LibraryFunction) {
      kernel.enhancers.beforeInspector = beforeInspector;
      kernel.enhancers.afterInspector = afterInspector;
    },
    // No-ops: no source maps.
    setGetSourceMapErrorSource: doNothing,
    setSourceMapsEnabled: doNothing,
    setMaybeCacheGeneratedSourceMap: doNothing,
    noSideEffectsToString,
    triggerUncaughtException: (error: unknown, fromPromise: boolean) => kernel.triggerUncaught(error, fromPromise),
    getErrorSourcePositions(error: { stack: string }) {
      const [, file = '', line, column] = FIRST_POSITION.exec(error.stack) ?? [];
      if (line === undefined) return {};
      return {
        sourceLine: kernel.sources.line(file, Number(line)),
        scriptResourceName: file,
        lineNumber: Number(line),
        startColumn: Number(column) - 1,
      };
    },
    /** Ours, for the modules that the engine's bundle leaves out. */
    moduleLeftOut: (name: string) => new NotImplementedError(name),
    /** Ours, for the patched ErrorPrepareStackTrace. */
    nodeFrames(frames: readonly CallSite[], error: unknown) {
      kernel.errorPlaces.noteFormatted(error);
      return kernel.stackTraces.nodeFrames(frames);
    },
    /** Ours, for the patched hideStackFrames. */
    rethrown: (error: unknown) => kernel.errorPlaces.noteRethrown(error),
  });

/** As V8's `ToDetailString`: never runs the program's code for plain objects. */
function noSideEffectsToString(value: unknown): string {
  try {
    if (typeof value !== 'object' || value === null || value instanceof Error) return String(value);
    const printer: unknown = value.toString;
    if (typeof printer === 'function' && printer !== Object.prototype.toString) return String(value);
    return `#<${value.constructor?.name || 'Object'}>`;
  } catch {
    return '#<Object>';
  }
}
