import type { EventLoop } from '../event-loop.ts';
import type { BindingFactory } from '../kernel.ts';
import type { TimerState } from '../library-callbacks.ts';
import { doNothing } from './do-nothing.ts';

/** One native timer and the immediates' arrays (Node.js src/timers.cc). */
export const createTimersBinding: BindingFactory = (kernel, stub) => {
  const { timers } = kernel;
  const loop = kernel.loop as EventLoop;
  return Object.assign(stub, {
    immediateInfo: timers.immediateInfo,
    timeoutInfo: timers.timeoutInfo,
    setupTimers(processImmediate: TimerState['processImmediate'], processTimers: TimerState['processTimers']) {
      // Node calls them on `process`, which shows in stack traces.
      timers.processImmediate = () => processImmediate.call(kernel.process);
      timers.processTimers = (now) => processTimers.call(kernel.process, now);
    },
    getLibuvNow: () => loop.updateTime(),
    scheduleTimer(ms: number) {
      timers.expiry = loop.now + Math.max(1, ms);
      loop.wake();
    },
    toggleTimerRef(referenced: boolean) {
      timers.referenced = referenced;
    },
    // The loop reads the referenced count itself.
    toggleImmediateRef: doNothing,
  });
};
