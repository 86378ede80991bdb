import type { Kernel } from '../kernel.ts';
import { TimeLimits } from './time-checks.ts';
import { type ContextOptions, VmContext } from './vm-context.ts';

/** The contexts of one kernel and the time limits of the scripts that run. */
export class VmState {
  readonly limits: TimeLimits;
  readonly #kernel: Kernel;
  readonly #contexts = new WeakMap<object, VmContext>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.limits = new TimeLimits(kernel.natives);
  }

  /** A symbol instead of a sandbox: a context whose global object is an ordinary one. Returns the contextified object. */
  makeContext(sandbox: object | symbol, options: ContextOptions): object {
    const context = new VmContext(this.#kernel, typeof sandbox === 'symbol' ? undefined : sandbox, options);
    const { contextify_context_private_symbol: contextSymbol } = this.#kernel.symbols.private;
    // Configurable: a proxy's `ownKeys` may leave it out, as it does all private symbols.
    if (contextSymbol) {
      Object.defineProperty(context.sandbox, contextSymbol, { value: context.sandbox, configurable: true });
    }
    this.#contexts.set(context.sandbox, context);
    return context.sandbox;
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
