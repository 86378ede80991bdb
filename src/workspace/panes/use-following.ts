/** Where the view of growing text stays: a quick program is read from its first line, one that goes on is followed. */
import { useEffect, useRef } from 'preact/hooks';

/** A program that runs longer than this is followed, in ms. */
const FOLLOW_AFTER_MS = 1000;
/** Nearer to the end than this, the reader is at the end, in CSS pixels. */
const END_WITHIN = 40;

/** `isGrowing`: the program goes on. Whoever scrolls up is left there. */
export function useFollowing(isGrowing: boolean) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const view = scroller.current;
    const text = content.current;
    if (!isGrowing || !view || !text) return;
    let isAtEnd = true;
    const follow = () => {
      if (isAtEnd) view.scrollTop = view.scrollHeight;
    };
    const notice = () => {
      isAtEnd = view.scrollHeight - view.scrollTop - view.clientHeight < END_WITHIN;
    };
    // Its height, not its text: blocks that come into view turn out higher than they were taken for.
    const observer = new ResizeObserver(follow);
    const timer = setTimeout(() => {
      follow();
      view.addEventListener('scroll', notice);
      observer.observe(text);
    }, FOLLOW_AFTER_MS);
    return () => {
      clearTimeout(timer);
      view.removeEventListener('scroll', notice);
      observer.disconnect();
    };
  }, [isGrowing]);
  return { scroller, content };
}
