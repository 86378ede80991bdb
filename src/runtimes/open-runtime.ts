/** From a stack to a runtime: adapters and their manifests are loaded when the first exercise wants one. */
import type { Runtime, Stack } from './runtime.ts';

/** The folder of an engine's files on this site, with a slash at the end. */
function engineUrl(stack: Stack): URL {
  return new URL(`${import.meta.env.BASE_URL.replace(/\/?$/, '/')}engines/${stack}/`, location.href);
}

const OPENERS: Record<Stack, () => Promise<Runtime>> = {
  async node() {
    const [{ createNodeRuntime }, { default: manifest }] = await Promise.all([
      import('./node/page/node-runtime.ts'),
      import('#engines/node/manifest.json'),
    ]);
    return createNodeRuntime({ baseUrl: engineUrl('node'), manifest });
  },
  async django() {
    const [{ createDjangoRuntime }, { default: manifest }] = await Promise.all([
      import('./django/page/django-runtime.ts'),
      import('#engines/django/manifest.json'),
    ]);
    return createDjangoRuntime({ baseUrl: engineUrl('django'), manifest });
  },
};

/** Opens a new runtime for a stack. It is idle: `start()` (or the first run) loads the engine. */
export function openRuntime(stack: Stack): Promise<Runtime> {
  return OPENERS[stack]();
}
