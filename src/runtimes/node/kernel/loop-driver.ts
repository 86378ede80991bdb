import type { LoopClock } from './loop-clock.ts';
import type { Natives } from './natives.ts';

/**
 * Where the loop gives the thread back to the browser: `microtasks` until native microtasks have run; `hop` until the
 * browser has run the tasks it had, too (`unhandledrejection` is one); a number sleeps up to that many ms (Infinity:
 * until woken).
 */
export type Pause = 'microtasks' | 'hop' | number;

/**
 * Steps that one message can run. Between two listeners of an event the browser runs microtasks, which takes a
 * fraction of what another message takes.
 */
const STEPS_PER_MESSAGE = 64;

/** A hop takes about 8 µs. What takes longer was a program's microtasks, and that is real time. */
const MOST_LEFT_OUT_PER_HOP_MS = 2;
/** Browsers oversleep; more than this was the machine being busy, which a real Node would notice too. */
const MOST_LEFT_OUT_PER_SLEEP_MS = 25;

export interface LoopDriverEvents {
  /** What the generator itself threw: a fault of the kernel. */
  readonly onCrash: (error: unknown) => void;
  /** The loop is about to wait for a timer or for something from outside. */
  readonly onSleep: () => void;
}

/** What a traced run is told of. */
export interface DriverWatcher {
  /** Microtasks have run: the loop has the thread again. */
  returned(): void;
  /** The browser has run tasks as well. */
  hopped(): void;
}

/** Runs the loop's generator on the browser's task queue, one step per message. */
export class LoopDriver {
  readonly #natives: Natives;
  readonly #clock: LoopClock;
  readonly #channel: MessageChannel;
  readonly #events: LoopDriverEvents;
  #steps: Iterator<Pause, void> | undefined;
  #hopped = 0;
  watcher: DriverWatcher | undefined;
  #awaitsMicrotasks = false;
  #sleep: { timer: number | undefined; began: number; wanted: number } | undefined;

  constructor(natives: Natives, clock: LoopClock, events: LoopDriverEvents) {
    this.#natives = natives;
    this.#clock = clock;
    this.#events = events;
    this.#channel = new natives.MessageChannel();
    const { port1 } = this.#channel;
    port1.addEventListener('message', (event) => {
      // Before the clock forgets the time that the microtasks took.
      this.watcher?.hopped();
      this.#clock.leaveOut(Math.min(this.#clock.exact - this.#hopped, MOST_LEFT_OUT_PER_HOP_MS));
      this.#stepOf(event);
    });
    for (let step = 2; step < STEPS_PER_MESSAGE; step += 1) {
      // Each must be a function of its own: a listener is added once.
      port1.addEventListener('message', (event) => this.#stepOf(event));
    }
    port1.addEventListener('message', (event) => {
      this.#stepOf(event);
      if (this.#awaitsMicrotasks) this.#hop();
    });
    port1.start();
  }

  start(steps: Iterator<Pause, void>): void {
    this.#steps = steps;
    this.#hop();
  }

  /** Ends a sleep early; does nothing when the loop is awake. */
  wake(): void {
    const sleep = this.#sleep;
    if (!sleep) return;
    this.#sleep = undefined;
    if (sleep.timer !== undefined) this.#natives.clearTimeout(sleep.timer);
    this.#hop();
  }

  #hop(): void {
    // On the loop's clock: what is off it already must not be left out twice.
    this.#hopped = this.#clock.exact;
    this.#channel.port2.postMessage(0);
  }

  /** One step in a listener; the event's other listeners run only when it waits for no more than microtasks. */
  #stepOf(event: Event): void {
    if (this.#awaitsMicrotasks) this.watcher?.returned();
    this.#awaitsMicrotasks = false;
    this.#step();
    if (!this.#awaitsMicrotasks) event.stopImmediatePropagation();
  }

  #step(): void {
    let next: IteratorResult<Pause, void> | undefined;
    try {
      next = this.#steps?.next();
    } catch (error) {
      this.#events.onCrash(error);
      return;
    }
    if (!next || next.done) return;
    if (next.value === 'microtasks') this.#awaitsMicrotasks = true;
    else if (next.value === 'hop') this.#hop();
    else this.#beginSleep(next.value);
  }

  #beginSleep(ms: number): void {
    this.#events.onSleep();
    const wanted = Math.ceil(ms);
    const timer = ms === Infinity ? undefined : this.#natives.setTimeout(() => this.#endSleep(), wanted);
    this.#sleep = { timer, began: this.#natives.now(), wanted };
  }

  #endSleep(): void {
    const sleep = this.#sleep;
    if (!sleep) return;
    this.#sleep = undefined;
    const overslept = this.#natives.now() - sleep.began - sleep.wanted;
    if (overslept > 0) this.#clock.leaveOut(Math.min(overslept, MOST_LEFT_OUT_PER_SLEEP_MS));
    this.#hop();
  }
}
