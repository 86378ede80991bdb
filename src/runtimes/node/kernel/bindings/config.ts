import type { BindingFactory } from '../kernel.ts';

/** What this Node was built with: no inspector, no tracing. What OpenSSL does is in `bindings/crypto/`. */
export const createConfigBinding: BindingFactory = (_kernel, stub) =>
  Object.assign(stub, {
    hasInspector: false,
    hasOpenSSL: true,
    hasTracing: false,
    fipsMode: false,
    getDefaultLocale: () => 'en-US',
  });
