/**
 * Warms the engine up when the learner comes near: at once when they touch the workspace, a moment later when they are
 * at work on the page and see it. Never at page load: someone who only looks in pays nothing.
 */
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Workspace } from '../model/workspace.ts';

/** Signs that the learner is about to use the workspace. */
const TOUCHES = ['pointerenter', 'pointerdown', 'focusin', 'keydown'];
/** Signs that somebody is there at all. */
const STIRRINGS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'];

/** How long a workspace is in view of somebody before its engine starts by itself, in ms. */
const NEAR_AFTER_MS = 2500;

export function useWarmUp(root: RefObject<HTMLElement>, workspace: Workspace): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const ending = new AbortController();
    const { signal } = ending;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isInView = false;
    let isSomebodyThere = false;
    const warmUp = () => {
      ending.abort();
      workspace.warmUp();
    };
    const consider = () => {
      clearTimeout(timer);
      if (isInView && isSomebodyThere && !isSavingTraffic()) timer = setTimeout(warmUp, NEAR_AFTER_MS);
    };
    const observer = new IntersectionObserver((entries) => {
      isInView = entries.at(-1)?.isIntersecting ?? false;
      consider();
    });
    observer.observe(element);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      observer.disconnect();
    });
    for (const type of TOUCHES) element.addEventListener(type, warmUp, { signal });
    const stir = () => {
      if (isSomebodyThere) return;
      isSomebodyThere = true;
      consider();
    };
    for (const type of STIRRINGS) window.addEventListener(type, stir, { signal, passive: true });
    return () => ending.abort();
  }, [root, workspace]);
}

/** An engine is megabytes: someone who saves traffic decides by a click. */
function isSavingTraffic(): boolean {
  return 'connection' in navigator && (navigator.connection as { saveData?: boolean }).saveData === true;
}
