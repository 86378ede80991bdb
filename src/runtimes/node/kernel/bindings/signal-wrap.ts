import { HandleWrap } from '../async-wrap.ts';
import type { BindingFactory, Kernel } from '../kernel.ts';

/** Signals whose default action is to do nothing: 0 (a probe), SIGCHLD, SIGCONT, SIGWINCH. */
const IGNORED_BY_DEFAULT: ReadonlySet<number> = new Set([0, 17, 18, 28]);
/** Linux: `SIGRTMAX`. */
const LAST_SIGNAL = 64;
const KILLED_BY_SIGNAL = 128;

interface SignalHandle extends HandleWrap {
  onsignal?: unknown;
}

const watchersOf = new WeakMap<Kernel, Map<number, Set<SignalHandle>>>();

function watchers(kernel: Kernel, signal: number): Set<SignalHandle> {
  const bySignal = watchersOf.get(kernel) ?? new Map<number, Set<SignalHandle>>();
  watchersOf.set(kernel, bySignal);
  const found = bySignal.get(signal) ?? new Set();
  bySignal.set(signal, found);
  return found;
}

/** `process.kill(process.pid, signal)`: listeners hear it in the next poll phase; without any, the default action. */
export function raiseSignal(kernel: Kernel, signal: number): number {
  if (signal < 0 || signal > LAST_SIGNAL) return kernel.uvErrors.errno('EINVAL');
  const listening = watchers(kernel, signal);
  if (listening.size > 0) {
    kernel.loop.postExternal(() => {
      for (const handle of listening) handle.makeCallback(handle.onsignal, signal);
    });
    return 0;
  }
  return IGNORED_BY_DEFAULT.has(signal) ? 0 : kernel.exitNow(KILLED_BY_SIGNAL + signal, signal);
}

/** Signal listeners (Node.js src/signal_wrap.cc). */
export const createSignalWrapBinding: BindingFactory = (kernel) => {
  class Signal extends HandleWrap {
    #signal = 0;

    constructor() {
      super(kernel, 'SIGNALWRAP');
    }

    override get active(): boolean {
      return this.#signal > 0;
    }

    start(signal: number): number {
      this.#signal = signal;
      watchers(kernel, signal).add(this);
      kernel.page.announceSignal(signal, true);
      return 0;
    }

    stop(): number {
      const others = watchers(kernel, this.#signal);
      others.delete(this);
      if (others.size === 0 && this.#signal > 0) kernel.page.announceSignal(this.#signal, false);
      this.#signal = 0;
      return 0;
    }

    protected override onClose(): void {
      this.stop();
    }
  }
  return { Signal };
};
