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

const FIRST_ROWS = 1024;

/** Looked up for each callback: faster than a search. */
const PHASE_NUMBERS = numbersOf(TRACE_PHASES);
const ORIGIN_NUMBERS = numbersOf(TRACE_ORIGINS);

function numbersOf<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, index) => [name, index])) as Record<Name, number>;
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
  #rows = new Float64Array(FIRST_ROWS * WIDTH);
  #count = 0;
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
    return this.#count >= TRACE_LIMIT_CALLBACKS;
  }

  /** Callbacks that were not handed over yet. */
  get waiting(): number {
    return this.#count - this.#sent;
  }

  begin(phase: TracePhase, origin: TraceOrigin, asked: Asked, us: number, name?: string): number {
    if ((this.#count + 1) * WIDTH > this.#rows.length) {
      const larger = new Float64Array(this.#rows.length * 2);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    const row = this.#count * WIDTH;
    this.#count += 1;
    const rows = this.#rows;
    rows[row + PHASE] = PHASE_NUMBERS[phase];
    rows[row + ORIGIN] = ORIGIN_NUMBERS[origin];
    rows[row + NAME] = name === undefined ? 0 : this.#nameNumber(name);
    rows[row + CAUSE] = asked.cause;
    rows[row + TRIGGER] = 0;
    rows[row + SCHEDULED_AT] = this.#locationNumber(asked.site);
    rows[row + RUNS_AT] = 0;
    rows[row + SCHEDULED_US] = asked.us;
    rows[row + START_US] = us;
    rows[row + END_US] = us;
    rows[row + DELAY_MS] = -1;
    return this.#count;
  }

  end(id: number, us: number): void {
    this.#rows[(id - 1) * WIDTH + END_US] = us;
  }

  setOrigin(id: number, origin: TraceOrigin, name: string): void {
    this.#rows[(id - 1) * WIDTH + ORIGIN] = ORIGIN_NUMBERS[origin];
    this.#rows[(id - 1) * WIDTH + NAME] = this.#nameNumber(name);
  }

  setTrigger(id: number, trigger: number): void {
    this.#rows[(id - 1) * WIDTH + TRIGGER] = trigger;
  }

  setDelay(id: number, ms: number): void {
    this.#rows[(id - 1) * WIDTH + DELAY_MS] = ms;
  }

  setRunsAt(id: number, site: number): void {
    this.#rows[(id - 1) * WIDTH + RUNS_AT] = this.#locationNumber(site);
  }

  hasRunsAt(id: number): boolean {
    return this.#rows[(id - 1) * WIDTH + RUNS_AT] !== 0;
  }

  /** Takes the latest callback out again; only when nothing names it. */
  dropLast(): void {
    this.#count -= 1;
  }

  addOutput(output: TracedOutput): void {
    this.#output.push(output);
  }

  addSleep(startUs: number, endUs: number): void {
    this.#sleeps.push(startUs, endUs);
  }

  /** What is new since the last batch; undefined when nothing is. All of it must have ended. */
  take(): CallbackBatch | undefined {
    if (this.#count === this.#sent && this.#output.length === 0 && this.#sleeps.length === 0) return undefined;
    const batch: CallbackBatch = {
      kind: 'callbacks',
      spans: this.#rows.slice(this.#sent * WIDTH, this.#count * WIDTH),
      names: this.#names,
      locations: this.#locations,
      output: this.#output,
      sleeps: new Float64Array(this.#sleeps),
    };
    this.#sent = this.#count;
    this.#names = [];
    this.#locations = [];
    this.#output = [];
    this.#sleeps = [];
    return batch;
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
    if (site === 0) return 0;
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
