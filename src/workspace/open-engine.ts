/** The one place where the workspace gets a runtime. The adapters are a chunk of their own, loaded on first use. */
import type { CourseStack } from '../course/exercise.ts';
import type { Runtime } from '../runtimes/runtime.ts';

export async function openEngine(stack: CourseStack): Promise<Runtime> {
  const { openRuntime } = await import('../runtimes/open-runtime.ts');
  return openRuntime(stack);
}
