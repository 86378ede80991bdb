/** What `perf_hooks` tells of the event loop: when it began, how long it slept, how often it turned. */
export class LoopMetrics {
  turns = 0;
  /** Callbacks that poll phases have run. */
  events = 0;
  /** Time asleep in poll phases, ms. */
  idleMs = 0;
  onStart: () => void = () => undefined;
  onEnd: () => void = () => undefined;
}
