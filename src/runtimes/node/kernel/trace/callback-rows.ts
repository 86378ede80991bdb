/**
 * Callbacks as rows of numbers (`SPAN_FIELDS`), from when one begins until a batch of them is sent. All of it is on the way
 * of every callback: few calls, nothing that has to be collected, and fields that are read as they are.
 */
import { SPAN_FIELDS, TRACE_LIMIT_CALLBACKS, TRACE_ORIGINS, type TraceOrigin } from '../../../trace.ts';
import type { Asked, CallbackKind } from './callback-kinds.ts';

const WIDTH = SPAN_FIELDS.length;
const at = (field: (typeof SPAN_FIELDS)[number]) => SPAN_FIELDS.indexOf(field);
const PHASE = at('phase');
const ORIGIN = at('origin');
const NAME = at('name');
const CAUSE = at('cause');
const TRIGGER = at('trigger');
const SCHEDULED_AT = at('scheduledAt');
const RUNS_AT = at('runsAt');
const SCHEDULED_US = at('scheduledUs');
const START_US = at('startUs');
const END_US = at('endUs');
const DELAY_MS = at('delayMs');
const SHARED_BY = at('sharedBy');

/** Callbacks that are sent at once, so that an endless program shows what it did. */
const BATCH_CALLBACKS = 16_384;

export class CallbackRows {
  /** A full batch goes over as it is. */
  #rows: Int32Array<ArrayBuffer> = new Int32Array();
  #sent = TRACE_LIMIT_CALLBACKS;
  /** Callbacks that wait to be sent. */
  waiting = 0;
  /** Of those that wait, the first whose end no reading of the clock tells yet. */
  untimed = 0;
  /** The latest one goes on. */
  isOpen = false;
  /** Of those that wait: a batch. */
  most = 0;

  constructor() {
    // V8 takes a field that has never changed for a constant, and at its first change it throws away all code that does:
    // so the fields that change with a batch have changed before.
    this.#startBatch(new Int32Array(BATCH_CALLBACKS * WIDTH), 0);
  }

  get isFull(): boolean {
    return this.#sent + this.waiting >= TRACE_LIMIT_CALLBACKS;
  }

  /** Adds one that begins at `us`. Returns its id. */
  add({ phaseNumber, originNumber }: CallbackKind, { cause, site, us: askedUs }: Asked, us: number): number {
    const row = this.waiting * WIDTH;
    if (row >= this.#rows.length) this.#grow();
    const rows = this.#rows;
    rows[row + PHASE] = phaseNumber;
    rows[row + ORIGIN] = originNumber;
    rows[row + NAME] = 0;
    rows[row + CAUSE] = cause;
    rows[row + TRIGGER] = 0;
    rows[row + SCHEDULED_AT] = site;
    rows[row + RUNS_AT] = 0;
    rows[row + SCHEDULED_US] = askedUs;
    rows[row + START_US] = us;
    rows[row + END_US] = us;
    rows[row + DELAY_MS] = -1;
    rows[row + SHARED_BY] = 1;
    this.isOpen = true;
    this.waiting += 1;
    return this.#sent + this.waiting;
  }

  /** The clock was read: callbacks that ended since the reading before have the time between the two in equal shares. */
  shareOut(fromUs: number, toUs: number): void {
    const first = this.untimed;
    const count = this.waiting - first;
    this.untimed = this.isOpen ? this.waiting - 1 : this.waiting;
    if (count <= 0) return;
    const rows = this.#rows;
    if (count === 1) {
      rows[first * WIDTH + END_US] = toUs;
      return;
    }
    for (let index = 0; index < count; index += 1) {
      const row = (first + index) * WIDTH;
      // The first one may have begun before.
      if (index > 0) rows[row + START_US] = fromUs + Math.floor(((toUs - fromUs) * index) / count);
      rows[row + END_US] = fromUs + Math.floor(((toUs - fromUs) * (index + 1)) / count);
      rows[row + SHARED_BY] = count;
    }
  }

  setEnd(id: number, us: number): void {
    this.#rows[this.#rowOf(id) + END_US] = us;
  }

  setOrigin(id: number, origin: TraceOrigin): void {
    this.#rows[this.#rowOf(id) + ORIGIN] = TRACE_ORIGINS.indexOf(origin);
  }

  /** `name` is the number of a name. */
  setName(id: number, name: number): void {
    this.#rows[this.#rowOf(id) + NAME] = name;
  }

  setTrigger(id: number, trigger: number): void {
    this.#rows[this.#rowOf(id) + TRIGGER] = trigger;
  }

  setDelay(id: number, ms: number): void {
    this.#rows[this.#rowOf(id) + DELAY_MS] = ms;
  }

  setRunsAt(id: number, site: number): void {
    this.#rows[this.#rowOf(id) + RUNS_AT] = site;
  }

  hasRunsAt(id: number): boolean {
    return this.#rows[this.#rowOf(id) + RUNS_AT] !== 0;
  }

  /** Takes the latest callback out again; only when nothing names it. */
  dropLast(): void {
    this.waiting -= 1;
    this.isOpen = false;
    this.untimed = Math.min(this.untimed, this.waiting);
  }

  /** The rows of all that wait. All of it must have ended, and the clock was read. */
  take(): Int32Array {
    const rows = this.#rows;
    const length = this.waiting * WIDTH;
    const sent = this.#sent + this.waiting;
    if (length < rows.length) {
      this.#startBatch(rows, sent);
      return rows.slice(0, length);
    }
    this.#startBatch(new Int32Array(BATCH_CALLBACKS * WIDTH), sent);
    return rows;
  }

  #startBatch(rows: Int32Array<ArrayBuffer>, sent: number): void {
    this.#rows = rows;
    this.#sent = sent;
    this.waiting = this.untimed = 0;
    this.most = Math.min(BATCH_CALLBACKS, TRACE_LIMIT_CALLBACKS - sent);
  }

  /** Where the row of a callback begins that was not sent yet. */
  #rowOf(id: number): number {
    return (id - 1 - this.#sent) * WIDTH;
  }

  /** Nothing is sent while a module loads others. */
  #grow(): void {
    const larger = new Int32Array(this.#rows.length * 2);
    larger.set(this.#rows);
    this.#rows = larger;
  }
}
