/** What the engines' bundles are made of: a bundle is built again when any of it has changed. */
import type { Stack } from '../src/runtimes/runtime.ts';
import { hashInputs, PROJECT_ROOT } from './hash-inputs.ts';

/** Globs besides the engine's own folder. The lock file names Pyodide, and so Python; the wheels are Django's. */
const FURTHER_INPUTS: Readonly<Record<Stack, readonly string[]>> = {
  node: [],
  django: ['requirements.txt', 'build/wheels/*.whl'],
};

/** One hash of all that goes into an engine's bundle. `root` is the project's folder. */
export function hashEngineInputs(stack: Stack, root = PROJECT_ROOT): string {
  const globs = [`src/runtimes/${stack}/**/*`, 'src/runtimes/*.ts', 'package-lock.json', ...FURTHER_INPUTS[stack]];
  // The page side is bundled with the site, not with the engine.
  return hashInputs(globs, { root, isInput: (path) => !path.startsWith(`src/runtimes/${stack}/page/`) });
}
