/** What V8 prints before a frame's place, made of the engine's name, the source and the frame that called. */
import type { AnyNode, CallExpression, NewExpression } from 'acorn';
import { type CallStyle, functionNameAt, ownNameAt } from './function-names.ts';
import { libraryClassAt, nameInArguments, optionMethodAt } from './receivers.ts';
import { movePlace, type Place, type PlaceSyntax } from './source-trees.ts';

/** A frame of the program or of Node's library; the kernel's own are gone. */
export interface ShownFrame extends Place {
  readonly engineName: string;
  readonly syntax: PlaceSyntax | undefined;
}

/** The lines of a program's file or of a module of Node's library; of that, the one with index 0 is none of its own. */
export type LinesOf = (file: string) => readonly string[] | undefined;

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

/** Empty when V8 prints the position alone. */
export function frameName(frame: ShownFrame, caller: ShownFrame | undefined, linesOf: LinesOf): string {
  const { syntax, engineName, file, line } = frame;
  if (!syntax) {
    const known = LIBRARY_NAMES[engineName];
    const type = known === undefined ? libraryClassAt(linesOf(file) ?? [], line, engineName) : undefined;
    return known ?? (type === undefined ? engineName : `${type}.${engineName}`);
  }
  const called = caller && !caller.syntax ? CALLED.exec(textAt(caller, linesOf))?.[1] : undefined;
  return (called && optionMethodAt(syntax, called)) ?? programName(frame, syntax, caller);
}

/** The rest of the line. */
function textAt({ file, line, column }: Place, linesOf: LinesOf): string {
  return linesOf(file)?.[lineIndex(file, line)]?.slice(column - 1) ?? '';
}

/** A module of the library is a function: its first line is the function's head. */
export function lineIndex(file: string, line: number): number {
  return file.startsWith('node:') ? line : line - 1;
}

function programName({ engineName, file }: ShownFrame, syntax: PlaceSyntax, caller: ShownFrame | undefined): string {
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
export function builtInBetween(frame: PlaceSyntax, caller: PlaceSyntax): string | undefined {
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
export function accessorPlace(
  frame: ShownFrame,
  callee: ShownFrame | undefined,
): Pick<Place, 'line' | 'column'> | undefined {
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
