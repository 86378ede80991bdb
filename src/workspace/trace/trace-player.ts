/** A recorded run and the place the learner looks at in it. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { CallbackTrace } from '../../runtimes/read-callback-trace.ts';
import type { TraceBatch, TraceLocation } from '../../runtimes/trace.ts';

/** Callbacks per second. */
export const SPEEDS = [1, 2, 5, 20] as const;

export type Speed = (typeof SPEEDS)[number];

/** `yours`: callbacks that ran the program's code or wrote something. `all`: Node's own too. */
export type Shown = 'yours' | 'all';

export class TracePlayer {
  readonly #trace = signal<CallbackTrace | undefined>(undefined);
  readonly #isComplete = signal(false);
  readonly #limit = signal<number | undefined>(undefined);
  readonly #position = signal(0);
  readonly #isPlaying = signal(false);
  readonly #speed = signal<Speed>(2);
  readonly #shown = signal<Shown>('yours');
  #incoming = new CallbackTrace();
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Ids of the callbacks that are shown, in order. */
  readonly ids: ReadonlySignal<Int32Array>;
  /** The id of the callback at the playhead; 0 when there is none. */
  readonly current: ReadonlySignal<number>;
  /** The lines that the present callback runs; for the editor. */
  readonly lit: ReadonlySignal<TraceLocation | undefined>;

  constructor() {
    this.ids = computed(() => {
      const trace = this.#trace.value;
      return trace ? idsOf(trace, this.#shown.value) : new Int32Array();
    });
    this.current = computed(() => this.ids.value[this.#position.value] ?? 0);
    this.lit = computed(() => this.#trace.value?.at(this.current.value)?.runsAt);
  }

  /** The recorded run, once it has ended. */
  get trace(): ReadonlySignal<CallbackTrace | undefined> {
    return this.#trace;
  }

  get isComplete(): ReadonlySignal<boolean> {
    return this.#isComplete;
  }

  /** How many callbacks were recorded, when the program had more. */
  get limit(): ReadonlySignal<number | undefined> {
    return this.#limit;
  }

  /** Index into `ids`. */
  get position(): ReadonlySignal<number> {
    return this.#position;
  }

  get isPlaying(): ReadonlySignal<boolean> {
    return this.#isPlaying;
  }

  get speed(): ReadonlySignal<Speed> {
    return this.#speed;
  }

  get shown(): ReadonlySignal<Shown> {
    return this.#shown;
  }

  /** A run that is recorded begins: the picture of the one before goes. */
  begin(): void {
    this.pause();
    this.#incoming = new CallbackTrace();
    this.#trace.value = undefined;
    this.#isComplete.value = false;
    this.#limit.value = undefined;
    this.#position.value = 0;
  }

  take(batch: TraceBatch): void {
    if (batch.kind === 'callbacks') this.#incoming.add(batch);
    else if (batch.kind === 'truncated' && batch.of === 'callbacks') this.#limit.value = batch.limit;
  }

  /** The run is over: the picture can be drawn. */
  complete(): void {
    this.#trace.value = this.#incoming;
    this.#isComplete.value = true;
  }

  goTo(position: number): void {
    this.#position.value = Math.max(0, Math.min(this.ids.value.length - 1, position));
  }

  /** To a callback by its id; one that is not shown leads to the next that is. */
  goToCallback(id: number): void {
    const found = this.ids.value.findIndex((shown) => shown >= id);
    if (found >= 0) this.goTo(found);
  }

  step(by: 1 | -1): void {
    this.pause();
    this.goTo(this.#position.value + by);
  }

  play(): void {
    if (this.#position.value >= this.ids.value.length - 1) this.goTo(0);
    this.#isPlaying.value = true;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#advance(), 1000 / this.#speed.value);
  }

  pause(): void {
    clearInterval(this.#timer);
    this.#isPlaying.value = false;
  }

  setSpeed(speed: Speed): void {
    this.#speed.value = speed;
    if (this.#isPlaying.value) this.play();
  }

  show(shown: Shown): void {
    const id = this.current.value;
    this.#shown.value = shown;
    this.goToCallback(id);
  }

  #advance(): void {
    this.goTo(this.#position.value + 1);
    if (this.#position.value >= this.ids.value.length - 1) this.pause();
  }
}

function idsOf(trace: CallbackTrace, shown: Shown): Int32Array {
  const ids = new Int32Array(trace.length);
  let count = 0;
  for (let id = 1; id <= trace.length; id += 1) {
    if (shown === 'all' || trace.field(id, 'runsAt') !== 0 || trace.writtenBy(id) !== undefined) {
      ids[count] = id;
      count += 1;
    }
  }
  return ids.subarray(0, count);
}
