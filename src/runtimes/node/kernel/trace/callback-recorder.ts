/** Keeps what was called as rows of numbers, and hands them over in batches (`CallbackBatch`). */
import {
  type CallbackBatch,
  SPAN_FIELDS,
  TRACE_LIMIT_CALLBACKS,
  TRACE_ORIGINS,
  TRACE_PHASES,
  type TracedOutput,
  type TraceLocation,
  type TraceOrigin,
  type TracePhase,
} from '../../../trace.ts';
import type { TraceSites } from './trace-sites.ts';

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

/** Where in the loop a callback runs and what for, with the numbers that stand for both in a row. */
export interface CallbackKind {
  readonly phase: TracePhase;
  readonly origin: TraceOrigin;
  readonly phaseNumber: number;
  readonly originNumber: number;
  readonly follows: Follows;
}

/**
 * How it comes after the one before: at once, as what is in the same queue; in a row that the loop goes through, one
 * small step between two; or by itself.
 */
type Follows = 'at once' | 'in a row' | 'by itself';

/** Made once for each kind of callback, not for each callback. */
export function callbackKind(phase: TracePhase, origin: TraceOrigin, follows: Follows = 'by itself'): CallbackKind {
  const [phaseNumber, originNumber] = [TRACE_PHASES.indexOf(phase), TRACE_ORIGINS.indexOf(origin)];
  return { phase, origin, phaseNumber, originNumber, follows };
}

/** Who asked for a callback, where and when. */
export interface Asked {
  readonly cause: number;
  /** A site's number. */
  readonly site: number;
  readonly us: number;
}

export const ASKED_BY_NOBODY: Asked = { cause: 0, site: 0, us: 0 };

export class CallbackRecorder {
  readonly #sites: TraceSites;
  /** Those that wait to be sent. A full batch goes over as it is. */
  #rows = new Int32Array(BATCH_CALLBACKS * WIDTH);
  #waiting = 0;
  #sent = 0;
  /** Of those that wait, the first whose end no reading of the clock tells yet. */
  #untimed = 0;
  /** The latest one goes on. */
  #isOpen = false;
  /** The latest one began within another. */
  #isWithin = false;
  /** Of those that wait. */
  #most = Math.min(BATCH_CALLBACKS, TRACE_LIMIT_CALLBACKS);
  #names: string[] = [];
  readonly #nameNumbers = new Map<string, number>();
  #locations: TraceLocation[] = [];
  /** By site: the number of its location, 0 when it was not used yet. */
  readonly #locationNumbers: number[] = [0];
  #usedLocations = 0;
  #output: TracedOutput[] = [];
  #sleeps: number[] = [];

  constructor(sites: TraceSites) {
    this.#sites = sites;
  }

  get isFull(): boolean {
    return this.#sent + this.#waiting >= TRACE_LIMIT_CALLBACKS;
  }

  /** A batch has come together, or there must be no more. */
  get isDue(): boolean {
    return this.#waiting >= this.#most;
  }

  /** Callbacks that were not handed over yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** The latest callback goes on. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** `askedUs` is when `cause` asked for it at `site`; 0 for what nobody asked for. */
  begin(kind: CallbackKind, cause: number, site: number, askedUs: number, us: number): number {
    const row = this.#waiting * WIDTH;
    if (row >= this.#rows.length) this.#grow();
    // What began within another one shares nothing with it: the clock was read just now.
    this.#isWithin = this.#isOpen;
    if (this.#isWithin) this.#untimed = this.#waiting;
    this.#waiting += 1;
    this.#isOpen = true;
    // A new array is full of zeros: what was not set is 0.
    const rows = this.#rows;
    rows[row + PHASE] = kind.phaseNumber;
    rows[row + ORIGIN] = kind.originNumber;
    rows[row + CAUSE] = cause;
    // Sites, until they are sent: most of what has one has the same one.
    rows[row + SCHEDULED_AT] = site;
    rows[row + SCHEDULED_US] = askedUs;
    rows[row + START_US] = us;
    rows[row + END_US] = us;
    rows[row + DELAY_MS] = -1;
    rows[row + SHARED_BY] = 1;
    return this.#sent + this.#waiting;
  }

  /** It is over. Whether the next reading of the clock may tell when; else `setEnd` must. */
  close(id: number): boolean {
    const index = id - 1 - this.#sent;
    if (index !== this.#waiting - 1) return false;
    this.#isOpen = false;
    return index >= this.#untimed && !this.#isWithin;
  }

  setEnd(id: number, us: number): void {
    this.#rows[this.#rowOf(id) + END_US] = us;
  }

  /** The clock was read: callbacks since the reading before have the time between the two in equal shares. */
  shareOut(fromUs: number, toUs: number): void {
    const first = this.#untimed;
    const count = this.#waiting - first;
    this.#untimed = this.#isOpen ? this.#waiting - 1 : this.#waiting;
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

  setOrigin(id: number, origin: TraceOrigin): void {
    this.#rows[this.#rowOf(id) + ORIGIN] = TRACE_ORIGINS.indexOf(origin);
  }

  setName(id: number, name: string): void {
    this.#rows[this.#rowOf(id) + NAME] = this.#nameNumber(name);
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
    this.#waiting -= 1;
    this.#rows.fill(0, this.#waiting * WIDTH, (this.#waiting + 1) * WIDTH);
    this.#isOpen = false;
    this.#untimed = Math.min(this.#untimed, this.#waiting);
  }

  addOutput(output: TracedOutput): void {
    this.#output.push(output);
  }

  addSleep(startUs: number, endUs: number): void {
    this.#sleeps.push(startUs, endUs);
  }

  /** What is new since the last batch; undefined when nothing is. All of it must have ended, and the clock was read. */
  take(): CallbackBatch | undefined {
    if (this.#waiting === 0 && this.#output.length === 0 && this.#sleeps.length === 0) return undefined;
    // It adds to the locations.
    const spans = this.#takeRows();
    const batch: CallbackBatch = {
      kind: 'callbacks',
      spans,
      names: this.#names,
      locations: this.#locations,
      output: this.#output,
      sleeps: new Int32Array(this.#sleeps),
    };
    this.#names = [];
    this.#locations = [];
    this.#output = [];
    this.#sleeps = [];
    return batch;
  }

  #takeRows(): Int32Array {
    const length = this.#waiting * WIDTH;
    const rows = this.#rows;
    const numbers = this.#locationNumbers;
    for (let row = 0; row < length; row += WIDTH) {
      const [asked, runs] = [rows[row + SCHEDULED_AT] ?? 0, rows[row + RUNS_AT] ?? 0];
      rows[row + SCHEDULED_AT] = numbers[asked] ?? this.#locationNumber(asked);
      rows[row + RUNS_AT] = numbers[runs] ?? this.#locationNumber(runs);
    }
    this.#sent += this.#waiting;
    this.#waiting = this.#untimed = 0;
    this.#most = Math.min(BATCH_CALLBACKS, TRACE_LIMIT_CALLBACKS - this.#sent);
    if (length < rows.length) {
      const taken = rows.slice(0, length);
      rows.fill(0, 0, length);
      return taken;
    }
    this.#rows = new Int32Array(BATCH_CALLBACKS * WIDTH);
    return rows;
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

  #nameNumber(name: string): number {
    const known = this.#nameNumbers.get(name);
    if (known !== undefined) return known;
    this.#names.push(name);
    const number = this.#nameNumbers.size + 1;
    this.#nameNumbers.set(name, number);
    return number;
  }

  /** Of a site that is used for the first time; 0 when there is none. */
  #locationNumber(site: number): number {
    const location = this.#sites.at(site);
    if (!location) return 0;
    this.#locations.push(location);
    this.#usedLocations += 1;
    this.#locationNumbers[site] = this.#usedLocations;
    return this.#usedLocations;
  }
}
