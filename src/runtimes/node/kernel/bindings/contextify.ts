/** `internalBinding('contextify')`: compiling scripts and functions, contexts (Node.js src/node_contextify.cc). */

import { createCache, isCacheOf } from '../contexts/code-cache.ts';
import { createContextifyScript } from '../contexts/contextify-script.ts';
import { vmStateOf } from '../contexts/vm-state.ts';
import type { BindingFactory, Kernel } from '../kernel.ts';
import { compileFunctionBody, type FunctionSource } from '../modules/compile-function.ts';
import { findParseError } from '../modules/parser.ts';
import { requireParsable } from '../modules/syntax-errors.ts';

const CJS_PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];

export const createContextifyBinding: BindingFactory = (kernel, stub) => {
  const { vm_dynamic_import_default_internal: defaultImport } = kernel.symbols.isolate;
  const vm = vmStateOf(kernel);

  return Object.assign(stub, {
    ContextifyScript: createContextifyScript(kernel, vm.limits, (sandbox) => vm.contextOf(sandbox)),
    makeContext(sandbox: object | symbol, ...args: unknown[]) {
      const [, , strings, wasm, , importReferrer] = args;
      return vm.makeContext(sandbox, { strings: strings !== false, wasm: wasm !== false }, importReferrer);
    },
    compileFunction(...args: unknown[]) {
      const [code, filename, lineOffset, columnOffset, cached, producesCache, context, ...rest] = args;
      const [extensions, parameters, importReferrer] = rest;
      requireParsable(kernel, code as string, filename as string, 'commonjs');
      const createScopes = (reservedNames: readonly string[]) => [
        ...(context === undefined ? [] : [vm.contextOf(context as object).createScope('sloppy', reservedNames)]),
        ...((extensions as object[] | undefined) ?? []),
      ];
      return {
        function: withReferrer(kernel, importReferrer, {
          source: code as string,
          // As V8 shows code without a name.
          name: (filename as string) || '<anonymous>',
          parameters: (parameters as string[] | undefined) ?? [],
          importReferrer: importReferrer as symbol | undefined,
          lineOffset: lineOffset as number,
          columnOffset: columnOffset as number,
          createScopes,
        }),
        sourceMapURL: undefined,
        sourceURL: undefined,
        ...(cached instanceof Uint8Array && { cachedDataRejected: !isCacheOf(kernel, cached, code as string) }),
        ...(producesCache === true && { cachedDataProduced: true, cachedData: createCache(kernel, code as string) }),
      };
    },
    compileFunctionForCJSLoader(source: string, name: string, _isSea: boolean, detectModule: boolean) {
      const result = { cachedDataRejected: false, sourceMapURL: undefined, sourceURL: undefined };
      try {
        const trace = kernel.asyncState.tracer?.modules.open(name, source, 'commonjs');
        const compiled = compileFunctionBody(kernel, {
          source,
          name,
          parameters: CJS_PARAMETERS,
          importReferrer: defaultImport,
          trace,
        });
        return { ...result, canParseAsESM: false, function: trace?.watchFunction(compiled) ?? compiled };
      } catch (error) {
        const canParseAsESM = error instanceof SyntaxError && hasModuleSyntax(kernel, source);
        if (canParseAsESM && detectModule) return { ...result, canParseAsESM, function: undefined };
        throw error;
      }
    },
    containsModuleSyntax: (source: string) => hasModuleSyntax(kernel, source),
    // Ctrl+C cannot reach a worker in the middle of a computation.
    startSigintWatchdog: () => undefined,
    stopSigintWatchdog: () => false,
    watchdogHasPendingSigint: () => false,
  });
};

/** A function that `vm` can register a callback of `import()` for. */
function withReferrer(kernel: Kernel, referrer: unknown, source: FunctionSource): unknown {
  const compiled = compileFunctionBody(kernel, source) as object;
  const { host_defined_option_symbol: hostSymbol } = kernel.symbols.private;
  if (hostSymbol) Object.defineProperty(compiled, hostSymbol, { value: referrer, configurable: true });
  return compiled;
}

/** Whether a text is no CommonJS module and would be an ES module (Node.js docs: Syntax detection). */
function hasModuleSyntax(kernel: Kernel, source: string): boolean {
  return kernel.loop.offTheClock(
    () =>
      findParseError(kernel, source, 'commonjs') !== undefined &&
      findParseError(kernel, source, 'module') === undefined,
  );
}
