import type { BindingFactory } from '../kernel.ts';
import { doNothing } from './do-nothing.ts';
import { histogramBinding } from './histogram.ts';
import { HIGH_RESOLUTION_BASE_MS } from './process-methods.ts';

const MICROSECONDS = 1e3;
const NANOSECONDS = 1e6;
/** Between two readings of a clock that browsers make coarse: what takes time must not seem to take none, ms. */
const SMALLEST_STEP_MS = 1e-4;
const NOT_YET = -1;
/** In the order of their indices; the constants of these names are not enumerable, so that no dump has them. */
const MILESTONES = [
  'TIME_ORIGIN_TIMESTAMP',
  'TIME_ORIGIN',
  'ENVIRONMENT',
  'NODE_START',
  'V8_START',
  'LOOP_START',
  'LOOP_EXIT',
  'BOOTSTRAP_COMPLETE',
] as const;
type Milestone = (typeof MILESTONES)[number];
/** Likewise: kinds of entries that a PerformanceObserver may ask for, as indices of `observerCounts`. */
const ENTRY_TYPES = ['GC', 'HTTP', 'HTTP2', 'NET', 'DNS', 'QUIC'] as const;

function defineHidden(constants: object, prefix: string, names: readonly string[]): void {
  for (const [value, name] of names.entries()) {
    Object.defineProperty(constants, `${prefix}${name}`, { value, enumerable: false });
  }
}

/** Clocks, milestones and histograms (Node.js src/node_perf.cc). */
export const createPerformanceBinding: BindingFactory = (kernel, stub) => {
  const { natives, loop } = kernel;
  const began = natives.now();
  const milestones = stub.milestones as Float64Array;
  const uvMetrics = stub.uvMetricsBuffer as Int32Array;
  defineHidden(stub.constants as object, 'NODE_PERFORMANCE_MILESTONE_', MILESTONES);
  defineHidden(stub.constants as object, 'NODE_PERFORMANCE_ENTRY_TYPE_', ENTRY_TYPES);
  /** Sets a milestone, in ns on the clock of `process.hrtime()`. */
  const reach = (name: Milestone, ms: number) => {
    milestones[MILESTONES.indexOf(name)] = ms === NOT_YET ? NOT_YET : (HIGH_RESOLUTION_BASE_MS + ms) * NANOSECONDS;
  };
  reach('TIME_ORIGIN', began);
  reach('NODE_START', began + SMALLEST_STEP_MS);
  reach('V8_START', began + 2 * SMALLEST_STEP_MS);
  reach('ENVIRONMENT', began + 3 * SMALLEST_STEP_MS);
  reach('BOOTSTRAP_COMPLETE', began + 4 * SMALLEST_STEP_MS);
  reach('LOOP_START', NOT_YET);
  reach('LOOP_EXIT', NOT_YET);
  // The one in µs since the epoch: performance.timeOrigin.
  milestones[MILESTONES.indexOf('TIME_ORIGIN_TIMESTAMP')] = (natives.timeOrigin + began) * MICROSECONDS;
  loop.metrics.onStart = () => reach('LOOP_START', natives.now());
  loop.metrics.onEnd = () => reach('LOOP_EXIT', natives.now());
  let last = 0;
  return Object.assign(stub, histogramBinding(kernel, stub), {
    now() {
      last = Math.max(natives.now() - began, last + SMALLEST_STEP_MS);
      return last;
    },
    loopIdleTime: () => loop.metrics.idleMs,
    uvMetricsInfo() {
      uvMetrics[0] = loop.metrics.turns;
      uvMetrics[1] = loop.metrics.events;
      // What waits is not counted: nothing waits outside of the loop.
      uvMetrics[2] = 0;
    },
    markBootstrapComplete: () => reach('BOOTSTRAP_COMPLETE', natives.now()),
    // No-ops: a browser tells nobody about its garbage collection.
    setupObservers: doNothing,
    installGarbageCollectionTracking: doNothing,
    removeGarbageCollectionTracking: doNothing,
    notify: doNothing,
  });
};
