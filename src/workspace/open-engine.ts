/** The one place where the workspace gets a runtime. The adapters are a chunk of their own, loaded on first use. */
import type { Exercise } from '../course/exercise.ts';
import type { Runtime, Stack } from '../runtimes/runtime.ts';
import { composeProject, starterTexts } from './model/project.ts';
import type { RuntimeId, RuntimeRequest } from './model/runtime-choice.ts';

/** What a learner may choose from: WebContainer has Node.js only, and a site can do without it. */
export function offeredRuntimes({ stack }: Exercise): readonly RuntimeId[] {
  const isOffered = stack === 'node' && import.meta.env.TWINSTACK_WEBCONTAINER !== 'off';
  return isOffered ? ['embedded', 'webcontainer'] : ['embedded'];
}

export async function openEngine(exercise: Exercise, { runtime, ...request }: RuntimeRequest): Promise<Runtime> {
  const { openRuntime, openWebContainer } = await import('../runtimes/open-runtime.ts');
  const options = exercise.npm ? { packagesOf: composeProject(exercise, starterTexts(exercise)) } : {};
  return runtime === 'webcontainer'
    ? openWebContainer({ ...request, ...options })
    : openRuntime(exercise.stack, options);
}

/** The engine that runs the programs of a text. */
export async function openEmbeddedEngine(stack: Stack): Promise<Runtime> {
  const { openRuntime } = await import('../runtimes/open-runtime.ts');
  return openRuntime(stack);
}
