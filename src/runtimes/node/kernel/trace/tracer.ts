/**
 * Records what the event loop calls. The kernel tells it through `asyncState.tracer`, which is undefined in a run that is
 * not traced: that check is all that an untraced run pays. It only watches: it schedules nothing.
 *
 * Most callbacks have a beginning and an end. What follows an `await` has a beginning only: it lasts until the next
 * callback begins or the loop has the thread back ("open-ended").
 */
import type { TraceBatch } from '../../../trace.ts';
import type { LoopClock } from '../loop-clock.ts';
import { ASKED_BY_NOBODY, type Asked, type CallbackKind, CallbackRecorder, callbackKind } from './callback-recorder.ts';
import { originOfProvider } from './providers.ts';
import { delayOf, INTERVAL, kindOfResource, ScheduledResources, TICK } from './scheduled-resources.ts';
import { TraceClock } from './trace-clock.ts';
import { TraceSites } from './trace-sites.ts';
import { TracedAwaits } from './traced-awaits.ts';
import { TracedMicrotasks } from './traced-microtasks.ts';
import { TracedModules } from './traced-modules.ts';

const NATIVE = callbackKind('script', 'native');
/** A native callback says what it is of when it calls back (`enterResource`). */
const POLL = callbackKind('poll', 'other');
const CLOSE = callbackKind('close', 'close');

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
  readonly sites = new TraceSites();
  readonly recorder = new CallbackRecorder(this.sites);
  readonly clock: TraceClock;
  readonly modules = new TracedModules(this);
  readonly awaits = new TracedAwaits(this);
  readonly microtasks = new TracedMicrotasks(this);
  readonly #parts: TracerParts;
  /** The limit was reached, or the program is over. */
  isStopped = false;
  readonly #resources = new ScheduledResources();
  /** What has begun and has an end to come; 0 for what is not recorded by itself. */
  readonly #open: number[] = [];
  #openEnded = 0;
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
  /** A timer is being made, and then the timer: the library reads the clock for it. */
  #makesTimer = false;
  #timerMade = 0;
  /** When the present sleep began; -1 when awake. */
  #sleepsSince = -1;
  /** The native callback that runs has not said yet what it is of. */
  #nativePhase: 'poll' | 'close' | undefined;

  constructor(parts: TracerParts) {
    this.#parts = parts;
    this.clock = new TraceClock(parts.clock, this.recorder);
  }

  /** Whole µs of loop time, from the clock. */
  now(): number {
    return this.clock.now();
  }

  /** The latest reading of the clock: reading it costs as much as a small callback does. */
  get lastUs(): number {
    return this.clock.lastUs;
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
    if (kind.phase !== 'script') this.#closeOpenEnded();
    const { cause, site, us } = asked;
    const id = this.recorder.begin(kind, cause, site, us, this.clock.beginningOf(kind));
    this.#open.push(id);
    this.#enter(id);
    return id;
  }

  /** Ends what began last. */
  end(): void {
    const id = this.#open.pop();
    if (id === undefined || id === 0) return;
    this.#tellEnd(id);
    this.#enterOuter();
    this.#handOver();
  }

  /** Ends a microtask. One in which the program did nothing is not worth a block: promises have many of them. */
  endMicrotask(id: number): void {
    const isLast = this.recorder.waiting > 0 && id === this.current;
    if (isLast && !this.#didSomething && !this.recorder.hasRunsAt(id)) {
      this.#open.pop();
      this.#enterOuter();
      this.recorder.dropLast();
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
  beginOpenEnded(kind: CallbackKind, { cause, site, us }: Asked): number {
    this.#closeOpenEnded();
    this.#openEnded = this.recorder.begin(kind, cause, site, us, this.clock.beginningOf(kind));
    this.#enter(this.#openEnded);
    return this.#openEnded;
  }

  /** The open-ended callback has come to its end, if it is this one. */
  endOpenEnded(id: number): void {
    if (id === this.#openEnded) this.#closeOpenEnded();
  }

  /** A function of the program was entered, the first one of what runs now. */
  enterFunction(site: number): void {
    // A listener of `exit`, or what the library calls in a microtask of its own.
    if (this.current === 0) this.beginOpenEnded(NATIVE, ASKED_BY_NOBODY);
    this.entered = site;
    if (this.current !== 0) this.recorder.setRunsAt(this.current, site);
  }

  /** The library makes a timer; then it reads the clock (lib/patches.ts). */
  makesTimer(): void {
    this.#makesTimer = true;
  }

  /** A resource with an async id was made. */
  scheduled(asyncId: number): void {
    this.#didSomething = true;
    this.#resources.add(asyncId, this.current, this.site || this.entered, this.clock.lastUs);
    if (!this.#makesTimer) return;
    this.#makesTimer = false;
    this.#timerMade = asyncId;
  }

  /** The loop has read its clock, ms. */
  tookTime(exactMs: number): void {
    const us = this.clock.take(exactMs);
    if (this.#timerMade !== 0) this.#resources.setTime(this.#timerMade, us);
    this.#timerMade = 0;
  }

  /** The library is about to call what a resource is for (`emitBefore`). */
  before(asyncId: number, resource: object): void {
    const kind = this.#open.length === 0 ? kindOfResource(resource) : undefined;
    if (!kind) {
      this.#open.push(0);
      return;
    }
    const id = this.begin(kind, this.#resources.get(asyncId));
    if (kind === TICK) return;
    this.round = id;
    if (kind.phase !== 'timer') return;
    this.recorder.setDelay(id, delayOf(resource));
    // An interval is armed again when it has run.
    if (kind === INTERVAL) this.#resources.add(asyncId, id, 0, this.clock.lastUs);
  }

  after(): void {
    this.end();
  }

  /** What native code calls later, in the poll or the close phase. */
  wrapNative(phase: 'poll' | 'close', callback: () => void): () => void {
    this.now();
    return this.#wrap(phase, callback, this.ask());
  }

  /** What comes from outside: nobody in the program asked for it. */
  wrapExternal(callback: () => void): () => void {
    return this.#wrap('poll', callback, { ...ASKED_BY_NOBODY, us: this.now() });
  }

  /** A native resource calls back: that says what kind of poll callback it is. */
  enterResource(provider: string): void {
    if (this.#nativePhase === undefined) return;
    this.#parts.onEnter?.(this.round);
    const origin = this.#nativePhase === 'close' ? 'close' : originOfProvider(provider);
    this.recorder.setOrigin(this.round, origin);
    this.recorder.setName(this.round, provider);
    this.#nativePhase = undefined;
  }

  wrote(descriptor: number, bytes: Uint8Array): void {
    if (descriptor !== 1 && descriptor !== 2) return;
    this.#didSomething = true;
    const stream = descriptor === 1 ? 'stdout' : 'stderr';
    this.recorder.addOutput({ callback: this.current, stream, text: this.#parts.decode[stream](bytes) });
  }

  /** Microtasks have run: the loop has the thread again. */
  returned(): void {
    this.#closeOpenEnded();
    this.clock.goOn();
  }

  /** The browser had the thread for tasks of its own, after microtasks. */
  hopped(): void {
    this.#closeOpenEnded();
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
    if (this.#sleepsSince >= 0) this.recorder.addSleep(this.#sleepsSince, this.now());
    this.#sleepsSince = -1;
  }

  /** A callback threw; what it opened is over. */
  unwind(): void {
    this.#nativePhase = undefined;
    while (this.#open.length > 0) this.end();
    this.#closeOpenEnded();
  }

  /** The program ends: everything goes out. */
  finish(): void {
    this.unwind();
    this.flush();
    this.#parts.onFinish?.();
  }

  flush(): void {
    if (this.clock.isOwing) this.now();
    const batch = this.recorder.take();
    if (batch) this.#parts.send(batch);
    this.#parts.onFlush?.();
  }

  #wrap(phase: 'poll' | 'close', callback: () => void, asked: Asked): () => void {
    return () => {
      if (this.isStopped) {
        callback();
        return;
      }
      this.round = this.begin(phase === 'close' ? CLOSE : POLL, asked);
      this.#nativePhase = phase;
      callback();
      // Not in `finally`: after an exception, `unwind` follows when it was reported.
      this.#nativePhase = undefined;
      this.end();
    };
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
    const outer =
      this.#open.length === 0 ? this.#openEnded : (this.#open.findLast((id) => id !== 0) ?? this.#openEnded);
    this.current = outer;
    this.site = 0;
    // Its first function is known already.
    this.entered = outer !== 0 && this.recorder.hasRunsAt(outer) ? -1 : 0;
    this.#didSomething = true;
  }

  #closeOpenEnded(): void {
    if (this.#openEnded === 0) return;
    this.#tellEnd(this.#openEnded);
    this.#openEnded = 0;
    if (this.#open.length === 0) this.current = this.entered = this.site = 0;
    this.#handOver();
  }

  #tellEnd(id: number): void {
    const canShare = this.recorder.close(id);
    if (this.clock.isDue() || !canShare) this.recorder.setEnd(id, this.now());
  }

  /** Sends what has come together; ends the recording at its limit. Only when nothing that is recorded goes on. */
  #handOver(): void {
    if (!this.recorder.isDue) return;
    if (this.#openEnded !== 0 || this.#open.some((id) => id !== 0)) return;
    if (this.recorder.isFull) {
      this.isStopped = true;
      this.#parts.onFull();
    } else {
      this.flush();
    }
  }
}
