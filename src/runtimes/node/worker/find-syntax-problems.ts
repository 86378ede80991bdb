/** What is wrong with a file while it is written, told by the parser that also reads modules. Nothing of it is run. */
import type { SyntaxProblem } from '../../runtime.ts';
import { findParseError, type Grammar, type ParseError } from '../kernel/modules/parser.ts';
import type { NodeKernel } from '../kernel/node-kernel.ts';

/** A `.js` file may be either: Node.js asks package.json, and then the syntax (Node.js docs, Modules: Packages). */
const GRAMMARS: Readonly<Record<string, readonly Grammar[]>> = {
  js: ['commonjs', 'module'],
  mjs: ['module'],
  cjs: ['commonjs'],
};

/** The first problem, or none; undefined of a file that is no JavaScript. */
export function findSyntaxProblems(kernel: NodeKernel, path: string, text: string): SyntaxProblem[] | undefined {
  const grammars = GRAMMARS[path.slice(path.lastIndexOf('.') + 1)];
  if (!grammars) return undefined;
  let farthest: ParseError | undefined;
  for (const grammar of grammars) {
    const error = parseErrorOf(kernel, text, grammar);
    if (error === undefined) return [];
    // The grammar that understood more of the file is the one it is written in.
    if (farthest === undefined || error.pos > farthest.pos) farthest = error;
  }
  return farthest && [describe(farthest, text)];
}

/** Nesting too deep for the parser is no mistake of the syntax. */
function parseErrorOf(kernel: NodeKernel, text: string, grammar: Grammar): ParseError | undefined {
  try {
    return findParseError(kernel, text, grammar);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function describe({ message, pos, loc }: ParseError, text: string): SyntaxProblem {
  const isAtEnd = pos >= text.trimEnd().length;
  return {
    message: isAtEnd ? 'Unexpected end of input' : message.replace(/ \(\d+:\d+\)$/, ''),
    line: loc.line,
    column: loc.column + 1,
  };
}
