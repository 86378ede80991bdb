/**
 * The built-in objects that a context begins with. Constructors are the program's own, as `instanceof` asks; what has
 * no instances is the context's own, so that it can be changed there and nowhere else.
 */
import { codedError } from '../coded-error.ts';
import type { Kernel } from '../kernel.ts';

/** Which ways to make code are open (Node.js docs: `vm.createContext`, `codeGeneration`). */
export interface CodeGeneration {
  /** `eval` and the like. */
  readonly strings: boolean;
  /** Compiling WebAssembly. */
  readonly wasm: boolean;
}

type Values = Record<PropertyKey, unknown>;

const NAMESPACES = ['Atomics', 'Intl', 'JSON', 'Math', 'Reflect', 'WebAssembly'];
/** Functions whose results do not lead back to them by `constructor`, but for the rare `Object(symbol)`. */
const FUNCTIONS = ['Proxy', 'Symbol'];

export function createBuiltins({ facts, natives }: Kernel, { strings, wasm }: CodeGeneration): Values {
  const scope = globalThis as unknown as Values;
  const builtins = Object.create(null) as Values;
  for (const name of facts.languageGlobals) if (name !== 'globalThis') builtins[name] = scope[name];
  for (const name of NAMESPACES) if (name in scope) builtins[name] = copyOf(scope[name] as object);
  for (const name of FUNCTIONS) builtins[name] = new natives.Proxy(scope[name] as object, {});
  builtins.console = createSilentConsole();
  if (!strings) builtins.eval = refuseEval;
  if (!wasm) refuseWasm(builtins.WebAssembly as Values);
  return builtins;
}

function copyOf(namespace: object): object {
  return Object.create(
    Object.getPrototypeOf(namespace) as object,
    Object.getOwnPropertyDescriptors(namespace),
  ) as object;
}

/** V8's own console, which a context has in Node too: it talks to a debugger only. */
function createSilentConsole(): object {
  const own = globalThis.console as unknown as Values;
  const methods = Object.keys(own).filter((name) => typeof own[name] === 'function');
  return Object.fromEntries(methods.map((name) => [name, () => undefined]));
}

function refuseEval(): never {
  throw codedError(
    EvalError,
    'ERR_CODE_GENERATION_FROM_STRINGS',
    'Code generation from strings disallowed for this context',
  );
}

function refuseWasm(namespace: Values): void {
  const { CompileError } = namespace as unknown as typeof WebAssembly;
  const refusal = (name: string) =>
    new CompileError(`WebAssembly.${name}(): Wasm code generation disallowed by embedder`);
  namespace.Module = function Module(): never {
    throw refusal('Module');
  };
  for (const name of ['compile', 'instantiate']) namespace[name] = async () => Promise.reject(refusal(name));
}
