import type { BindingFactory } from '../kernel.ts';

/** Symbols shared between native code and library. */
export const createSymbolsBinding: BindingFactory = ({ symbols }) => ({ ...symbols.isolate });
