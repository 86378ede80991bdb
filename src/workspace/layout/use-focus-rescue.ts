/** Keeps the keyboard's place: when what had the focus goes away, a pane on screen gets it instead of nothing. */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

export function useFocusRescue(root: RefObject<HTMLElement>): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    let last: Element | undefined;
    const remember = (event: FocusEvent) => {
      last = event.target instanceof Element ? event.target : undefined;
    };
    const forget = (event: FocusEvent) => {
      // The learner went somewhere else on the page.
      if (event.relatedTarget instanceof Element && !element.contains(event.relatedTarget)) last = undefined;
    };
    const observer = new MutationObserver(() => {
      if (!last || (last.isConnected && !last.closest('[hidden]'))) return;
      const present = document.activeElement;
      last = undefined;
      if (present === null || present === document.body || present.closest('[hidden]')) focusVisiblePane(element);
    });
    element.addEventListener('focusin', remember);
    element.addEventListener('focusout', forget);
    observer.observe(element, { childList: true, subtree: true, attributeFilter: ['hidden'] });
    return () => {
      element.removeEventListener('focusin', remember);
      element.removeEventListener('focusout', forget);
      observer.disconnect();
    };
  }, [root]);
}

/** The code where it is on screen. Not its editor: on a phone that would call up the keyboard. */
function focusVisiblePane(root: HTMLElement): void {
  const panes = [...root.querySelectorAll<HTMLElement>('[data-pane]:not([hidden])')];
  const pane = panes.find(({ dataset }) => dataset.pane === 'code') ?? panes[0];
  pane?.focus({ preventScroll: true });
}
