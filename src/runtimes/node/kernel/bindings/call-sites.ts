import type { Kernel } from '../kernel.ts';
import type { CallSite } from '../stack-traces.ts';

/** A frame as `util.getCallSites()` gives it. */
export interface PlainCallSite {
  readonly functionName: string;
  readonly scriptId: string;
  readonly scriptName: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
  readonly column: number;
}

/** The frames of the present call, that of the library function that asks first, kernel frames left out; at most `count`. */
export function callSites(kernel: Kernel, count: number): PlainCallSite[] {
  // Kernel frames are among what V8 collects.
  const frames = collectFrames(count + 10);
  return kernel.stackTraces.nodeFrames(frames).slice(0, count).map(toPlain);
}

function collectFrames(limit: number): readonly CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  let frames: readonly CallSite[] = [];
  Error.stackTraceLimit = limit;
  Error.prepareStackTrace = (_error, collected) => {
    frames = collected as unknown as CallSite[];
    return '';
  };
  // Reading the stack is what makes V8 collect it.
  String(new Error('frames').stack);
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return frames;
}

function toPlain(
  frame: CallSite & { getLineNumber?(): number | null; getColumnNumber?(): number | null },
): PlainCallSite {
  const column = frame.getColumnNumber?.() ?? 0;
  return {
    functionName: frame.getFunctionName() ?? '',
    scriptId: '0',
    scriptName: frame.getFileName() ?? '',
    lineNumber: frame.getLineNumber?.() ?? 0,
    columnNumber: column,
    column,
  };
}
