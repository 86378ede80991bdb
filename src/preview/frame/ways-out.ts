/**
 * In the frame: takes away what a content security policy does not govern everywhere. The policy and the sandbox are the
 * walls (frame-document.ts); this closes what is beside them.
 */
import { findAddedRoots } from './added-elements.ts';

const GONE = [
  // Peer connections reach the network without the policy's leave in some browsers.
  ...['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection', 'RTCDataChannel'],
  'WebTransport',
  // Nothing here can be stored or shared.
  ...['SharedWorker', 'BroadcastChannel'],
] as const;

export function closeWaysOut(): void {
  for (const name of GONE) Reflect.deleteProperty(window, name);
}

/** Hints that make browsers look up names or connect, policy or not. */
const HINTS = /^(dns-prefetch|preconnect|prefetch|prerender|preload|modulepreload)$/i;

/** Takes hints out of what scripts add, and frames, whose documents would be out of sight. */
export function watchForHints(root: Node): void {
  const clean = (element: Element) => {
    if (element instanceof HTMLLinkElement && [...element.relList].some((rel) => HINTS.test(rel))) element.remove();
    if (element instanceof HTMLIFrameElement || element instanceof HTMLFrameElement) replaceFrame(element);
  };
  new MutationObserver((records) => {
    for (const { target } of records) if (target instanceof Element) clean(target);
    for (const added of findAddedRoots(records)) {
      clean(added);
      for (const inner of added.querySelectorAll('link, iframe, frame')) clean(inner);
    }
  }).observe(root, { childList: true, subtree: true, attributeFilter: ['rel', 'href', 'src', 'srcdoc'] });
}

/** Its document loads in a later task: it never comes to that. */
function replaceFrame(frame: Element): void {
  const note = document.createElement('p');
  note.textContent = 'The preview does not show frames within a page.';
  note.style.cssText = 'padding:1em;border:1px dashed;font:14px sans-serif';
  frame.replaceWith(note);
}

/** Shadow trees are out of sight of an observer on the page: it gets one on each. */
export function watchShadowTrees(watch: (root: Node) => void): void {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(this: Element, init: ShadowRootInit) {
    const root = attach.call(this, init);
    watch(root);
    return root;
  };
  for (const name of ['setHTMLUnsafe', 'parseHTMLUnsafe']) {
    Reflect.deleteProperty(Element.prototype, name);
    Reflect.deleteProperty(ShadowRoot.prototype, name);
    Reflect.deleteProperty(Document, name);
  }
}
