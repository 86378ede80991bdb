/**
 * Stack frames as Node shows them: positions in the library bundle become `node:` positions, the kernel's own frames
 * go, and frames of evaluated modules get back the names and columns that Node's wrapper would have given them.
 */
import { CORE_SCRIPT, type LineTable } from './library.ts';
import { learnerColumn, type SourceRegistry } from './source-registry.ts';

/** A frame as V8 hands it to `Error.prepareStackTrace` (v8.dev/docs/stack-trace-api). */
export interface CallSite {
  getFileName(): string | null;
  getFunctionName(): string | null;
  getTypeName(): string | null;
  getMethodName(): string | null;
  isNative(): boolean;
  isConstructor(): boolean;
  isToplevel(): boolean;
  isAsync(): boolean;
  toString(): string;
}

/** A script of the library, by its name, or one of the kernel and its parts. */
const BUNDLE_POSITION =
  /(?:https?|blob|file):\/?\/?[^\s()]*?\b(?:lib-(\w+)|(?:kernel|part-[\w-]+?))-[0-9a-f]{12}\.js:(\d+):(\d+)/;
/** Node's default `Error.stackTraceLimit`. */
const SHOWN_FRAMES = 10;
/** What V8 is to collect instead: kernel frames count too, and are not shown. */
export const COLLECTED_FRAMES = 24;

/** A generator resumed: the kernel's own, one the patches made of a loop of Node's, or the program's. */
const GENERATOR_NEXT = /^\S+\.next \(<anonymous>\)$/;
const LOOP_FUNCTION = /(?:^|\.)(?:processTimers|processImmediate|listOnTimeout) \(/;
/** The kernel's own use of the native `eval`. */
const OWN_EVAL = 'Object.eval [as evaluate] (<anonymous>)';
const FRAME_POSITION = /\(?((?:node:|file:|\/)[^()]*?|[^\s()]+):(\d+):(\d+)\)?$/;

export class StackTraces {
  readonly #lines = new Map<string, LineTable>();
  readonly #sources: SourceRegistry;
  readonly #finished = new WeakSet<CallSite>();

  /** `lines` are those of the library's first script. */
  constructor(lines: LineTable, sources: SourceRegistry) {
    this.addScript(CORE_SCRIPT, lines);
    this.#sources = sources;
  }

  /** A script of the library was loaded. */
  addScript(name: string, lines: LineTable): void {
    this.#lines.set(name, lines);
  }

  /** A frame that was not made by V8, and is already as Node would show it. */
  markFinished(frame: CallSite): void {
    this.#finished.add(frame);
  }

  /** The frames that Node would show, in the same order. */
  nodeFrames(frames: readonly CallSite[]): CallSite[] {
    if (frames.every((frame) => this.#finished.has(frame))) return [...frames];
    const shown: CallSite[] = [];
    const texts = frames.map((frame) => this.frameText(String(frame)));
    for (const [index, frame] of frames.entries()) {
      const text = texts[index];
      if (text === undefined) continue;
      const isOurs = texts[index + 1] === undefined || LOOP_FUNCTION.test(texts[index - 1] ?? '');
      if (GENERATOR_NEXT.test(text) && isOurs) continue;
      const finished = withText(frame, text);
      this.#finished.add(finished);
      shown.push(finished);
    }
    // Another limit is the program's own wish.
    return Error.stackTraceLimit === COLLECTED_FRAMES ? shown.slice(0, SHOWN_FRAMES) : shown;
  }

  /** One frame's text as Node would print it; undefined for frames Node does not have. */
  frameText(raw: string): string | undefined {
    if (raw === OWN_EVAL) return undefined;
    const bundled = BUNDLE_POSITION.exec(raw);
    const [, script, line, column] = bundled ?? [];
    if (bundled && script === undefined) return undefined;
    const text = script ? raw.replace(BUNDLE_POSITION, this.#nodePosition(script, Number(line), column)) : raw;
    return this.#restoreColumn(withoutEvalNames(text));
  }

  #nodePosition(script: string, line: number, column: string | undefined): string {
    const lines = this.#lines.get(script) ?? [];
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle]?.[0] ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    const [first, id] = lines[low] ?? [1, 'internal'];
    return `node:${id}:${line - first + 1}:${column}`;
  }

  /** Compiling put text before the first line and between: the learner's columns are without it. */
  #restoreColumn(text: string): string {
    return text.replace(
      /([^\s()]+):(\d+):(\d+)(\)?)$/,
      (whole, name: string, line: string, column: string, end: string) => {
        const source = this.#sources.find(name);
        return source ? `${name}:${line}:${learnerColumn(source, Number(line), Number(column))}${end}` : whole;
      },
    );
  }
}

function withoutEvalNames(text: string): string {
  return (
    text
      .replace(/^(async )?eval \((.*)\)$/, '$1$2')
      .replace(/^((?:async )?\w+)\.eval \[as (\S+)\] /, '$1.$2 ')
      .replace(/^((?:async )?\w+)\.eval \(/, '$1.<anonymous> (')
      // The bundle's functions are properties; in Node, a module's function has no name.
      .replace(/^(?:new )?globalThis\.\w+\.modules\.\S+ \((.*)\)$/, '$1')
      .replace(/^async \S+\.__proto__ \((.*)\)$/, 'async $1')
      // V8 names a function by what it stands in, the edits of a traced program included.
      .replace(/\$(?:trc\.[ts]|ctx\.at)\./g, '')
      .replace(/^Module\._extensions(\.\.\w+) /, 'Object$1 ')
      .replace(/^Object\.(processTimers|processImmediate) /, 'process.$1 ')
  );
}

function withText(frame: CallSite, text: string): CallSite {
  const position = FRAME_POSITION.exec(text);
  const fileName = () => position?.[1] ?? frame.getFileName();
  const corrected = {
    toString: () => text,
    getFileName: fileName,
    getScriptNameOrSourceURL: fileName,
    getLineNumber: () => (position ? Number(position[2]) : null),
    getColumnNumber: () => (position ? Number(position[3]) : null),
    isEval: () => false,
    getEvalOrigin: () => undefined,
    getThis: () => undefined,
    getFunction: () => undefined,
    // Code that a browser evaluates is a function of that name.
    getFunctionName: () => (frame.getFunctionName() === 'eval' ? null : frame.getFunctionName()),
    getTypeName: () => frame.getTypeName(),
    getMethodName: () => frame.getMethodName(),
    isNative: () => frame.isNative(),
    isConstructor: () => frame.isConstructor(),
    isToplevel: () => frame.isToplevel(),
    isAsync: () => frame.isAsync(),
  };
  return corrected;
}
