/** `internalBinding('contextify').ContextifyScript`, the base class of `vm.Script` (Node.js src/node_contextify.cc). */
import type { Kernel } from '../kernel.ts';
import { requireParsable } from '../modules/syntax-errors.ts';
import { sourceArrow } from '../source-arrow.ts';
import { createCache, isCacheOf } from './code-cache.ts';
import { runInContext, runInThisContext, type ScriptSource } from './run-script.ts';
import type { TimeLimits } from './time-checks.ts';
import type { VmContext } from './vm-context.ts';

const SOURCE_MAP = /\/\/[#@] sourceMappingURL=(\S+)\s*$/;

/** `contextOf` gives the context of a contextified object. */
export function createContextifyScript(kernel: Kernel, limits: TimeLimits, contextOf: (sandbox: object) => VmContext) {
  const { host_defined_option_symbol: hostSymbol } = kernel.symbols.private;
  return class ContextifyScript {
    readonly #script: ScriptSource;
    sourceMapURL: string | undefined;
    cachedDataRejected?: boolean;
    cachedDataProduced?: boolean;
    cachedData?: unknown;

    constructor(
      source: string,
      name = 'evalmachine.<anonymous>',
      lineOffset = 0,
      columnOffset = 0,
      cachedData?: Uint8Array,
      produceCachedData?: unknown,
      _context?: object,
      importReferrer?: symbol,
    ) {
      this.#script = { source, name, lineOffset, columnOffset, importReferrer };
      this.sourceMapURL = SOURCE_MAP.exec(source)?.[1];
      if (hostSymbol) Object.defineProperty(this, hostSymbol, { value: importReferrer, configurable: true });
      kernel.sources.add(name, { text: '\n'.repeat(Math.max(0, lineOffset)) + source, firstLineOffset: 0 });
      requireParsable(kernel, source, name, 'script');
      if (cachedData !== undefined) this.cachedDataRejected = !isCacheOf(kernel, cachedData, source);
      if (produceCachedData === true) {
        this.cachedData = createCache(kernel, source);
        this.cachedDataProduced = true;
      }
    }

    runInContext(sandbox: object | null, timeout = -1, displayErrors: unknown = true): unknown {
      const timeoutMs = timeout < 0 ? undefined : timeout;
      try {
        return sandbox === null
          ? runInThisContext(kernel, this.#script, limits, timeoutMs)
          : runInContext(kernel, this.#script, contextOf(sandbox), limits, timeoutMs);
      } catch (error) {
        if (displayErrors === true) decorate(kernel, error);
        throw error;
      }
    }

    createCachedData(): unknown {
      return createCache(kernel, this.#script.source);
    }
  };
}

/** Puts the line that threw above the stack, once (Node.js docs: vm, `displayErrors`). */
function decorate(kernel: Kernel, error: unknown): void {
  const { arrow_message_private_symbol: arrowKey, decorated_private_symbol: decoratedKey } = kernel.symbols.private;
  if (!(error instanceof Error) || !arrowKey || !decoratedKey || typeof error.stack !== 'string') return;
  const slots = error as unknown as Record<symbol, unknown>;
  // Of a time-out, the place says nothing.
  const isTimeout = (error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
  if (slots[decoratedKey] || isTimeout || Object.isFrozen(error)) return;
  const arrow = slots[arrowKey] ?? sourceArrow(kernel, { error, fromPromise: false, at: undefined });
  if (typeof arrow !== 'string') return;
  error.stack = `${arrow}\n${error.stack}`;
  Object.defineProperty(error, decoratedKey, { value: true, enumerable: false, configurable: true });
}
