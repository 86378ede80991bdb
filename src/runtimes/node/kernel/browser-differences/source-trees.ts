import type { AnyNode } from 'acorn';
import type { Kernel } from '../kernel.ts';
import { parseSource } from '../modules/parser.ts';
import { childrenOf } from '../modules/scope-analysis.ts';

/** A place in a program's file; `line` and `column` from 1, in the text that the learner wrote. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface ParsedSource {
  readonly text: string;
  readonly program: AnyNode;
}

/** Syntax around a place: what an engine does not say in its messages and frames can be read there. */
export interface PlaceSyntax {
  readonly text: string;
  readonly offset: number;
  /** The nodes that hold the place, from the outside in. */
  readonly nodes: readonly AnyNode[];
}

/** Parses the program's files once each, when an error makes that necessary. */
export class SourceTrees {
  readonly #kernel: Kernel;
  readonly #parsed = new Map<string, ParsedSource | undefined>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** Undefined where the source is not known or does not parse. */
  at({ file, line, column }: Place): PlaceSyntax | undefined {
    const source = this.#parse(file);
    if (!source) return undefined;
    const offset = lineStart(source.text, line) + column - 1;
    return { text: source.text, offset, nodes: nodesAround(source.program, offset) };
  }

  /** As `at`, in a module of Node's library: rarely worth its time. */
  inLibrary({ file, line, column }: Place): PlaceSyntax | undefined {
    const module = this.#kernel.library.modules[file.slice('node:'.length)];
    if (!module) return undefined;
    // The function that the bundle makes of it: the module's text begins on its second line.
    const text = `(${module.toString()})`;
    const parsed = this.#parseText(text, 'commonjs');
    const offset = lineStart(text, line + 1) + column - 1;
    return parsed && { text, offset, nodes: nodesAround(parsed.program, offset) };
  }

  #parse(file: string): ParsedSource | undefined {
    const text = this.#kernel.sources.find(file)?.text;
    const known = this.#parsed.get(file);
    if (text === undefined || known?.text === text) return known;
    const asModule = file.startsWith('file:') ? this.#parseText(text, 'module') : undefined;
    const parsed = asModule ?? this.#parseText(text, 'commonjs');
    this.#parsed.set(file, parsed);
    return parsed;
  }

  #parseText(text: string, grammar: 'commonjs' | 'module'): ParsedSource | undefined {
    try {
      return { text, program: parseSource(this.#kernel, text, grammar) };
    } catch {
      // TypeScript, or no JavaScript at all: messages then stay nearer to what the engine says.
      return undefined;
    }
  }
}

function lineStart(text: string, line: number): number {
  let start = 0;
  for (let at = 1; at < line; at += 1) {
    const next = text.indexOf('\n', start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  return start;
}

function nodesAround(program: AnyNode, offset: number): AnyNode[] {
  const nodes: AnyNode[] = [];
  let node: AnyNode | undefined = program;
  while (node) {
    nodes.push(node);
    node = childrenOf(node).find(({ start, end }) => start <= offset && offset < end);
  }
  return nodes;
}

/**
 * Engines differ in where a call `name(…)` is: V8 says at the name, SpiderMonkey at the parenthesis. From column to
 * column (from 1) of one line.
 */
export function columnOfCall(line: string, column: number): number {
  if (line[column - 1] !== '(') return column;
  const name = /(?:^|[^\w$.#\s])\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*$/u.exec(line.slice(0, column - 1));
  return name?.[1] === undefined ? column : line.lastIndexOf(name[1], column - 2) + 1;
}

/** The place of another offset in the text around `place`. */
export function movePlace(place: Place, { text, offset }: PlaceSyntax, to: number): Place {
  const linesBefore = (end: number) => text.slice(0, end).split('\n').length;
  const line = place.line + linesBefore(to) - linesBefore(offset);
  return { file: place.file, line, column: to - text.lastIndexOf('\n', to - 1) };
}
