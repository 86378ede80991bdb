/**
 * A `vm` context: a global scope of its own, backed by the sandbox object. A worker has one realm only, so arrays,
 * errors and other things with a constructor are the program's own; everything else is as in Node.js (docs: vm, "What does
 * it mean to contextify an object?").
 */
import type { Kernel } from '../kernel.ts';
import { type CodeGeneration, createBuiltins } from './context-builtins.ts';
import type { Declarations } from './script-text.ts';

type Values = Record<PropertyKey, unknown>;

export class VmContext {
  readonly sandbox: object;
  /** What `globalThis` and the top-level `this` are inside. */
  readonly global: object;
  readonly #kernel: Kernel;
  readonly #builtins: Values;
  /** Accessors of `let`, `const` and `class` of the scripts run so far. */
  readonly #lexicals: Values = Object.create(null) as Values;
  /** Names that `var` and `function` declared: `delete` leaves them. */
  readonly #declared = new Set<PropertyKey>();

  /** `sandbox` undefined: an ordinary global object (`vm.constants.DONT_CONTEXTIFY`). */
  constructor(kernel: Kernel, sandbox: object | undefined, codeGeneration: CodeGeneration) {
    this.#kernel = kernel;
    this.#builtins = createBuiltins(kernel, codeGeneration);
    if (sandbox) {
      this.sandbox = sandbox;
      this.global = this.#createGlobal(sandbox);
    } else {
      this.sandbox = this.global = createOrdinaryGlobal(this.#builtins);
    }
  }

  /** Makes room for what a script declares; throws a SyntaxError when a name is taken. */
  declare({ variables, functions, lexicals }: Declarations): void {
    for (const name of [...lexicals, ...variables, ...functions]) {
      const isTaken = name in this.#lexicals || (lexicals.has(name) && this.#declared.has(name));
      if (isTaken) throw new SyntaxError(`Identifier '${name}' has already been declared`);
    }
    for (const name of [...functions, ...variables]) {
      this.#declared.add(name);
      if (!(name in this.sandbox)) this.#define(name, undefined);
    }
  }

  /** The declarations' values, at the start of the script. */
  enter(functions: Values, lexicals: Values): void {
    for (const [name, value] of Object.entries(functions)) this.#define(name, value);
    Object.defineProperties(this.#lexicals, Object.getOwnPropertyDescriptors(lexicals));
  }

  #define(name: string, value: unknown): void {
    const existing = Object.getOwnPropertyDescriptor(this.sandbox, name);
    if (existing && !existing.configurable) Reflect.set(this.sandbox, name, value);
    else Reflect.defineProperty(this.sandbox, name, { value, writable: true, enumerable: true, configurable: true });
  }

  /**
   * The scope that a script's free names are looked up in, but for the reserved ones; `isOpen` says when it begins to
   * answer.
   */
  createScope(strictness: 'strict' | 'sloppy', reservedNames: readonly string[], isOpen = () => true): object {
    const { Proxy: NativeProxy } = this.#kernel.natives;
    const { sandbox } = this;
    const lexicals = this.#lexicals;
    const builtins = this.#builtins;
    const global = this.global as Values;
    // A sandbox that refers to itself means its context's global object.
    const inside = (value: unknown) => (value === sandbox ? global : value);
    return new NativeProxy(Object.create(null) as Values, {
      has: (_target, key) => isOpen() && typeof key === 'string' && !reservedNames.includes(key),
      get(_target, key) {
        if (key === Symbol.unscopables) return undefined;
        if (key in lexicals) return lexicals[key];
        if (key in sandbox) return inside(Reflect.get(sandbox, key));
        if (key === 'globalThis') return global;
        if (key in builtins) return builtins[key];
        throw unknownName(String(key));
      },
      set(_target, key, value) {
        if (key in lexicals) {
          lexicals[key] = value;
          return true;
        }
        if (strictness === 'strict' && !(key in sandbox) && !(key in builtins)) throw unknownName(String(key));
        const isSet = Reflect.set(sandbox, key, value);
        if (!isSet && strictness === 'strict') {
          throw new TypeError(`Cannot assign to read only property '${String(key)}' of object '#<Object>'`);
        }
        return isSet;
      },
      deleteProperty: (_target, key) => !(key in lexicals) && Reflect.deleteProperty(global, key),
    });
  }

  #createGlobal(sandbox: object): object {
    const { Proxy: NativeProxy } = this.#kernel.natives;
    const builtins = this.#builtins;
    const declared = this.#declared;
    const isBuiltin = (key: PropertyKey) => Object.hasOwn(builtins, key) || key === 'globalThis';
    const builtinValue = (key: PropertyKey) => (key === 'globalThis' ? global : builtins[key]);
    const global: object = new NativeProxy(sandbox, {
      has: (target, key) => key in target || isBuiltin(key),
      get(target, key) {
        const value = key in target || !isBuiltin(key) ? (Reflect.get(target, key) as unknown) : builtinValue(key);
        return value === sandbox ? global : value;
      },
      set: (target, key, value) => Reflect.set(target, key, value),
      getOwnPropertyDescriptor(target, key) {
        const own = Reflect.getOwnPropertyDescriptor(target, key);
        if (own || !isBuiltin(key)) return own;
        return { value: builtinValue(key), writable: true, enumerable: false, configurable: true };
      },
      deleteProperty(target, key) {
        if (declared.has(key)) return false;
        if (!Object.hasOwn(target, key)) delete builtins[key];
        return Reflect.deleteProperty(target, key);
      },
      ownKeys: (target) => [...new Set([...Reflect.ownKeys(target), ...Reflect.ownKeys(builtins), 'globalThis'])],
    });
    return global;
  }
}

const unknownNames = new WeakSet<object>();

/** V8's error for a free name, which `isUnknownName` tells from others. */
function unknownName(name: string): ReferenceError {
  const error = new ReferenceError(`${name} is not defined`);
  unknownNames.add(error);
  return error;
}

/** Whether an error came from a free name that a context does not have. */
export function isUnknownName(error: unknown): boolean {
  return typeof error === 'object' && error !== null && unknownNames.has(error);
}

function createOrdinaryGlobal(builtins: Values): object {
  const global = Object.create(Object.prototype) as object;
  for (const name of Reflect.ownKeys(builtins)) {
    Object.defineProperty(global, name, {
      value: builtins[name],
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
  Object.defineProperty(global, 'globalThis', { value: global, writable: true, enumerable: false, configurable: true });
  return global;
}
