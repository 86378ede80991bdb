/** The HTTP headers the site is served with, by whichever server: here in dev and preview, elsewhere by the host. */

/** Make a page cross-origin isolated, so that SharedArrayBuffer exists. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'credentialless',
} as const;

/**
 * For the engines' files: a worker obeys the policy its script came with. The engines compile the learner's code
 * (`unsafe-eval`) and WebAssembly; they load their own scripts and may talk to nobody.
 */
export const ENGINE_HEADERS = {
  'Cross-Origin-Embedder-Policy': 'credentialless',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
} as const;
