/** Frames as V8 would give them, made from another engine's stack and from the source. */
import type { Kernel } from '../kernel.ts';
import type { SourceRegistry } from '../source-registry.ts';
import type { CallSite, StackTraces } from '../stack-traces.ts';
import { placeOfSite, sitesWaiting, waitingNameAt } from './async-frames.ts';
import { asAsync, createCallSite } from './call-sites.ts';
import { type EngineFrame, parseEngineFrames } from './engine-frames.ts';
import type { AwaitSite, Wait } from './error-tracking.ts';
import { accessorPlace, builtInBetween, frameName, type LinesOf, lineIndex, type ShownFrame } from './frame-names.ts';
import { columnOfCall, type Place, type SourceTrees } from './source-trees.ts';

const POSITION = /\(([^()]*?):(\d+):(\d+)\)$/;

/** Code of `eval` and `new Function`, in SpiderMonkey's words. */
const EVALUATED = / > (?:eval|Function)$/;

interface StackExtras {
  readonly top: Place | undefined;
  readonly waits: readonly Wait[];
}

export class V8Frames {
  readonly #stackTraces: StackTraces;
  readonly #sources: SourceRegistry;
  readonly #trees: SourceTrees;
  readonly #linesOf: LinesOf;

  constructor({ stackTraces, sources }: Kernel, trees: SourceTrees, linesOf: LinesOf) {
    this.#stackTraces = stackTraces;
    this.#sources = sources;
    this.#trees = trees;
    this.#linesOf = linesOf;
  }

  /** The innermost frame's place, in the program or in Node's library. */
  topPlace(stack: string): Place | undefined {
    const [first] = parseEngineFrames(stack);
    return first && this.#show(first);
  }

  /** As `topPlace`, below the kernel's own frames. */
  firstPlace(stack: string): Place | undefined {
    return this.#shown(stack)[0];
  }

  /** The innermost frame below those of errors' constructors, where that is one of Node's library. */
  placeInLibrary(stack: string): Place | undefined {
    const frame = this.#shown(stack).find(({ engineName }) => !engineName.endsWith('Error'));
    return frame?.file.startsWith('node:') ? frame : undefined;
  }

  #shown(stack: string): ShownFrame[] {
    return parseEngineFrames(stack).flatMap((frame) => this.#show(frame) ?? []);
  }

  /**
   * The frames of a stack as V8's call sites; `top` is a better place for the innermost one, `waits` is what awaited the
   * error.
   */
  fromStack(stack: string, { top, waits }: StackExtras): CallSite[] {
    const shown = this.#shown(stack);
    const first = shown[0];
    if (top && first) shown[0] = { ...first, ...top };
    const called = shown.flatMap((frame, index) => this.#describe(frame, shown[index + 1], shown[index - 1]));
    const waiting = sitesWaiting(shown, waits).flatMap((wait) => this.#describeWait(wait) ?? []);
    const sites = [...called, ...waiting];
    for (const site of sites) this.#stackTraces.markFinished(site);
    return sites;
  }

  #show({ name, file, line, column }: EngineFrame): ShownFrame | undefined {
    if (EVALUATED.test(file)) return { file: '<anonymous>', line, column, engineName: 'eval', syntax: undefined };
    const [, shownFile, shownLine, shownColumn] =
      POSITION.exec(this.#stackTraces.frameText(`at (${file}:${line}:${column})`) ?? '') ?? [];
    if (shownFile === undefined) return undefined;
    const lines = this.#linesOf(shownFile);
    // A script may have any name; of what has none of these, only scripts are shown.
    if (!lines && !/^(?:node:|file:|\/)/.test(shownFile)) return undefined;
    const text = lines?.[lineIndex(shownFile, Number(shownLine))] ?? '';
    const place = { file: shownFile, line: Number(shownLine), column: columnOfCall(text, Number(shownColumn)) };
    return { ...place, engineName: name, syntax: this.#trees.at(place) };
  }

  #describeWait(wait: AwaitSite): CallSite | undefined {
    const file = this.#sources.nameOf(wait.source);
    if (file === undefined) return undefined;
    const place = placeOfSite(wait, file);
    const syntax = this.#trees.at(place);
    return asAsync(createCallSite(syntax ? waitingNameAt(syntax, file) : '', place));
  }

  /** One call site, or two where V8 shows a built-in between this frame and its caller. */
  #describe(frame: ShownFrame, caller: ShownFrame | undefined, callee: ShownFrame | undefined): CallSite[] {
    const name = frameName(frame, caller, this.#linesOf);
    const { line, column } = accessorPlace(frame, callee) ?? frame;
    const site = createCallSite(name, { file: frame.file, line, column }, caller);
    const builtIn = caller?.syntax && frame.syntax ? builtInBetween(frame.syntax, caller.syntax) : undefined;
    return builtIn === undefined ? [site] : [site, createCallSite(builtIn, undefined)];
  }
}
