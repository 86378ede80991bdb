import type { BindingFactory } from '../kernel.ts';
import type { TickState } from '../library-callbacks.ts';
import { doNothing } from './do-nothing.ts';

/** The tick queue's native side (Node.js src/node_task_queue.cc). */
export const createTaskQueueBinding: BindingFactory = ({ natives, ticks, asyncState, process }, stub) =>
  Object.assign(stub, {
    tickInfo: ticks.info,
    setTickCallback(callback: TickState['processTicks']) {
      // Stacks name the receiver: `process.processTicksAndRejections`.
      ticks.processTicks = callback.bind(process);
    },
    setPromiseRejectCallback(callback: TickState['onPromiseReject']) {
      ticks.onPromiseReject = callback;
    },
    // What it throws comes back as an event, before the microtask that follows (boot.ts).
    enqueueMicrotask: (callback: () => void) =>
      natives.queueMicrotask(asyncState.tracer?.microtasks.wrapCallback(callback) ?? callback),
    // The browser runs microtasks when the kernel returns to it, never from here.
    runMicrotasks: doNothing,
  });
