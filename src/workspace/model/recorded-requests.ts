/** The requests that runs and checks have recorded, the one the learner looks at, and the step of it that is open. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RequestTrace, TraceBatch, TraceKind } from '../../runtimes/trace.ts';

/** What a request was recorded in. `turn` counts runs and checks; `test` is the id of the test in which it was sent. */
export interface RequestOrigin {
  readonly type: 'run' | 'check';
  readonly turn: number;
  readonly test?: string | undefined;
}

export interface RecordedRequest {
  /** Unique in this workspace; the id of a trace is unique within its run or check only. */
  readonly key: string;
  readonly trace: RequestTrace;
  readonly origin: RequestOrigin;
}

/** The oldest are let go: beyond so many requests, or so many steps of all of them together. */
const MOST_REQUESTS = 300;
const MOST_STEPS = 50_000;

export class RecordedRequests {
  readonly #requests = signal<readonly RecordedRequest[]>([]);
  readonly #chosenKey = signal<string | undefined>(undefined);
  readonly #spanId = signal<number | undefined>(undefined);
  readonly #limit = signal<number | undefined>(undefined);
  readonly #isRecording: Signal<boolean>;
  readonly #tookPart = signal<ReadonlySet<string>>(new Set());
  readonly #turns = { run: 0, check: 0 };
  /** The request that is looked at: the one that was chosen, or else the latest. */
  readonly chosen: ReadonlySignal<RecordedRequest | undefined>;

  /** `recordsAtOnce`: runs and checks are recorded without being asked to. */
  constructor({ recordsAtOnce }: { readonly recordsAtOnce: boolean }) {
    this.#isRecording = signal(recordsAtOnce);
    this.chosen = computed(() => {
      const requests = this.#requests.value;
      return requests.find(({ key }) => key === this.#chosenKey.value) ?? requests.at(-1);
    });
  }

  /** In the order in which they were answered. */
  get requests(): ReadonlySignal<readonly RecordedRequest[]> {
    return this.#requests;
  }

  /** The id of the open step; absent when none is. */
  get spanId(): ReadonlySignal<number | undefined> {
    return this.#spanId;
  }

  /** Files of the project that took part in the request that was looked at last. */
  get tookPart(): ReadonlySignal<ReadonlySet<string>> {
    return this.#tookPart;
  }

  /** How many requests the latest run or check recorded, when it answered more. */
  get limit(): ReadonlySignal<number | undefined> {
    return this.#limit;
  }

  /** Whether the next run or check is recorded. */
  get isRecording(): ReadonlySignal<boolean> {
    return this.#isRecording;
  }

  /** The next run and the next check are recorded, and all that follow. */
  record(): void {
    this.#isRecording.value = true;
  }

  /** A run or a check begins. Gives what it is to record. */
  begin(type: RequestOrigin['type']): readonly TraceKind[] {
    this.#turns[type] += 1;
    this.#limit.value = undefined;
    this.#tookPart.value = new Set();
    return this.isRecording.value ? ['requests'] : [];
  }

  take(batch: TraceBatch, type: RequestOrigin['type'], test?: string): void {
    if (batch.kind === 'truncated' && batch.of === 'requests') this.#limit.value = batch.limit;
    if (batch.kind !== 'request') return;
    const { trace } = batch;
    const request = { key: this.keyOf(trace.id, type), trace, origin: { type, turn: this.#turns[type], test } };
    this.#requests.value = keepLatest([...this.#requests.value, request]);
  }

  /** The key of a trace of the latest run or check, whether it has come already or not. */
  keyOf(traceId: string, type: RequestOrigin['type']): string {
    return `${type} ${this.#turns[type]}: ${traceId}`;
  }

  /** Those that a test of the latest check sent. */
  ofTest(test: string): readonly RecordedRequest[] {
    const { check } = this.#turns;
    return this.#requests.value.filter(({ origin }) => origin.turn === check && origin.test === test);
  }

  /** The same request, as it went the run or the check before: to see what a change of the code has changed. */
  before({ trace, origin }: RecordedRequest): RecordedRequest | undefined {
    return this.#requests.value.findLast(
      (other) =>
        other.origin.type === origin.type &&
        other.origin.test === origin.test &&
        other.origin.turn < origin.turn &&
        other.trace.method === trace.method &&
        other.trace.path === trace.path,
    );
  }

  choose(key: string): void {
    this.#chosenKey.value = key;
    this.#spanId.value = undefined;
  }

  /** Marks files as having taken part. */
  light(paths: ReadonlySet<string>): void {
    this.#tookPart.value = paths;
  }

  openSpan(id: number | undefined): void {
    this.#spanId.value = id;
  }
}

/** The latest one is kept however large it is. */
function keepLatest(requests: readonly RecordedRequest[]): readonly RecordedRequest[] {
  let steps = 0;
  const tooMany = requests.findLastIndex(({ trace }) => {
    steps += trace.spans.length;
    return steps > MOST_STEPS;
  });
  const first = Math.min(Math.max(tooMany + 1, requests.length - MOST_REQUESTS), requests.length - 1);
  return requests.slice(first);
}
