/**
 * The frame around the learner's page. Its policy holds for every document within it, also for those that a page tries
 * to put in its own place. It knows nothing and passes on one port for each page. A message without a port says that a
 * page is on its way: its document gets ready meanwhile.
 */
import { SHOWN } from './report-state.ts';

declare const __pageScript: string;

let shown: HTMLIFrameElement | undefined;
let coming: HTMLIFrameElement | undefined;
/** Was shown before; the page in it hears that it is left. */
let left: HTMLIFrameElement | undefined;
let spare: SpareFrame | undefined;

/** A fresh document that nobody has asked for yet. */
interface SpareFrame {
  readonly frame: HTMLIFrameElement;
  readonly isLoaded: Promise<void>;
}

addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.source === parent && port) void open(port);
  else if (event.source === parent) spare ??= createFrame();
  else if (coming && event.source === coming.contentWindow && event.data === SHOWN) swap(coming);
});

/** Opens a fresh document behind the present one. */
async function open(port: MessagePort): Promise<void> {
  const { frame, isLoaded } = spare ?? createFrame();
  spare = undefined;
  coming?.remove();
  coming = frame;
  await isLoaded;
  frame.contentWindow?.postMessage('port', '*', [port]);
}

function createFrame(): SpareFrame {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts allow-forms allow-modals');
  frame.title = 'Page';
  frame.srcdoc = `<!DOCTYPE html><script>${__pageScript}</script>`;
  const isLoaded = new Promise<void>((resolve) => {
    frame.addEventListener('load', () => resolve(), { once: true });
  });
  document.body.append(frame);
  return { frame, isLoaded };
}

function swap(frame: HTMLIFrameElement): void {
  const hadFocus = document.activeElement === shown;
  left?.remove();
  left = shown;
  left?.classList.remove('shown');
  shown = frame;
  coming = undefined;
  frame.className = 'shown';
  if (hadFocus) frame.focus();
  // To take a document down takes some ms: the new one is painted before.
  requestAnimationFrame(() => setTimeout(() => left?.remove()));
}
