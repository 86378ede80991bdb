/** An engine may send thousands of events a second; the page draws some twenty times. */

/** Time between two drawings, in ms. */
const INTERVAL_MS = 48;

export interface Throttle {
  /** Draws soon: at once when the last drawing is long past. */
  request(): void;
  /** Draws now, and no more for earlier requests. Does not delay the next: the first output should be there at once. */
  flush(): void;
}

/** Calls `draw` at most once per interval. A timer, not an animation frame: a hidden tab must not pile up events. */
export function throttle(draw: () => void): Throttle {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    draw();
  };
  const drawInTurn = () => {
    last = performance.now();
    flush();
  };
  return {
    request() {
      timer ??= setTimeout(drawInTurn, Math.max(0, INTERVAL_MS - (performance.now() - last)));
    },
    flush,
  };
}
