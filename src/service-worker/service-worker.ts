/**
 * The site's service worker. It does what a host cannot that sends no headers of ours: it adds those that make a page
 * cross-origin isolated, and the policy of the engines' workers. Registered only where they are missing
 * (`layouts/isolate.ts`).
 */
import { clientsClaim } from 'workbox-core';
import type { WorkboxPlugin } from 'workbox-core/types.js';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';
import { ENGINE_HEADERS, ISOLATION_HEADERS } from '../site/headers.ts';

/** In place of `skipWaiting` of workbox, which TypeScript knows as a function of the page's `self` only. */
declare const self: WorkerGlobalScope & { skipWaiting(): Promise<void>; readonly registration: { scope: string } };

void self.skipWaiting();
clientsClaim();

/** Safari knows no `credentialless`. The site loads nothing from elsewhere, so the stricter value does there. */
const isSafari = /^((?!chrom|android).)*safari/i.test(navigator.userAgent);
const EMBEDDER_POLICY = 'Cross-Origin-Embedder-Policy';

function addHeaders(headers: Readonly<Record<string, string>>): WorkboxPlugin {
  return {
    async handlerWillRespond({ response }) {
      // An answer that cannot be read (a redirect to elsewhere) cannot be changed either.
      if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.status === 0) return response;
      const changed = new Headers(response.headers);
      for (const [name, value] of Object.entries(headers)) {
        changed.set(name, isSafari && name === EMBEDDER_POLICY ? 'require-corp' : value);
      }
      const { status, statusText } = response;
      return new Response(response.body, { status, statusText, headers: changed });
    },
  };
}

const enginesPath = new URL('engines/', self.registration.scope).pathname;

registerRoute(new NavigationRoute(new NetworkOnly({ plugins: [addHeaders(ISOLATION_HEADERS)] })));
registerRoute(
  // The policy is for scripts. WebAssembly comes straight from the browser: only then does it keep the machine code.
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith(enginesPath) && !url.pathname.endsWith('.wasm'),
  new NetworkOnly({ plugins: [addHeaders(ENGINE_HEADERS)] }),
);
