/**
 * Records what the event loop calls. The kernel tells it through `asyncState.tracer`, which is undefined in a run that is
 * not traced: that check is all that an untraced run pays. It only watches: it schedules nothing.
 *
 * Most callbacks have a beginning and an end. What follows an `await` has a beginning only: it lasts until the next
 * callback begins or the loop has the thread back ("open-ended").
 *
 * An `await` takes 0.1 µs where nothing is recorded. So what is done for each callback is a few calls that read and write
 * plain fields, and what is needed only now and then waits until the clock is read (`dueAt`).
 */
import type { TraceBatch } from '../../../trace.ts';
import type { LoopClock } from '../loop-clock.ts';
import { BatchCollector } from './batch-collector.ts';
import { ASKED_BY_NOBODY, type Asked, type CallbackKind, callbackKind } from './callback-kinds.ts';
import { TraceClock } from './trace-clock.ts';
import { TracedAwaits } from './traced-awaits.ts';
import { TracedMicrotasks } from './traced-microtasks.ts';
import { TracedModules } from './traced-modules.ts';
import { TracedNatives } from './traced-natives.ts';
import { TracedResources } from './traced-resources.ts';

const NATIVE = callbackKind('script', 'native');

export interface TracerParts {
  readonly clock: LoopClock;
  readonly send: (batch: TraceBatch) => void;
  /** Takes the tracer out of the kernel: nothing more is recorded. */
  readonly onFull: () => void;
  /** A callback has begun, in the async context that is its own. It may be told of again. */
  readonly onEnter?: ((callback: number) => void) | undefined;
  /** All that has ended was sent. */
  readonly onFlush?: (() => void) | undefined;
  /** The program ends; everything was sent. */
  readonly onFinish?: (() => void) | undefined;
  readonly decode: Readonly<Record<'stdout' | 'stderr', (bytes: Uint8Array) => string>>;
}

export class Tracer {
  readonly batches = new BatchCollector();
  readonly rows = this.batches.rows;
  readonly sites = this.batches.sites;
  readonly clock: TraceClock;
  readonly modules = new TracedModules(this);
  readonly awaits = new TracedAwaits(this);
  readonly microtasks = new TracedMicrotasks(this);
  readonly resources = new TracedResources(this);
  readonly natives: TracedNatives;
  readonly #parts: TracerParts;
  /** The limit was reached, or the program is over. */
  isStopped = false;
  /** What has begun and has an end to come; 0 for what is not recorded by itself. */
  readonly #open: number[] = [];
  /** What runs that has no end of its own; 0 when nothing does. */
  openEnded = 0;
  /** The callback that runs now; 0 when there is none. */
  current = 0;
  /** What began the present round of ticks and microtasks. */
  round = 0;
  /** Where the program is: noted by its edited text. */
  site = 0;
  /** The first function of the present callback; 0 until one is entered. */
  entered = 0;
  /** Whether the present callback asked for something, wrote or settled: it is worth keeping. */
  #didSomething = false;
  #justEnded = 0;
  /** When the present sleep began; -1 when awake. */
  #sleepsSince = -1;

  constructor(parts: TracerParts) {
    this.#parts = parts;
    this.clock = new TraceClock(parts.clock, this.rows);
    this.natives = new TracedNatives(this, parts.onEnter);
  }

  /** Whole µs of loop time, from the clock. */
  now(): number {
    return this.clock.now();
  }

  /** Something that has an end to come runs now. */
  get isWithinCallback(): boolean {
    return this.#open.length > 0;
  }

  /** Something is asked for now: by the callback with this id. */
  noteAsking(): number {
    this.#didSomething = true;
    return this.current;
  }

  /** What is asked for now, by whom. */
  ask(): Asked {
    return { cause: this.noteAsking(), site: this.site || this.entered, us: this.clock.lastUs };
  }

  begin(kind: CallbackKind, asked: Asked): number {
    if (kind.phase !== 'script') this.endOpenEnded();
    const id = this.rows.add(kind, asked, this.clock.beginningOf(kind));
    this.#open.push(id);
    this.#enter(id);
    return id;
  }

  /** Begins what is a part of what runs now, or not worth a block. */
  beginUnrecorded(): void {
    this.#open.push(0);
  }

  /** Ends what began last. */
  end(): void {
    const id = this.#open.pop();
    if (id === undefined || id === 0) return;
    const isDue = this.#tellEnd(id);
    this.#enterOuter();
    if (isDue) this.#handOver();
  }

  /** Ends a microtask. One in which the program did nothing is not worth a block: promises have many of them. */
  endMicrotask(id: number): void {
    const { rows } = this;
    const isLast = rows.waiting > 0 && id === this.current;
    if (isLast && !this.#didSomething && !rows.hasRunsAt(id)) {
      this.#open.pop();
      this.#enterOuter();
      rows.dropLast();
      return;
    }
    this.end();
    this.#justEnded = id;
  }

  /** Who settles a promise now: what runs, or the reaction that has just ended and whose promise it is. */
  settle(): number {
    this.#didSomething = true;
    return this.current || this.#justEnded;
  }

  /** Begins what has no end of its own. */
  beginOpenEnded(kind: CallbackKind, asked: Asked): number {
    this.endOpenEnded();
    const id = this.rows.add(kind, asked, this.clock.beginningOf(kind));
    this.openEnded = id;
    this.#enter(id);
    return id;
  }

  /** A function of the program was entered, the first one of what runs now. */
  enterFunction(site: number): void {
    // A listener of `exit`, or what the library calls in a microtask of its own.
    if (this.current === 0) this.beginOpenEnded(NATIVE, ASKED_BY_NOBODY);
    this.entered = site;
    this.rows.setRunsAt(this.current, site);
  }

  wrote(descriptor: number, bytes: Uint8Array): void {
    if (descriptor !== 1 && descriptor !== 2) return;
    this.#didSomething = true;
    const stream = descriptor === 1 ? 'stdout' : 'stderr';
    this.batches.addOutput({ callback: this.current, stream, text: this.#parts.decode[stream](bytes) });
  }

  /** Microtasks have run: the loop has the thread again. */
  returned(): void {
    this.endOpenEnded();
    this.clock.goOn();
  }

  /** The browser had the thread for tasks of its own, after microtasks. */
  hopped(): void {
    this.endOpenEnded();
    if (this.clock.isOwing) this.now();
    this.clock.isLate = true;
  }

  /** The loop is about to wait. */
  rests(): void {
    this.hopped();
    this.#sleepsSince = this.now();
    this.flush();
  }

  slept(): void {
    if (this.#sleepsSince >= 0) this.batches.addSleep(this.#sleepsSince, this.now());
    this.#sleepsSince = -1;
  }

  /** A callback threw; what it opened is over. */
  unwind(): void {
    this.natives.unwind();
    while (this.#open.length > 0) this.end();
    this.endOpenEnded();
  }

  /** The program ends: everything goes out. */
  finish(): void {
    this.unwind();
    this.flush();
    this.#parts.onFinish?.();
  }

  flush(): void {
    if (this.clock.isOwing) this.now();
    const batch = this.batches.take();
    if (batch) this.#parts.send(batch);
    this.#parts.onFlush?.();
  }

  #enter(id: number): void {
    this.current = id;
    this.site = 0;
    this.entered = 0;
    this.#justEnded = 0;
    this.#didSomething = false;
    this.#parts.onEnter?.(id);
  }

  #enterOuter(): void {
    this.site = this.entered = 0;
    this.#didSomething = true;
    if (this.#open.length === 0 && this.openEnded === 0) {
      this.current = 0;
      return;
    }
    this.current = this.#open.findLast((id) => id !== 0) ?? this.openEnded;
    // Its first function is known already.
    if (this.current !== 0 && this.rows.hasRunsAt(this.current)) this.entered = -1;
    this.clock.endAlone();
  }

  /** The open-ended callback has come to its end. */
  endOpenEnded(): void {
    if (this.openEnded === 0) return;
    const isDue = this.#tellEnd(this.openEnded);
    this.openEnded = 0;
    if (this.#open.length === 0) this.current = this.entered = this.site = 0;
    if (isDue) this.#handOver();
  }

  /** Returns whether the clock was read for it. */
  #tellEnd(id: number): boolean {
    this.rows.isOpen = false;
    if (this.rows.waiting < this.clock.dueAt) return false;
    this.rows.setEnd(id, this.now());
    return true;
  }

  /** Sends what has come together; ends the recording at its limit. Only when nothing that is recorded goes on. */
  #handOver(): void {
    const { rows } = this;
    if (rows.waiting < rows.most) return;
    if (this.openEnded !== 0 || this.#open.some((id) => id !== 0)) return;
    if (rows.isFull) {
      this.isStopped = true;
      this.#parts.onFull();
    } else {
      this.flush();
    }
  }
}
