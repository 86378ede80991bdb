/** What the Node engine makes a learner download, compressed as a static host sends it. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** kB (1000 bytes), brotli. */
export interface EngineWeight {
  /** The first script of Node's library: with the kernel, all that a plain program downloads. */
  readonly library: number;
  /** All scripts of the library, but for the one that strips types: nobody downloads them all. */
  readonly wholeLibrary: number;
  readonly kernel: number;
  /** Everything else by name: loaded when a program needs it. */
  readonly parts: Readonly<Record<string, number>>;
}

export const WEIGHT_TARGETS = { library: 620, kernel: 90 } as const;

/** Weighs a built engine, `build/engines/node`. */
export function weighEngine(folder: string): EngineWeight {
  const weights = new Map<string, number>();
  for (const file of readdirSync(folder)) {
    const name = /^(.+)-[0-9a-f]{12}\.js\.br$/.exec(file)?.[1];
    if (name !== undefined) weights.set(name, Math.round(statSync(join(folder, file)).size / 100) / 10);
  }
  const take = (name: string): number => {
    const weight = weights.get(name);
    if (weight === undefined) throw new Error(`${folder} has no compressed ${name}. Run "npm run build" first.`);
    weights.delete(name);
    return weight;
  };
  const scripts = [...weights].filter(([name]) => name.startsWith('lib-') && name !== 'lib-typescript');
  const wholeLibrary = Math.round(scripts.reduce((sum, [, weight]) => sum + weight, 0) * 10) / 10;
  return {
    library: take('lib-core'),
    wholeLibrary,
    kernel: take('kernel'),
    parts: Object.fromEntries([...weights].sort()),
  };
}
