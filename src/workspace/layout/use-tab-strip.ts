/** A strip of tabs that may be wider than its place: the chosen one stays in sight, and the strip says where there is more. */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** What fades out at the edge of a strip with more in it, px: the chosen tab stays clear of that (styles/tabs.css). */
const FADE = 32;

/** `data-more` of the strip has `start`, `end`, both or neither. Tabs carry their id as `data-tab`. */
export function useTabStrip(strip: RefObject<HTMLElement>, present: string): void {
  useEffect(() => {
    const element = strip.current;
    if (!element) return undefined;
    const look = () => {
      element.dataset.more = findMore(element);
    };
    const settle = () => {
      const tab = element.querySelector<HTMLElement>(`[data-tab="${CSS.escape(present)}"]`);
      if (tab) keepInView(element, tab);
      look();
    };
    // The place gets narrower, or a tab comes or gets longer.
    const observer = new ResizeObserver(settle);
    for (const observed of [element, ...element.children]) observer.observe(observed);
    const children = new MutationObserver(() => {
      for (const child of element.children) observer.observe(child);
      settle();
    });
    children.observe(element, { childList: true });
    element.addEventListener('scroll', look, { passive: true });
    settle();
    return () => {
      observer.disconnect();
      children.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [strip, present]);
}

function findMore({ scrollLeft, scrollWidth, clientWidth }: HTMLElement): string {
  const isMoreAtEnd = scrollLeft + clientWidth < scrollWidth - 1;
  return [scrollLeft > 1 && 'start', isMoreAtEnd && 'end'].filter(Boolean).join(' ');
}

/** `scrollIntoView` would scroll the page too. */
function keepInView(strip: HTMLElement, tab: HTMLElement): void {
  const start = tab.offsetLeft - strip.offsetLeft;
  if (start - FADE < strip.scrollLeft) strip.scrollLeft = start - FADE;
  const overhang = start + tab.offsetWidth + FADE - (strip.scrollLeft + strip.clientWidth);
  if (overhang > 0) strip.scrollLeft += overhang;
}
