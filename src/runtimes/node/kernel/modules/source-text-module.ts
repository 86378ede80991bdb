/** Modules with source text and modules that native code fills (ECMA-262, Source Text and Synthetic Module Records). */

import type { ModuleTrace } from '../trace/trace-sites.ts';
import {
  compileModule,
  type DynamicImport,
  type LiveNamespace,
  type ModuleCode,
  type ModuleScope,
} from './module-code.ts';
import { ModuleRecord, type Resolution, type ResolvedBinding, type ResolveSet } from './module-record.ts';
import { type ImportedName, type ModuleRequest, NAMESPACE, type ParsedModule } from './parse-module.ts';

/** What a module with source text needs from its host. */
export interface ModuleHost {
  /** Evaluates the function expression of a module's code, under the module's URL. */
  readonly evaluateCode: (
    code: ModuleCode,
    source: string,
  ) => (scope: ModuleScope, dynamicImport: DynamicImport) => unknown;
  readonly dynamicImport: DynamicImport;
  readonly createMeta: () => object;
  /** Of a module that is traced. */
  readonly trace?: ModuleTrace | undefined;
}

/** An import or re-export names something that the requested module does not have. */
export class ModuleLinkError extends SyntaxError {
  /** The importing module. */
  readonly importer: SourceTextModule;
  /** Where the name stands in its source. */
  readonly start: number;
  readonly end: number;

  constructor(message: string, importer: SourceTextModule, place: { readonly start: number; readonly end: number }) {
    super(message);
    this.importer = importer;
    this.start = place.start;
    this.end = place.end;
  }
}

export class SourceTextModule extends ModuleRecord {
  readonly parsed: ParsedModule;
  /** The modules asked for, in the order of `requests`; set by `linkRequests`. */
  dependencies: readonly ModuleRecord[] = [];
  /** Whether the module takes part in a cycle of imports; found while linking. */
  isInCycle = false;
  readonly #host: ModuleHost;
  #getters: Record<string, () => unknown> | undefined;
  #body: (() => unknown) | undefined;
  #bind: (() => void) | undefined;

  constructor(url: string, parsed: ParsedModule, host: ModuleHost, namespaces: WeakSet<object>) {
    super(url, namespaces);
    this.parsed = parsed;
    this.#host = host;
  }

  override get requests(): readonly ModuleRequest[] {
    return this.parsed.requests;
  }

  override exportNames(seen = new Set<ModuleRecord>()): string[] {
    if (seen.has(this)) return [];
    seen.add(this);
    const { localExports, indirectExports, starExports } = this.parsed;
    const names = new Set([...localExports, ...indirectExports].map(({ exported }) => exported));
    for (const request of starExports) {
      for (const name of this.#dependency(request).exportNames(seen)) if (name !== 'default') names.add(name);
    }
    return [...names];
  }

  override resolveExport(name: string, resolveSet: ResolveSet = []): Resolution {
    if (resolveSet.some((step) => step.module === this && step.name === name)) return 'missing';
    resolveSet.push({ module: this, name });
    const { localExports, indirectExports, starExports } = this.parsed;
    const own = localExports.find(({ exported }) => exported === name);
    if (own !== undefined) return this.#localBinding(own.local);
    const indirect = indirectExports.find(({ exported }) => exported === name);
    if (indirect !== undefined) return this.#resolveImported(indirect.request, indirect.imported, resolveSet);
    if (name === 'default') return 'missing';

    let found: Resolution = 'missing';
    for (const request of starExports) {
      const resolution = this.#dependency(request).resolveExport(name, resolveSet);
      if (resolution === 'ambiguous') return 'ambiguous';
      if (resolution === 'missing') continue;
      if (found === 'missing') found = resolution;
      else if (typeof found === 'object' && !isSameBinding(found, resolution)) return 'ambiguous';
    }
    return found;
  }

  #resolveImported(request: number, imported: ImportedName, resolveSet?: ResolveSet): Resolution {
    const module = this.#dependency(request);
    if (imported !== NAMESPACE) return module.resolveExport(imported, resolveSet);
    return { module, key: NAMESPACE, read: () => module.namespace, isConstant: true };
  }

  #localBinding(local: string): ResolvedBinding {
    const lateRead = () => {
      const getter = this.#getters?.[local];
      if (getter === undefined) throw new ReferenceError(`Cannot access '${local}' before initialization`);
      return getter();
    };
    // Outside of cycles the getter is there already, and reads stay as fast as the engine makes them.
    const read = this.#getters?.[local] ?? lateRead;
    return { module: this, key: local, read, isConstant: !this.parsed.reassignedExports.has(local) };
  }

  #dependency(request: number): ModuleRecord {
    const module = this.dependencies[request];
    if (module === undefined) throw new Error(`${this.url} was not linked.`);
    return module;
  }

  /**
   * Resolves the imports, compiles, and makes the declarations, so that functions can be called before the module is
   * evaluated (ECMA-262, InitializeEnvironment). Throws a `ModuleLinkError`, or what compiling throws.
   */
  initializeEnvironment(): void {
    for (const { request, imported, ...place } of this.parsed.indirectExports) {
      this.#requireBinding(request, imported, place);
    }
    const names = new Set<string>();
    const namespaces = new Map<string, LiveNamespace>();
    for (const { local, request, imported, ...place } of this.parsed.imports) {
      const binding = this.#requireBinding(request, imported, place);
      if (this.isInCycle || !binding.isConstant || this.#mayChange(binding.module)) names.add(local);
      if (imported === NAMESPACE) {
        const live = liveNamespaceOf(binding.module, this.#mayChange(binding.module));
        if (live) namespaces.set(local, live);
      }
    }
    const code = compileModule(this.parsed, { names, namespaces }, this.#host.trace);
    this.#instantiate(this.#host.evaluateCode(code, this.parsed.source), [...namespaces.keys()]);
  }

  /** The library's own exports stay as they are, unless the program changes them and says so. */
  #mayChange(module: ModuleRecord): boolean {
    return module instanceof SyntheticModule && this.parsed.source.includes('syncBuiltinESMExports');
  }

  #instantiate(run: ReturnType<ModuleHost['evaluateCode']>, namespaces: readonly string[]): void {
    const expose = (getters: Record<string, () => unknown>) => {
      this.#getters = getters;
    };
    const scope = { expose, imports: {}, namespaces: {}, meta: this.#host.createMeta };
    this.#bind = () => {
      scope.imports = this.#importGetters();
      scope.namespaces = this.#namespaceGetters(namespaces);
    };
    if (this.parsed.hasTopLevelAwait) {
      this.#body = () => run.call(undefined, scope, this.#host.dynamicImport);
    } else {
      const steps = run.call(undefined, scope, this.#host.dynamicImport) as Iterator<unknown>;
      steps.next();
      this.#body = () => steps.next().value;
    }
  }

  /** Connects the imports, once every module of the graph has its declarations: reads go straight to the variables. */
  bindImports(): void {
    this.#bind?.();
    this.#bind = undefined;
  }

  // Not without a prototype: V8 keeps such objects as dictionaries, which are slow to read.
  #importGetters(): object {
    const getters = {};
    for (const { local, request, imported, ...place } of this.parsed.imports) {
      const { read } = this.#requireBinding(request, imported, place);
      Object.defineProperty(getters, local, {
        get: read,
        set() {
          throw new TypeError('Assignment to constant variable.');
        },
      });
    }
    return getters;
  }

  #namespaceGetters(locals: readonly string[]): object {
    const namespaces: Record<string, object> = {};
    for (const { local, request } of this.parsed.imports.filter((entry) => locals.includes(entry.local))) {
      const module = this.#dependency(request);
      const getters = {};
      for (const name of module.exportNames()) {
        const binding = module.resolveExport(name);
        if (typeof binding === 'object') Object.defineProperty(getters, name, { get: binding.read });
      }
      namespaces[local] = getters;
    }
    return namespaces;
  }

  /** Runs the module's code. With top-level await, returns its promise. */
  execute(): unknown {
    const body = this.#body;
    // A body runs once; what it holds on to can go.
    this.#body = undefined;
    const { trace } = this.#host;
    return trace && body ? trace.evaluate(body) : body?.();
  }

  #requireBinding(request: number, imported: ImportedName, place: { start: number; end: number }): ResolvedBinding {
    const resolution = this.#resolveImported(request, imported);
    if (typeof resolution === 'object') return resolution;
    const specifier = this.requests[request]?.specifier ?? '';
    const message =
      resolution === 'missing'
        ? `The requested module '${specifier}' does not provide an export named '${String(imported)}'`
        : `The requested module '${specifier}' contains conflicting star exports for name '${String(imported)}'`;
    throw new ModuleLinkError(message, this, place);
  }
}

/** Undefined when all exports are constants: once its module is evaluated, such a namespace is a plain object. */
function liveNamespaceOf(module: ModuleRecord, mayChange: boolean): LiveNamespace | undefined {
  const bindings = new Map<string, ResolvedBinding>();
  for (const name of module.exportNames()) {
    const resolution = module.resolveExport(name);
    if (typeof resolution === 'object') bindings.set(name, resolution);
  }
  const owners = [module, ...[...bindings.values()].map((binding) => binding.module)];
  const sources = owners.filter((owner) => owner instanceof SourceTextModule);
  const isSettled = sources.every(({ isInCycle }) => !isInCycle) && !mayChange;
  if (isSettled && [...bindings.values()].every(({ isConstant }) => isConstant)) return undefined;
  return {
    exportNames: new Set(bindings.keys()),
    seesThis: sources.some(({ parsed }) => /\bthis\b|\beval\b/.test(parsed.source)),
  };
}

function isSameBinding(a: ResolvedBinding, b: ResolvedBinding): boolean {
  return a.module === b.module && a.key === b.key;
}

/** A module whose exports are set by `evaluate`: built-in modules, CommonJS seen from ES modules, JSON. */
export class SyntheticModule extends ModuleRecord {
  override readonly requests: readonly ModuleRequest[] = [];
  readonly #values = new Map<string, unknown>();
  readonly #evaluate: () => void;

  constructor(url: string, names: readonly string[], evaluate: () => void, namespaces: WeakSet<object>) {
    super(url, namespaces);
    for (const name of names) this.#values.set(name, undefined);
    this.#evaluate = evaluate;
  }

  override exportNames(): string[] {
    return [...this.#values.keys()];
  }

  override resolveExport(name: string): Resolution {
    if (!this.#values.has(name)) return 'missing';
    // `module.syncBuiltinESMExports()` could still change a built-in's: so rare that names in messages count for more.
    return { module: this, key: name, read: () => this.#values.get(name), isConstant: true };
  }

  /** Throws a ReferenceError for a name that is no export of the module. */
  setExport(name: string, value: unknown): void {
    if (!this.#values.has(name)) throw new ReferenceError(`Export '${name}' is not defined in module`);
    this.#values.set(name, value);
  }

  execute(): void {
    this.#evaluate();
  }
}
