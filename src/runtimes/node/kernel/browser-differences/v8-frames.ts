/** Frames as V8 would give them, made from another engine's stack and from the source. */
import type { AnyNode, CallExpression, NewExpression } from 'acorn';
import type { Kernel } from '../kernel.ts';
import { isFunction } from '../modules/scope-analysis.ts';
import type { SourceRegistry } from '../source-registry.ts';
import type { CallSite, StackTraces } from '../stack-traces.ts';
import { type EngineFrame, parseEngineFrames } from './engine-frames.ts';
import type { AwaitSite, Wait } from './error-tracking.ts';
import { type CallStyle, functionNameAt, ownNameAt } from './function-names.ts';
import { libraryClassAt, nameInArguments, optionMethodAt } from './receivers.ts';
import { columnOfCall, movePlace, type Place, type PlaceSyntax, type SourceTrees } from './source-trees.ts';

const POSITION = /\(([^()]*?):(\d+):(\d+)\)$/;

/** Functions of Node's library that call a program's function as a method of something. */
const RECEIVERS: Readonly<Record<string, { readonly type: string; readonly method?: string }>> = {
  listOnTimeout: { type: 'Timeout', method: '_onTimeout' },
  processImmediate: { type: 'Immediate', method: '_onImmediate' },
  emit: { type: 'EventEmitter' },
};

/** Built-in functions that call back, and how V8 shows them; other engines leave them out. */
const CALLING_BUILT_INS = new Map([
  ...['every', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'flatMap', 'forEach', 'map', 'reduce'].map(
    (name) => [name, `Array.${name}`] as const,
  ),
  ...['reduceRight', 'some', 'sort', 'toSorted'].map((name) => [name, `Array.${name}`] as const),
  ...['replace', 'replaceAll'].map((name) => [name, `String.${name}`] as const),
]);

/** Code of `eval` and `new Function`, in SpiderMonkey's words. */
const EVALUATED = / > (?:eval|Function)$/;

/** The lines of a program's file or of a module of Node's library; of that, the one with index 0 is none of its own. */
export type LinesOf = (file: string) => readonly string[] | undefined;

interface StackExtras {
  readonly top: Place | undefined;
  readonly waits: readonly Wait[];
}

/** A frame of the program or of Node's library; the kernel's own are gone. */
interface ShownFrame extends Place {
  readonly engineName: string;
  readonly syntax: PlaceSyntax | undefined;
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
    return [...called, ...this.#describeWaits(shown, waits)];
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

  /** V8's stack goes on with what awaits the outermost function, if an `await` of that function was what resumed it. */
  #describeWaits(shown: readonly ShownFrame[], waits: readonly Wait[]): CallSite[] {
    const outermost = shown.at(-1);
    const syntax = outermost?.syntax;
    if (!outermost || !syntax || !isAsyncCode(outermost, syntax)) return [];
    // It called what failed, and had not begun to wait.
    const isCalledWithin = ({ source, start, end }: AwaitSite) =>
      shown.some(({ syntax: at }) => at && source === at.text && start <= at.offset && at.offset < end);
    const waiting = waits.filter(({ site }) => !isCalledWithin(site));
    const end = waiting.findIndex(({ isLate }) => isLate);
    // Nobody waited there yet.
    const shownWaits = end < 0 ? waiting : waiting.slice(0, end);
    return shownWaits.flatMap(({ site }) => this.#describeWait(site) ?? []);
  }

  #describeWait({ source, start }: AwaitSite): CallSite | undefined {
    const file = this.#sources.nameOf(source);
    if (file === undefined) return undefined;
    const before = source.slice(0, start).split('\n');
    const place = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    const syntax = this.#trees.at(place);
    const name = syntax
      ? functionNameAt(syntax, file.startsWith('file:'), isObjectMethod(syntax) ? 'method' : 'plain')
      : '';
    const site = this.#callSite(name, place);
    const waiting = { ...site, toString: () => `async ${String(site)}`, isAsync: () => true };
    this.#stackTraces.markFinished(waiting);
    return waiting;
  }

  /** One call site, or two where V8 shows a built-in between this frame and its caller. */
  #describe(frame: ShownFrame, caller: ShownFrame | undefined, callee: ShownFrame | undefined): CallSite[] {
    const name = this.#nameOf(frame, caller);
    const { line, column } = accessorPlace(frame, callee) ?? frame;
    const site = this.#callSite(name, { file: frame.file, line, column }, caller);
    const builtIn = caller?.syntax && frame.syntax ? builtInBetween(frame.syntax, caller.syntax) : undefined;
    return builtIn === undefined ? [site] : [site, this.#callSite(builtIn, undefined)];
  }

  #nameOf(frame: ShownFrame, caller: ShownFrame | undefined): string {
    const { syntax, engineName, file, line } = frame;
    if (!syntax) {
      const known = LIBRARY_NAMES[engineName];
      const type = known === undefined ? libraryClassAt(this.#linesOf(file) ?? [], line, engineName) : undefined;
      return known ?? (type === undefined ? engineName : `${type}.${engineName}`);
    }
    const called = caller && !caller.syntax ? CALLED.exec(this.#textAt(caller))?.[1] : undefined;
    return (called && optionMethodAt(syntax, called)) ?? nameOf(frame, caller);
  }

  /** The rest of the line. */
  #textAt({ file, line, column }: Place): string {
    return this.#linesOf(file)?.[lineIndex(file, line)]?.slice(column - 1) ?? '';
  }

  #callSite(name: string, place: Place | undefined, caller?: Place): CallSite {
    const isEvaluated = place?.file === '<anonymous>' && caller !== undefined;
    const origin = isEvaluated ? `eval at <anonymous> (${placeText(caller)}), ` : '';
    const position = place ? origin + placeText(place) : '<anonymous>';
    const parts = /^(?:new )?(?:(.*)\.)?(.*?)(?: \[as (.*)\])?$/.exec(name);
    const site = {
      toString: () => (name === '' ? position : `${name} (${position})`),
      getFileName: () => place?.file ?? null,
      getScriptNameOrSourceURL: () => place?.file ?? null,
      getLineNumber: () => place?.line ?? null,
      getColumnNumber: () => place?.column ?? null,
      getFunctionName: () => (parts?.[2] && parts[2] !== '<anonymous>' ? parts[2] : null),
      getTypeName: () => parts?.[1] ?? null,
      getMethodName: () => (parts?.[1] === undefined ? null : (parts[3] ?? parts[2] ?? null)),
      getThis: () => undefined,
      getFunction: () => undefined,
      getEvalOrigin: () => undefined,
      isNative: () => place === undefined,
      isConstructor: () => name.startsWith('new '),
      isToplevel: () => parts?.[1] === undefined,
      isAsync: () => false,
      isEval: () => false,
      isPromiseAll: () => false,
      getPromiseIndex: () => null,
    };
    this.#stackTraces.markFinished(site);
    return site;
  }
}

/** A module of the library is a function: its first line is the function's head. */
function lineIndex(file: string, line: number): number {
  return file.startsWith('node:') ? line : line - 1;
}

function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** They run scripts, whose code is in no function. */
const VM_MODULES = new Set(['node:vm', 'node:internal/vm']);

/** What the library calls there. */
const CALLED = /^(\w+)\(/;

/** Functions of Node's library whose engine name has no type, as V8 shows them. */
const LIBRARY_NAMES: Readonly<Record<string, string>> = {
  emit: 'EventEmitter.emit',
  executeUserEntryPoint: 'Module.executeUserEntryPoint [as runMain]',
  processImmediate: 'process.processImmediate',
  processTicksAndRejections: 'process.processTicksAndRejections',
  processTimers: 'process.processTimers',
};

function nameOf(frame: ShownFrame, caller: ShownFrame | undefined): string {
  const { syntax, engineName, file } = frame;
  if (!syntax) return engineName;
  const receiver = caller && !caller.syntax ? RECEIVERS[caller.engineName.replace(/^.*\./, '')] : undefined;
  if (!receiver) {
    const isCallback = caller?.syntax && isArgumentOfCall(syntax, caller.syntax);
    const isScript = caller !== undefined && VM_MODULES.has(caller.file);
    const isModule = isScript || (file.startsWith('file:') && caller?.engineName !== 'Module._compile');
    const name = functionNameAt(syntax, isModule, isCallback ? 'plain' : callStyle(caller?.syntax));
    if (name === '' && !isModule) return nameInArguments(syntax) ?? '';
    return name.replace('<computed>', engineName);
  }
  const { type, method } = receiver;
  const own = ownNameAt(syntax);
  if (method === undefined) return `${type}.${own || '<anonymous>'}`;
  return own === '' ? `${type}.${method}` : `${type}.${own} [as ${method}]`;
}

/** How the code at the caller's place calls. */
function callStyle(caller: PlaceSyntax | undefined): CallStyle {
  if (!caller) return 'plain';
  const { nodes, offset } = caller;
  const innermost = nodes.at(-1);
  if (nodes.some((node) => node.type === 'NewExpression' && node.start === offset)) return 'new';
  const call = nodes.findLast((node): node is CallExpression => node.type === 'CallExpression');
  const isMethod = call?.callee.type === 'MemberExpression' && call.callee.property === innermost;
  return isMethod ? 'method' : 'plain';
}

/** Code that an `await` can resume. */
function isAsyncCode({ file }: Place, { nodes }: PlaceSyntax): boolean {
  const around = nodes.findLast(isFunction);
  return around ? 'async' in around && around.async === true : file.startsWith('file:');
}

function isObjectMethod({ nodes }: PlaceSyntax): boolean {
  const property = nodes[nodes.findLastIndex(isFunction) - 1];
  return property?.type === 'Property' && property.method;
}

type Call = CallExpression | NewExpression;

function callAround({ nodes }: PlaceSyntax): Call | undefined {
  return nodes.findLast((node): node is Call => node.type === 'CallExpression' || node.type === 'NewExpression');
}

/** Whether the frame's function, or what it is in, was given to the function that the caller called. */
function isArgumentOfCall(frame: PlaceSyntax, caller: PlaceSyntax): boolean {
  const call = frame.text === caller.text ? callAround(caller) : undefined;
  return call?.arguments.some((argument) => isSame(argument, frame.nodes)) ?? false;
}

/** A built-in that the caller gave this frame's function to, such as `forEach`. */
function builtInBetween(frame: PlaceSyntax, caller: PlaceSyntax): string | undefined {
  const call = isArgumentOfCall(frame, caller) ? callAround(caller) : undefined;
  if (!call) return undefined;
  const { callee } = call;
  if (callee.type === 'Identifier' && callee.name === 'Promise') return 'new Promise';
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  return CALLING_BUILT_INS.get(callee.property.name);
}

function isSame(node: AnyNode, nodes: readonly AnyNode[]): boolean {
  return nodes.some(({ type, start, end }) => type === node.type && start === node.start && end === node.end);
}

/** V8 names the property where a getter or setter is called, others the whole expression's start. */
function accessorPlace(frame: ShownFrame, callee: ShownFrame | undefined): Pick<Place, 'line' | 'column'> | undefined {
  if (!frame.syntax || !callee?.syntax) return undefined;
  const accessor = /^[gs]et (.+)$/.exec(functionNameAt(callee.syntax, false, 'plain'));
  if (!accessor) return undefined;
  const { nodes, offset } = frame.syntax;
  const access = nodes.find(
    (node) =>
      node.type === 'MemberExpression' &&
      node.start === offset &&
      node.property.type === 'Identifier' &&
      node.property.name === accessor[1],
  );
  return access?.type === 'MemberExpression' ? movePlace(frame, frame.syntax, access.property.start) : undefined;
}
