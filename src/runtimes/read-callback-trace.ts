/** Puts the batches of a trace of callbacks together, for whoever draws or explains it. */
import {
  type CallbackBatch,
  type CallbackSpan,
  SPAN_FIELDS,
  TRACE_ORIGINS,
  TRACE_PHASES,
  type TracedOutput,
  type TraceLocation,
} from './trace.ts';

const WIDTH = SPAN_FIELDS.length;

/** All callbacks of one run. Reading one makes an object; nothing is made for those that nobody looks at. */
export class CallbackTrace {
  readonly #batches: { readonly first: number; readonly spans: Int32Array }[] = [];
  readonly #names: string[] = [];
  readonly #locations: TraceLocation[] = [];
  readonly #output: TracedOutput[] = [];
  readonly #written = new Map<number, string>();
  readonly #sleeps: { readonly startUs: number; readonly endUs: number }[] = [];
  #length = 0;

  add({ spans, names, locations, output, sleeps }: CallbackBatch): void {
    if (spans.length > 0) this.#batches.push({ first: this.#length + 1, spans });
    this.#length += spans.length / WIDTH;
    this.#names.push(...names);
    this.#locations.push(...locations);
    for (const piece of output) {
      this.#output.push(piece);
      this.#written.set(piece.callback, (this.#written.get(piece.callback) ?? '') + piece.text);
    }
    for (let at = 0; at + 1 < sleeps.length; at += 2) {
      this.#sleeps.push({ startUs: sleeps[at] ?? 0, endUs: sleeps[at + 1] ?? 0 });
    }
  }

  /** How many callbacks there are: ids run from 1 to this. */
  get length(): number {
    return this.#length;
  }

  get output(): readonly TracedOutput[] {
    return this.#output;
  }

  /** All that one callback wrote; undefined when it wrote nothing. */
  writtenBy(id: number): string | undefined {
    return this.#written.get(id);
  }

  get sleeps(): readonly { readonly startUs: number; readonly endUs: number }[] {
    return this.#sleeps;
  }

  /** One number of a callback without making an object: for loops over all of them. */
  field(id: number, field: (typeof SPAN_FIELDS)[number]): number {
    const found = this.#batches.findLast(({ first }) => first <= id);
    return found?.spans[(id - found.first) * WIDTH + SPAN_FIELDS.indexOf(field)] ?? 0;
  }

  /** The callback with this id, from 1; undefined when there is none. */
  at(id: number): CallbackSpan | undefined {
    if (!(id >= 1 && id <= this.#length)) return undefined;
    const read = (field: (typeof SPAN_FIELDS)[number]) => this.field(id, field);
    const delayMs = read('delayMs');
    return {
      id,
      phase: TRACE_PHASES[read('phase')] ?? 'script',
      origin: TRACE_ORIGINS[read('origin')] ?? 'native',
      ...optional('name', this.#names[read('name') - 1]),
      cause: read('cause'),
      trigger: read('trigger'),
      ...optional('scheduledAt', this.#locations[read('scheduledAt') - 1]),
      ...optional('runsAt', this.#locations[read('runsAt') - 1]),
      scheduledUs: this.#scheduledUs(id),
      startUs: read('startUs'),
      endUs: read('endUs'),
      ...optional('delayMs', delayMs >= 0 ? delayMs : undefined),
      sharedBy: Math.max(1, read('sharedBy')),
    };
  }

  /** Not before the callback began that asked for it: that has its share of the time since the clock was read. */
  #scheduledUs(id: number): number {
    const cause = this.field(id, 'cause');
    const began = cause >= 1 && cause < id ? this.field(cause, 'startUs') : 0;
    return Math.min(Math.max(this.field(id, 'scheduledUs'), began), this.field(id, 'startUs'));
  }
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: Value });
}
