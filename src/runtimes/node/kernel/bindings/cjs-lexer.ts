/** `internalBinding('cjs_lexer')`: which names a CommonJS module exports, found without running it. */

import type { BindingFactory, Kernel } from '../kernel.ts';

type Lexer = typeof import('../../parts/cjs-lexer.ts');

export const createCjsLexerBinding: BindingFactory = (kernel, stub) =>
  Object.assign(stub, {
    parse: (source: string) => kernel.loop.offTheClock(() => findExports(kernel, source)),
  });

function findExports(kernel: Kernel, source: string): [names: Set<string>, reexports: string[]] {
  const { parse } = kernel.loadPart<Lexer>('cjs-lexer');
  try {
    const { exports, reexports } = parse(source);
    return [new Set(exports), reexports];
  } catch {
    // Node's lexer stops in silence at what it cannot read; running the module will report the error.
    return [new Set(), []];
  }
}
