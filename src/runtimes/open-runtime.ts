/** From a stack to a runtime: adapters and their manifests are loaded when the first exercise wants one. */
import { openWithFallback } from './fallback-runtime.ts';
import type { Project, Runtime, RuntimeError, Stack } from './runtime.ts';
import { THIS_BROWSER } from './webcontainer/page/browser-facts.ts';
import { describeObstacle } from './webcontainer/page/obstacles.ts';

/** The folder of an engine's files on this site, with a slash at the end. */
function engineUrl(name: Stack | 'packages'): URL {
  return new URL(`${import.meta.env.BASE_URL.replace(/\/?$/, '/')}engines/${name}/`, location.href);
}

export interface OpenOptions {
  /** A project whose packages from npm are made ready by `start()`. */
  readonly packagesOf?: Project;
}

const OPENERS: Record<Stack, (options: OpenOptions) => Promise<Runtime>> = {
  async node(options) {
    const [{ createNodeRuntime }, { default: manifest }] = await Promise.all([
      import('./node/page/node-runtime.ts'),
      import('#engines/node/manifest.json'),
    ]);
    const loadManifest = async () => (await import('#engines/packages/manifest.json')).default;
    const packages = { baseUrl: engineUrl('packages'), loadManifest };
    return createNodeRuntime({ baseUrl: engineUrl('node'), manifest, packages, ...options });
  },
  async django() {
    const [{ createDjangoRuntime }, { default: manifest }] = await Promise.all([
      import('./django/page/django-runtime.ts'),
      import('#engines/django/manifest.json'),
    ]);
    return createDjangoRuntime({ baseUrl: engineUrl('django'), manifest });
  },
};

/** Opens a new embedded engine for a stack. It is idle: `start()` (or the first run) loads it. */
export function openRuntime(stack: Stack, options: OpenOptions = {}): Promise<Runtime> {
  return OPENERS[stack](options);
}

export interface WebContainerChoice extends OpenOptions {
  /** Aborting it gives up a start that goes on. */
  readonly cancel: AbortSignal;
  /** WebContainer cannot be had, for this reason; the embedded engine has taken its place. */
  readonly onFallback: (reason: RuntimeError) => void;
}

/** Opens Node.js in a WebContainer; where it cannot start, the embedded engine serves behind the same contract. */
export async function openWebContainer({ cancel, onFallback, packagesOf }: WebContainerChoice): Promise<Runtime> {
  const options = packagesOf && { packagesOf };
  // In full, and around the import: what bundlers find dead they leave out.
  if (import.meta.env.TWINSTACK_WEBCONTAINER !== 'off') {
    return openWithFallback({
      async openFirst() {
        // Before anything is fetched: offline it could not be.
        const obstacle = THIS_BROWSER.obstacleAtHand();
        if (obstacle) throw describeObstacle(obstacle);
        const { openContainerRuntime } = await import('./webcontainer/page/open.ts');
        return openContainerRuntime({ cancel, apiKey: import.meta.env.TWINSTACK_WEBCONTAINER_KEY, ...options });
      },
      openSecond: () => openRuntime('node', options),
      onFallback,
    });
  }
  return openRuntime('node', options);
}
