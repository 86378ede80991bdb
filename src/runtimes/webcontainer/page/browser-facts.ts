/** What this browser and page say about themselves, as far as WebContainer depends on it. */
import { describeObstacle, type Obstacle } from './obstacles.ts';

/** The origin of the vendor's frame; `@webcontainer/api` reads the same variable to use another. */
export function serviceUrl(): string {
  const { WEBCONTAINER_API_IFRAME_URL: url } = globalThis as { WEBCONTAINER_API_IFRAME_URL?: string };
  return new URL(url ?? 'https://stackblitz.com').origin;
}

/** Behind functions, so that tests can play every browser. */
export interface BrowserFacts {
  /** What stands in the way before anything was tried. */
  obstacleAtHand(): Obstacle | undefined;
  /** What a boot that hangs most likely means here. */
  obstacleOfHang(): Promise<Obstacle>;
  /** Rejects when the service cannot be reached. */
  reachService(signal: AbortSignal): Promise<void>;
  /** Calls `listener` when the connection is lost; returns how to end that. */
  onOffline(listener: () => void): () => void;
  /** Gives a frame of the service that hangs another chance. */
  reloadFrame(): void;
}

export const THIS_BROWSER: BrowserFacts = {
  obstacleAtHand() {
    if (navigator.onLine === false) return 'offline';
    if (typeof WebAssembly === 'undefined' || typeof Atomics === 'undefined') return 'unsupported';
    return globalThis.crossOriginIsolated ? undefined : 'not-isolated';
  },
  async obstacleOfHang() {
    if (navigator.onLine === false) return 'offline';
    // Firefox's strict protection and Brave's shields cut the frame off from its storage, and nothing says so.
    const { brave } = navigator as { brave?: { isBrave(): Promise<boolean> } };
    const isBrave = (await brave?.isBrave().catch(() => false)) ?? false;
    return isBrave || navigator.userAgent.includes('Firefox/') ? 'blocked' : 'timed-out';
  },
  async reachService(signal) {
    try {
      await fetch(`${serviceUrl()}/headless`, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal });
    } catch (error) {
      if (signal.aborted) return;
      throw describeObstacle(navigator.onLine === false ? 'offline' : 'blocked', undefined, error);
    }
  },
  onOffline(listener) {
    addEventListener('offline', listener);
    return () => removeEventListener('offline', listener);
  },
  reloadFrame() {
    for (const frame of document.querySelectorAll('iframe')) {
      if (frame.src.startsWith(`${serviceUrl()}/headless`)) frame.src = `${frame.src}`;
    }
  },
};
