/** `internalBinding('module_wrap')`: ES modules for Node's loader (Node.js src/module_wrap.cc). */

import { codedError } from '../coded-error.ts';
import { createCache, isCacheOf } from '../contexts/code-cache.ts';
import { vmStateOf } from '../contexts/vm-state.ts';
import type { BindingFactory, Kernel, LibraryFunction } from '../kernel.ts';
import { CONTEXT_GLOBAL } from '../modules/await-tracking.ts';
import { createDynamicImport } from '../modules/compile-function.ts';
import { createImportMeta } from '../modules/import-meta.ts';
import { evaluateModule, hasAsyncGraph, linkModule } from '../modules/link-and-evaluate.ts';
import type { ModuleCode } from '../modules/module-code.ts';
import type { ModuleRecord, ModuleStatus } from '../modules/module-record.ts';
import { type ModuleState, moduleStateOf } from '../modules/module-state.ts';
import { type ParsedModule, parseModule } from '../modules/parse-module.ts';
import { isParseError, parseSource } from '../modules/parser.ts';
import { ModuleLinkError, SourceTextModule, SyntheticModule } from '../modules/source-text-module.ts';
import { markSource, moduleSyntaxError } from '../modules/syntax-errors.ts';
import type { ModuleTrace } from '../trace/trace-sites.ts';

/** `v8::Module::Status`, as the binding's constants have it. */
const STATUS_NUMBERS: Readonly<Record<ModuleStatus, number>> = {
  unlinked: 0,
  linking: 1,
  linked: 2,
  evaluating: 3,
  'evaluating-async': 4,
  evaluated: 4,
  errored: 5,
};

const EVALUATION_PHASE = 3;

export const createModuleWrapBinding: BindingFactory = (kernel, stub) => {
  const state = moduleStateOf(kernel);
  return Object.assign(stub, {
    ModuleWrap: createModuleWrapClass(kernel, state),
    setImportModuleDynamicallyCallback(callback: LibraryFunction) {
      state.importDynamically = callback;
    },
    setInitializeImportMetaObjectCallback(callback: LibraryFunction) {
      state.initializeImportMeta = callback;
    },
    setImportMetaResolveInitializer(callback: LibraryFunction) {
      state.createImportMetaResolve = callback;
    },
    // A namespace with `__esModule` set, for `require()` of a module with a default export.
    createRequiredModuleFacade(wrap: { getNamespace(): object }) {
      const facade = new SourceTextModule(
        'node:internal/require_module_default_facade',
        parseText(
          kernel,
          "export * from 'original'; export { default } from 'original'; export const __esModule = true;",
        ),
        hostOf(kernel, 'node:internal/require_module_default_facade', undefined, () => ({})),
        state.namespaces,
      );
      facade.dependencies = [recordOf(wrap)];
      linkModule(facade);
      void evaluateModule(facade);
      return facade.namespace;
    },
    throwIfPromiseRejected(promise: Promise<unknown>) {
      const { getPromiseDetails } = kernel.binding('util') as { getPromiseDetails(p: unknown): [number, unknown] };
      const REJECTED = 2;
      const [promiseState, reason] = getPromiseDetails(promise);
      if (promiseState === REJECTED) throw reason;
    },
  });
};

const records = new WeakMap<object, ModuleRecord>();

function recordOf(wrap: object): ModuleRecord {
  const record = records.get(wrap);
  if (record === undefined) throw new TypeError('Illegal invocation');
  return record;
}

function createModuleWrapClass(kernel: Kernel, state: ModuleState) {
  return class ModuleWrap {
    readonly url: string;
    readonly sourceMapURL: string | undefined = undefined;
    readonly sourceURL: string | undefined = undefined;
    #source = '';

    /**
     * `(url, context, source, lineOffset, columnOffset, hostDefinedOption | cachedData)`, or
     * `(url, context, exportNames, evaluationSteps)` for a synthetic module.
     */
    constructor(url: string, context: unknown, source: unknown, steps: unknown, _column?: unknown, host?: unknown) {
      this.url = url;
      if (Array.isArray(source)) {
        const evaluate = () => void (steps as LibraryFunction).call(this);
        records.set(this, new SyntheticModule(url, source as string[], evaluate, state.namespaces));
        return;
      }
      const text = String(source);
      this.#source = text;
      if (host instanceof Uint8Array && !isCacheOf(kernel, host, text)) {
        throw codedError(Error, 'ERR_VM_MODULE_CACHED_DATA_REJECTED', 'cachedData buffer was rejected');
      }
      const referrer = typeof host === 'symbol' ? host : Symbol(url);
      const { host_defined_option_symbol: hostSymbol } = kernel.symbols.private;
      if (hostSymbol) Object.defineProperty(this, hostSymbol, { value: referrer, configurable: true });
      const parsed = kernel.loop.offTheClock(() => parseText(kernel, text, url));
      const createMeta = () => createImportMeta(kernel, state, referrer, this);
      // Code of a `vm` context keeps its own names only.
      const trace = context === undefined ? kernel.asyncState.tracer?.modules.open(url, text, 'module') : undefined;
      const moduleHost = hostOf(kernel, url, referrer, createMeta, context, trace);
      const record = new SourceTextModule(url, parsed, moduleHost, state.namespaces);
      records.set(this, record);
      const { hasTopLevelAwait } = parsed;
      Object.defineProperty(this, 'hasTopLevelAwait', {
        value: hasTopLevelAwait,
        enumerable: true,
        configurable: true,
      });
    }

    get hasAsyncGraph(): boolean {
      return hasAsyncGraph(recordOf(this));
    }

    isGraphAsync(): boolean {
      return hasAsyncGraph(recordOf(this));
    }

    getModuleRequests(): object[] {
      return recordOf(this).requests.map(({ specifier, attributes }) => ({
        specifier,
        attributes: Object.assign(Object.create(null), attributes),
        phase: EVALUATION_PHASE,
      }));
    }

    link(wraps: ArrayLike<object>): void {
      const record = recordOf(this);
      if (record instanceof SourceTextModule) record.dependencies = Array.from(wraps, recordOf);
    }

    instantiate(): void {
      kernel.loop.offTheClock(() => instantiateModule(kernel, recordOf(this)));
    }

    evaluate(): Promise<unknown> {
      return evaluateModule(recordOf(this));
    }

    evaluateSync(filename?: string): object {
      const record = recordOf(this);
      const promise = evaluateModule(record);
      if (record.status === 'errored') {
        // The caller gets the error: the promise's rejection is not unhandled.
        kernel.natives.then.call(promise, undefined, () => undefined);
        throw record.error;
      }
      if (record.status === 'evaluating-async') {
        const hint = `${filename ?? record.url} uses top-level await. Use import() instead of require().`;
        throw codedError(Error, 'ERR_REQUIRE_ASYNC_MODULE', `require() cannot be used on an ESM graph: ${hint}`);
      }
      return record.namespace;
    }

    getNamespace(): object {
      const record = recordOf(this);
      if (record.status === 'unlinked' || record.status === 'linking') {
        throw codedError(Error, 'ERR_MODULE_NOT_INSTANTIATED', 'Module is not instantiated');
      }
      return record.namespace;
    }

    getStatus(): number {
      return STATUS_NUMBERS[recordOf(this).status];
    }

    getError(): unknown {
      return recordOf(this).error;
    }

    setExport(name: string, value: unknown): void {
      const record = recordOf(this);
      if (record instanceof SyntheticModule) record.setExport(name, value);
    }

    setModuleSourceObject(): void {
      // Source phase imports are for WebAssembly modules.
    }

    getModuleSourceObject(): undefined {
      return undefined;
    }

    createCachedData(): unknown {
      return createCache(kernel, this.#source);
    }
  };
}

function parseText(kernel: Kernel, source: string, url = 'node:internal'): ParsedModule {
  try {
    return parseModule(source, (text) => parseSource(kernel, text, 'module'));
  } catch (error) {
    if (isParseError(error)) throw moduleSyntaxError(kernel, error, url, source);
    throw error;
  }
}

function instantiateModule(kernel: Kernel, record: ModuleRecord): void {
  if (record.status !== 'unlinked') return;
  try {
    linkModule(record);
  } catch (error) {
    if (!(error instanceof ModuleLinkError)) throw error;
    // The program sees a plain SyntaxError.
    const { importer, start, end, message } = error;
    const plain = new SyntaxError(message);
    markSource(kernel, plain, importer.url, importer.parsed.source, { start, end });
    throw plain;
  }
}

/** `context`: the contextified object of a `vm` module. */
function hostOf(
  kernel: Kernel,
  url: string,
  referrer: symbol | undefined,
  createMeta: () => object,
  context?: unknown,
  trace?: ModuleTrace,
) {
  return {
    evaluateCode(code: ModuleCode, source: string) {
      const scope = typeof context === 'object' && context ? vmStateOf(kernel).contextOf(context) : undefined;
      const head = scope ? '(function($scope){with($scope)return ' : '';
      kernel.writtenTexts.keep(code.edited, source, code.edits);
      const firstLineOffset = head.length + code.firstLineOffset;
      kernel.sources.add(url, { text: source, firstLineOffset, shifts: code.shifts });
      const text = `${head}${code.text}${scope ? '\n})' : ''}\n//# sourceURL=${url}`;
      const evaluated = kernel.natives.evaluate(text);
      if (!scope) return evaluated as never;
      return (evaluated as LibraryFunction)(scope.createScope('strict', [CONTEXT_GLOBAL])) as never;
    },
    dynamicImport: createDynamicImport(kernel, referrer, url),
    createMeta,
    trace,
  };
}
