/**
 * The frame around the learner's page. Its policy holds for every document within it, also for those that a page tries
 * to put in its own place. It knows nothing and passes on one port for each page.
 */
import { SHOWN } from './report-state.ts';

declare const __pageScript: string;

let shown: HTMLIFrameElement | undefined;
let coming: HTMLIFrameElement | undefined;

addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.source === parent && port) open(port);
  else if (coming && event.source === coming.contentWindow && event.data === SHOWN) swap(coming);
});

/** Opens a fresh document behind the present one. */
function open(port: MessagePort): void {
  coming?.remove();
  const frame = document.createElement('iframe');
  coming = frame;
  frame.setAttribute('sandbox', 'allow-scripts allow-forms allow-modals');
  frame.title = 'Page';
  frame.srcdoc = `<!DOCTYPE html><script>${__pageScript}</script>`;
  frame.addEventListener('load', () => frame.contentWindow?.postMessage('port', '*', [port]), { once: true });
  document.body.append(frame);
}

function swap(frame: HTMLIFrameElement): void {
  const hadFocus = document.activeElement === shown;
  shown?.remove();
  shown = frame;
  coming = undefined;
  frame.className = 'shown';
  if (hadFocus) frame.focus();
}
