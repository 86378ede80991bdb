/**
 * The document of the frame around every page of the preview, and the walls it stands for.
 *
 * - The **sandbox** gives it an opaque origin: no cookies, storage or DOM of the site; it cannot navigate the top, nor
 *   open windows. The frame within it, which holds the learner's page, has another opaque origin of its own.
 * - The **policy** below is inherited by the document within (HTML standard, "policy container" of `srcdoc`): what is not
 *   inline or a `blob:` of the frame itself cannot be loaded, nothing can be sent, and neither the page nor what it puts
 *   into frames can navigate to an address of the network (`frame-src` of the document around it).
 */
import hostScript from '../frame/host-entry.ts?frame-script';
import pageScript from '../frame/page-entry.ts?frame-script';

export const FRAME_SANDBOX = 'allow-scripts allow-forms allow-modals';

const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob: data:",
  "style-src 'unsafe-inline' blob: data:",
  'img-src blob: data:',
  'font-src blob: data:',
  'media-src blob: data:',
  // A page may read what it made itself; neither leads anywhere.
  'connect-src blob: data:',
  "frame-src 'none'",
  "worker-src 'none'",
  "object-src 'none'",
  "form-action 'none'",
].join('; ');

const STYLE = `html, body { block-size: 100%; margin: 0; overflow: hidden }
iframe { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; border: 0; visibility: hidden; background: #fff }
iframe.shown { visibility: visible }`;

/** For `srcdoc`. */
export function frameDocument(): string {
  const page = JSON.stringify(pageScript).replaceAll('</', '<\\/');
  return `<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta http-equiv="x-dns-prefetch-control" content="off"><title>Preview</title><style>${STYLE}</style></head>
<body><script>const __pageScript = ${page};</script><script>${hostScript}</script></body></html>`;
}
