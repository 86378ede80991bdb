/** The adapter with the real service: what `open-runtime.ts` loads when WebContainer is wanted. */
import { configureAPIKey, WebContainer } from '@webcontainer/api';
import type { Project, Runtime } from '../../runtime.ts';
import { THIS_BROWSER } from './browser-facts.ts';
import { ContainerSupply } from './container-supply.ts';
import { createWebContainerRuntime } from './webcontainer-runtime.ts';

const supply = new ContainerSupply({ loadFactory: async () => WebContainer, browser: THIS_BROWSER });

export interface WebContainerOptions {
  /** Its packages are installed by `start()`. */
  readonly packagesOf?: Project;
  /** Aborting it gives up a start that goes on. */
  readonly cancel?: AbortSignal;
  /** The site's client id with the service, where its licence gave it one. */
  readonly apiKey?: string;
}

let isConfigured = false;

/** A runtime on the one container of this page. */
export function openContainerRuntime({ apiKey, ...options }: WebContainerOptions): Runtime {
  if (apiKey && !isConfigured) configureAPIKey(apiKey);
  isConfigured = true;
  return createWebContainerRuntime({ supply, ...options });
}
