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
const [PHASE, ORIGIN, NAME, CAUSE, TRIGGER, SCHEDULED_AT, RUNS_AT, SCHEDULED_US, START_US, END_US, DELAY_MS] =
  SPAN_FIELDS.map((_field, index) => index) as [number, number, number, number, number, number, number, ...number[]] &
    [number, number, number, number, number, number, number, number, number, number, number];

/** Callbacks that are sent at once, so that an endless program shows what it did. */
const BATCH_CALLBACKS = 16_384;

/** Where in the loop a callback runs and what for, with the numbers that stand for both in a row. */
export interface CallbackKind {
  readonly phase: TracePhase;
  readonly origin: TraceOrigin;
  readonly phaseNumber: number;
  readonly originNumber: number;
}

/** Made once for each kind of callback, not for each callback. */
export function callbackKind(phase: TracePhase, origin: TraceOrigin): CallbackKind {
  return { phase, origin, phaseNumber: TRACE_PHASES.indexOf(phase), originNumber: TRACE_ORIGINS.indexOf(origin) };
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
  #names: string[] = [];
  readonly #nameNumbers = new Map<string, number>();
  #locations: TraceLocation[] = [];
  /** By site: the number of its location, 0 when it was not used yet. */
  readonly #locationNumbers: number[] = [];
  #usedLocations = 0;
  #output: TracedOutput[] = [];
  #sleeps: number[] = [];

  constructor(sites: TraceSites) {
    this.#sites = sites;
  }

  get isFull(): boolean {
    return this.#sent + this.#waiting >= TRACE_LIMIT_CALLBACKS;
  }

  /** Callbacks that were not handed over yet. */
  get waiting(): number {
    return this.#waiting;
  }

  get hasBatch(): boolean {
    return this.#waiting >= BATCH_CALLBACKS;
  }

  begin(kind: CallbackKind, asked: Asked, us: number): number {
    const row = this.#waiting * WIDTH;
    if (row >= this.#rows.length) this.#grow();
    this.#waiting += 1;
    const rows = this.#rows;
    rows[row + PHASE] = kind.phaseNumber;
    rows[row + ORIGIN] = kind.originNumber;
    rows[row + NAME] = 0;
    rows[row + CAUSE] = asked.cause;
    rows[row + TRIGGER] = 0;
    rows[row + SCHEDULED_AT] = asked.site === 0 ? 0 : this.#locationNumber(asked.site);
    rows[row + RUNS_AT] = 0;
    rows[row + SCHEDULED_US] = asked.us;
    rows[row + START_US] = us;
    rows[row + END_US] = us;
    rows[row + DELAY_MS] = -1;
    return this.#sent + this.#waiting;
  }

  end(id: number, us: number): void {
    this.#rows[this.#rowOf(id) + END_US] = us;
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
    this.#rows[this.#rowOf(id) + RUNS_AT] = this.#locationNumber(site);
  }

  hasRunsAt(id: number): boolean {
    return this.#rows[this.#rowOf(id) + RUNS_AT] !== 0;
  }

  /** Takes the latest callback out again; only when nothing names it. */
  dropLast(): void {
    this.#waiting -= 1;
  }

  addOutput(output: TracedOutput): void {
    this.#output.push(output);
  }

  addSleep(startUs: number, endUs: number): void {
    this.#sleeps.push(startUs, endUs);
  }

  /** What is new since the last batch; undefined when nothing is. All of it must have ended. */
  take(): CallbackBatch | undefined {
    if (this.#waiting === 0 && this.#output.length === 0 && this.#sleeps.length === 0) return undefined;
    const batch: CallbackBatch = {
      kind: 'callbacks',
      spans: this.#takeRows(),
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
    this.#sent += this.#waiting;
    this.#waiting = 0;
    if (length < rows.length) return rows.slice(0, length);
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

  #locationNumber(site: number): number {
    const known = this.#locationNumbers[site];
    if (known !== undefined) return known;
    const location = this.#sites.at(site);
    if (!location) return 0;
    this.#locations.push(location);
    this.#usedLocations += 1;
    this.#locationNumbers[site] = this.#usedLocations;
    return this.#usedLocations;
  }
}
