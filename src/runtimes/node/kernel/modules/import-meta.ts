import type { Kernel } from '../kernel.ts';
import type { ModuleState } from './module-state.ts';

/** A module as the library sees it. */
export interface MetaOwner {
  readonly url: string;
  /** Set by the library on the entry module. */
  readonly isMain?: boolean;
}

/** `import.meta`: what Node's native side puts there, or what the maker of a `vm` module wants (Node.js docs: ESM). */
export function createImportMeta(kernel: Kernel, state: ModuleState, referrer: symbol, owner: MetaOwner): object {
  const meta = Object.create(null) as Record<string, unknown>;
  if (referrer !== kernel.symbols.isolate.source_text_module_default_hdo) {
    state.initializeImportMeta?.(referrer, meta, owner);
    return meta;
  }
  if (owner.url.startsWith('file:')) {
    const { fileURLToPath } = kernel.requireBuiltin('internal/url') as { fileURLToPath(url: string): string };
    const { dirname } = kernel.requireBuiltin('path') as { dirname(path: string): string };
    const filename = fileURLToPath(owner.url);
    meta.dirname = dirname(filename);
    meta.filename = filename;
  }
  meta.main = owner.isMain === true;
  const resolve = state.createImportMetaResolve?.(owner.url);
  if (resolve !== undefined) meta.resolve = resolve;
  meta.url = owner.url;
  return meta;
}
