import type { Passenger } from '../bindings/streams/transport.ts';
import { concatBytes } from '../file-system/open-file.ts';

/** What waits to be read: the next bytes, the orderly end, or a connection that the other side broke off. */
export type Received = { readonly bytes: Uint8Array; readonly passenger?: Passenger } | 'end' | 'reset';

// About what Linux lets pile up between two local sockets (net.ipv4.tcp_rmem) before a write has to wait.
const RECEIVE_WINDOW_BYTES = 1 << 20;

/** One end of a connection: a queue of received bytes, and the way to the other end. */
export class ByteStreamEnd {
  /** Called when there is something to `read` that was not there before. */
  onReadable: () => void = () => undefined;
  #other: ByteStreamEnd | undefined;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #ended = false;
  #reset = false;
  #closed = false;
  #onDrained: (() => void)[] = [];

  /** Two connected ends. */
  static pair(): [ByteStreamEnd, ByteStreamEnd] {
    const [one, two] = [new ByteStreamEnd(), new ByteStreamEnd()];
    one.#other = two;
    two.#other = one;
    return [one, two];
  }

  /** Whether `read` would give something now. */
  get readable(): boolean {
    return this.#queue.length > 0 || this.#ended || this.#reset;
  }

  /** Whether bytes may be written: neither end broke the connection off. */
  get writable(): boolean {
    return this.#other !== undefined && !this.#reset && !this.#closed;
  }

  /**
   * Sends bytes (not copied: do not change them). Returns 'done', or 'waiting' when the other end has too much unread;
   * then `onDrained` is called once it has read enough.
   */
  write(bytes: Uint8Array, onDrained: () => void): 'done' | 'waiting' {
    const other = this.#other;
    if (other === undefined || bytes.length === 0) return 'done';
    if (other.#closed) {
      // Nobody is there to read it: TCP answers with a reset.
      this.#reset = true;
      this.onReadable();
      return 'done';
    }
    other.#queue.push(bytes);
    other.#queuedBytes += bytes.length;
    other.onReadable();
    if (other.#queuedBytes <= RECEIVE_WINDOW_BYTES) return 'done';
    other.#onDrained.push(onDrained);
    return 'waiting';
  }

  /** Says that nothing more will be written. */
  end(): void {
    const other = this.#other;
    if (other === undefined || other.#ended) return;
    other.#ended = true;
    other.onReadable();
  }

  /** What can be read now, up to `limit` bytes, several writes together as TCP gives them; undefined when nothing. */
  read(limit: number): Received | undefined {
    if (this.#reset) return 'reset';
    if (this.#queue.length === 0) return this.#ended ? 'end' : undefined;
    const parts: Uint8Array[] = [];
    let room = limit;
    while (room > 0) {
      const part = this.#queue.shift();
      if (part === undefined) break;
      if (part.length > room) this.#queue.unshift(part.subarray(room));
      parts.push(part.subarray(0, room));
      room -= Math.min(room, part.length);
    }
    const bytes = concatBytes(parts);
    this.#queuedBytes -= bytes.length;
    if (this.#queuedBytes <= RECEIVE_WINDOW_BYTES / 2) this.#drained();
    return { bytes };
  }

  /**
   * Lets go of this end. The other end reads an end, or a reset when asked for or when bytes were left unread (RFC 1122,
   * 4.2.2.13).
   */
  close(how: 'end' | 'reset'): void {
    if (this.#closed) return;
    this.#closed = true;
    const isReset = how === 'reset' || this.#queue.length > 0;
    this.#queue = [];
    this.#drained();
    const other = this.#other;
    if (isReset && other !== undefined && !other.#closed) {
      other.#reset = true;
      other.onReadable();
    } else {
      this.end();
    }
  }

  #drained(): void {
    const waiting = this.#onDrained;
    this.#onDrained = [];
    for (const callback of waiting) callback();
  }
}
