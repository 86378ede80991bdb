import type { Kernel } from '../kernel.ts';
import type { CodeGeneration } from './context-builtins.ts';
import { TimeLimits } from './time-checks.ts';
import { VmContext } from './vm-context.ts';

/** The contexts of one kernel and the time limits of the scripts that run. */
export class VmState {
  readonly limits: TimeLimits;
  readonly #kernel: Kernel;
  readonly #contexts = new WeakMap<object, VmContext>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.limits = new TimeLimits(kernel.natives);
  }

  /**
   * A symbol instead of a sandbox: a context whose global object is an ordinary one. `importReferrer`: under which
   * symbol the library keeps the context's callback of `import()`. Returns the contextified object.
   */
  makeContext(sandbox: object | symbol, codeGeneration: CodeGeneration, importReferrer: unknown): object {
    const context = new VmContext(this.#kernel, typeof sandbox === 'symbol' ? undefined : sandbox, codeGeneration);
    const { contextify_context_private_symbol: contextSymbol, host_defined_option_symbol: hostSymbol } =
      this.#kernel.symbols.private;
    // Configurable: a proxy's `ownKeys` may leave them out, as it does all private symbols.
    const note = (symbol: symbol | undefined, value: unknown) => {
      if (symbol) Object.defineProperty(context.sandbox, symbol, { value, configurable: true });
    };
    note(contextSymbol, context.sandbox);
    if (importReferrer !== undefined) note(hostSymbol, importReferrer);
    this.#contexts.set(context.sandbox, context);
    return context.sandbox;
  }

  isContext(object: unknown): boolean {
    return typeof object === 'object' && object !== null && this.#contexts.has(object);
  }

  contextOf(sandbox: object): VmContext {
    const context = this.#contexts.get(sandbox);
    if (!context) throw new TypeError('The object is no vm context.');
    return context;
  }
}

const states = new WeakMap<Kernel, VmState>();

export function vmStateOf(kernel: Kernel): VmState {
  let state = states.get(kernel);
  if (!state) {
    state = new VmState(kernel);
    states.set(kernel, state);
  }
  return state;
}
