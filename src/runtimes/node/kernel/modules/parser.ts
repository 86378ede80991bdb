import type { Options, Program } from 'acorn';
import type { Kernel } from '../kernel.ts';

/** acorn's error: a SyntaxError with the place. */
export interface ParseError extends SyntaxError {
  /** Offset in the source. */
  readonly pos: number;
  /** `line` from 1, `column` from 0. */
  readonly loc: { readonly line: number; readonly column: number };
}

/** What is parsed: a script, the body of a CommonJS module (a function's), or an ES module. */
export type Grammar = 'script' | 'commonjs' | 'module';

interface Acorn {
  readonly Parser: { parse(source: string, options: Options): Program };
}

/** Parses with the acorn inside Node's library; throws a `ParseError`. */
export function parseSource(kernel: Kernel, source: string, grammar: Grammar): Program {
  const { Parser } = kernel.requireBuiltin('internal/deps/acorn/acorn/dist/acorn') as unknown as Acorn;
  return Parser.parse(source, {
    ecmaVersion: 'latest',
    sourceType: grammar === 'module' ? 'module' : 'script',
    allowHashBang: true,
    allowReturnOutsideFunction: grammar === 'commonjs',
    allowNewTargetOutsideFunction: grammar === 'commonjs',
  } as Options);
}

/** The error of parsing `source`, or undefined when it parses. */
export function findParseError(kernel: Kernel, source: string, grammar: Grammar): ParseError | undefined {
  try {
    parseSource(kernel, source, grammar);
    return undefined;
  } catch (error) {
    if (isParseError(error)) return error;
    throw error;
  }
}

export function isParseError(error: unknown): error is ParseError {
  return error instanceof SyntaxError && 'loc' in error;
}
