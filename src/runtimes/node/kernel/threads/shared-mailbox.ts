/**
 * Messages in memory that two threads share. The browser hands out messages only between turns of its own loop; a thread
 * that sleeps in `Atomics.wait()` and then calls `receiveMessageOnPort()` must find what was sent meanwhile.
 */

/** Header words: the lock; where reading and writing go on and where the last entry begins, in words of the memory. */
const LOCK = 0;
const READ = 1;
const WRITE = 2;
const LAST = 3;
const HEADER_WORDS = 4;
const WORD_BYTES = 4;
const FIRST_BYTES = 1 << 10;
/** What may wait unread; more goes the browser's way, which `receiveMessageOnPort()` cannot see while the thread sleeps. */
const MOST_BYTES = 1 << 24;
/** Kept free for the marks of messages that go the other way. */
const RESERVED_WORDS = 1 << 8;
const FREE = 0;
const HELD = 1;
/** A thread that was ended inside the lock leaves it held. Nobody else holds it for that long. */
const LOCK_WAIT_MS = 100;

/** What comes next: bytes here, or a message that the browser brings. */
export type MailboxEntry = Uint8Array<ArrayBuffer> | 'elsewhere';

/** One direction: one thread writes, the other reads. An entry is its length in bytes, or minus how many come elsewhere. */
export class SharedMailbox {
  readonly memory: SharedArrayBuffer;
  readonly #header: Int32Array;

  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.#header = new Int32Array(memory, 0, HEADER_WORDS);
  }

  /** Undefined where memory cannot be shared, or cannot grow. */
  static create(): SharedMailbox | undefined {
    if (typeof SharedArrayBuffer !== 'function' || !('grow' in SharedArrayBuffer.prototype)) return undefined;
    try {
      const memory = new SharedArrayBuffer(FIRST_BYTES, { maxByteLength: MOST_BYTES });
      const mailbox = new SharedMailbox(memory);
      mailbox.#empty();
      return mailbox;
    } catch (error) {
      // The address space is full of mailboxes.
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /** Whether the bytes found room. */
  write(bytes: Uint8Array): boolean {
    return this.#locked(() => {
      const words = 1 + Math.ceil(bytes.length / WORD_BYTES);
      const place = this.#reserve(words, MOST_BYTES / WORD_BYTES - RESERVED_WORDS);
      if (place === undefined) return false;
      this.#words()[place] = bytes.length;
      new Uint8Array(this.memory).set(bytes, (place + 1) * WORD_BYTES);
      return true;
    });
  }

  /** Keeps the place of a message that the browser brings. */
  mark(): void {
    this.#locked(() => {
      const words = this.#words();
      const last = this.#header[LAST] ?? 0;
      const isMark = last > 0 && (words[last] ?? 0) < 0;
      const place = isMark ? last : this.#reserve(1, MOST_BYTES / WORD_BYTES);
      // Marks in a row are one entry, and bytes leave room for it.
      if (place === undefined) throw new Error('A mailbox has no room for a mark.');
      this.#words()[place] = isMark ? (words[last] ?? 0) - 1 : -1;
    });
  }

  /** The next entry, which is taken if `wanted` agrees; undefined when there is none. */
  take(wanted: 'any' | 'bytes'): MailboxEntry | undefined {
    return this.#locked(() => {
      const [read, write] = [this.#header[READ] ?? 0, this.#header[WRITE] ?? 0];
      if (read === write) return undefined;
      const words = this.#words();
      const length = words[read] ?? 0;
      if (length < 0) {
        if (wanted === 'bytes') return undefined;
        if (length < -1) words[read] = length + 1;
        else this.#readTo(read + 1);
        return 'elsewhere';
      }
      const from = (read + 1) * WORD_BYTES;
      const bytes = new Uint8Array(this.memory, from, length).slice();
      this.#readTo(read + 1 + Math.ceil(length / WORD_BYTES));
      return bytes;
    });
  }

  /** A view of the present length: the memory grows. */
  #words(): Int32Array {
    return new Int32Array(this.memory);
  }

  #readTo(place: number): void {
    this.#header[READ] = place;
    if (place === this.#header[WRITE]) this.#empty();
  }

  #empty(): void {
    this.#header[READ] = HEADER_WORDS;
    this.#header[WRITE] = HEADER_WORDS;
    this.#header[LAST] = 0;
  }

  /** Makes room for an entry; its place in words, undefined when that would pass `limit`. */
  #reserve(count: number, limit: number): number | undefined {
    if ((this.#header[WRITE] ?? 0) + count > this.#words().length) this.#moveToFront();
    const place = this.#header[WRITE] ?? 0;
    const end = place + count;
    if (end > limit) return undefined;
    const size = this.memory.byteLength;
    if (end * WORD_BYTES > size) this.memory.grow(Math.min(MOST_BYTES, Math.max(size * 2, end * WORD_BYTES)));
    this.#header[WRITE] = end;
    this.#header[LAST] = place;
    return place;
  }

  #moveToFront(): void {
    const [read, write] = [this.#header[READ] ?? 0, this.#header[WRITE] ?? 0];
    const gained = read - HEADER_WORDS;
    this.#words().copyWithin(HEADER_WORDS, read, write);
    this.#header[READ] = HEADER_WORDS;
    this.#header[WRITE] = write - gained;
    this.#header[LAST] = Math.max(0, (this.#header[LAST] ?? 0) - gained);
  }

  #locked<Result>(work: () => Result): Result {
    while (Atomics.compareExchange(this.#header, LOCK, FREE, HELD) !== FREE) {
      if (Atomics.wait(this.#header, LOCK, HELD, LOCK_WAIT_MS) === 'timed-out') break;
    }
    try {
      return work();
    } finally {
      Atomics.store(this.#header, LOCK, FREE);
      Atomics.notify(this.#header, LOCK, 1);
    }
  }
}
