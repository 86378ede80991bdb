import type { Passenger, Transport } from '../bindings/streams/transport.ts';
import type { Received } from '../network/byte-stream-end.ts';
import type { SharedChanges } from './native-links.ts';

/** What two ends of a stream in different workers say to each other. */
type StreamMessage =
  | {
      readonly type: 'data';
      readonly bytes: Uint8Array;
      readonly passenger?: Passenger;
      readonly changes?: unknown;
    }
  | { readonly type: 'end' }
  | { readonly type: 'reset' }
  /** The other end has read so many bytes. */
  | { readonly type: 'read'; readonly count: number };

/** As the loopback network's connections: what may wait unread before a writer has to wait. */
const WINDOW_BYTES = 1 << 20;

/** One end of a stream of bytes to another worker: a pipe to a child process, or a connection handed over to one. */
export class RemoteStream implements Transport {
  onReadable: () => void = () => undefined;
  /** Called when this end is closed. */
  onClosed: () => void = () => undefined;
  readonly #port: MessagePort;
  readonly #changes: () => SharedChanges;
  #queue: { bytes: Uint8Array; readonly passenger: Passenger | undefined }[] = [];
  readonly #dependents = new Set<RemoteStream>();
  #unacknowledged = 0;
  #waiting: (() => void)[] = [];
  #state: 'open' | 'ended' | 'reset' = 'open';
  #isClosed = false;

  constructor(port: MessagePort, changes: () => SharedChanges) {
    this.#port = port;
    this.#changes = changes;
    port.onmessage = ({ data }) => this.#receive(data as StreamMessage);
  }

  get readable(): boolean {
    return this.#queue.length > 0 || this.#state !== 'open';
  }

  get writable(): boolean {
    return !this.#isClosed && this.#state !== 'reset';
  }

  read(limit: number): Received | undefined {
    const first = this.#queue[0];
    if (!first) return this.#state === 'open' ? undefined : this.#state === 'ended' ? 'end' : 'reset';
    const bytes = first.bytes.subarray(0, limit);
    if (bytes.length === first.bytes.length) this.#queue.shift();
    else first.bytes = first.bytes.subarray(limit);
    this.#send({ type: 'read', count: bytes.length });
    return { bytes, ...(first.passenger && { passenger: first.passenger }) };
  }

  write(bytes: Uint8Array, onDrained: () => void, passenger?: Passenger): 'done' | 'waiting' {
    const changes = this.#changes().take(this);
    // A copy: the writer may use its memory again, and a view would carry its whole buffer along.
    const copy = bytes.slice();
    const extras = { ...(passenger && { passenger }), ...(changes !== undefined && { changes }) };
    this.#send({ type: 'data', bytes: copy, ...extras }, [
      copy.buffer,
      ...(passenger && 'port' in passenger ? [passenger.port] : []),
    ]);
    this.#unacknowledged += bytes.length;
    if (this.#unacknowledged <= WINDOW_BYTES) return 'done';
    this.#waiting.push(onDrained);
    return 'waiting';
  }

  end(): void {
    if (!this.#isClosed) this.#send({ type: 'end' });
  }

  close(how: 'end' | 'reset'): void {
    if (this.#isClosed) return;
    this.#send({ type: how });
    this.#isClosed = true;
    this.#queue = [];
    this.#drained();
    this.onClosed();
  }

  /** Another stream that goes to the same worker, because it was handed over on this one. */
  addDependent(stream: RemoteStream): void {
    this.#dependents.add(stream);
  }

  /** The worker at the other end is gone. */
  breakOff(): void {
    for (const stream of this.#dependents) stream.breakOff();
    if (this.#state !== 'open') return;
    this.#state = 'ended';
    this.#drained();
    this.onReadable();
  }

  /** Gives the way to the other end away; what has come already goes along. */
  release(): { readonly port: MessagePort; readonly queued: readonly Uint8Array[]; readonly isEnded: boolean } {
    this.#port.onmessage = null;
    this.#isClosed = true;
    return { port: this.#port, queued: this.#queue.map(({ bytes }) => bytes), isEnded: this.#state !== 'open' };
  }

  /** What had come before the stream was handed over. */
  prepend(queued: readonly Uint8Array[], isEnded: boolean): void {
    this.#queue.unshift(...queued.map((bytes) => ({ bytes, passenger: undefined })));
    if (isEnded) this.#state = 'ended';
  }

  #send(message: StreamMessage, transfer: Transferable[] = []): void {
    if (!this.#isClosed) this.#port.postMessage(message, transfer);
  }

  #receive(message: StreamMessage): void {
    switch (message.type) {
      case 'data':
        if (message.changes !== undefined) this.#changes().apply(message.changes);
        if (this.#isClosed) return;
        this.#queue.push({ bytes: message.bytes, passenger: message.passenger });
        break;
      case 'read':
        this.#unacknowledged -= message.count;
        if (this.#unacknowledged <= WINDOW_BYTES / 2) this.#drained();
        return;
      case 'end':
        if (this.#state === 'open') this.#state = 'ended';
        break;
      case 'reset':
        this.#state = 'reset';
        break;
    }
    this.onReadable();
  }

  #drained(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const callback of waiting) callback();
  }
}
