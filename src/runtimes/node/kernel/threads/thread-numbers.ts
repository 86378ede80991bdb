const THREADS = 0;
/** Where threads cannot share memory, each has this many numbers for those it starts. */
const NUMBERS_PER_THREAD = 1000;

/** Gives the threads of a run their numbers, each once, without asking anybody. */
export class ThreadNumbers {
  /** Undefined where the page is not cross-origin isolated. */
  readonly shared: SharedArrayBuffer | undefined;
  readonly #counters: Int32Array;
  readonly #first: number;

  constructor(shared: SharedArrayBuffer | undefined, threadId: number) {
    this.shared = shared ?? (typeof SharedArrayBuffer === 'function' ? new SharedArrayBuffer(4) : undefined);
    this.#counters = new Int32Array(this.shared ?? new ArrayBuffer(4));
    this.#first = this.shared ? 0 : threadId * NUMBERS_PER_THREAD;
  }

  next(): number {
    return this.#first + Atomics.add(this.#counters, THREADS, 1) + 1;
  }
}
