/**
 * Channels between threads that lead through the page. Firefox sends what was posted to a new or transferred
 * `MessagePort` only when its thread is back in its event loop: the threads that a sleeping thread has started and waits
 * for would never hear of it. What a worker posts to its page leaves at once.
 */
import type { Natives } from '../natives.ts';
import type { Envelope } from './native-links.ts';

/** One end of such a channel, as it travels. */
export interface RelayedEnd {
  /** The channel's name and which end. */
  readonly name: string;
  /** Messages sent and received before it travelled. */
  readonly sent: number;
  readonly received: number;
  /** Messages that overtook others. */
  readonly early: readonly (readonly [number: number, envelope: Envelope])[];
}

/** What page and worker pass on; the page looks at no `envelope`. */
export interface RelayedMessage {
  /** The end that it is for. */
  readonly to: string;
  /** From 1, in the order in which they were sent: a message to an end that travels may be overtaken. */
  readonly number: number;
  readonly envelope: Envelope;
  /** Ends that travel in it. */
  readonly moves: readonly string[];
  /** What changes hands with it. */
  readonly transfer: readonly Transferable[];
  /** Its sender closes the channel with it, or answers that it has been closed. */
  readonly isLast: boolean;
  /** It came to a thread that its end had left. */
  readonly isReturned: boolean;
}

/** The other end of the same channel. */
export function otherEnd(name: string): string {
  return `${name.slice(0, -1)}${name.endsWith('0') ? 1 : 0}`;
}

type Send = (message: RelayedMessage) => void;

/** The ends that are in this thread. */
export class PageRelay {
  readonly #natives: Natives;
  readonly #send: Send;
  readonly #ports = new Map<string, RelayedPort>();

  constructor(natives: Natives, send: Send) {
    this.#natives = natives;
    this.#send = send;
  }

  createChannel(): readonly [RelayedEnd, RelayedEnd] {
    const channel = this.#natives.crypto.randomUUID();
    const end = (side: number): RelayedEnd => ({ name: `${channel}:${side}`, sent: 0, received: 0, early: [] });
    return [end(0), end(1)];
  }

  open(end: RelayedEnd): RelayedPort {
    const port = new RelayedPort(end, this.#send);
    this.#ports.set(end.name, port);
    return port;
  }

  close({ end }: RelayedPort): void {
    this.#ports.delete(end.name);
  }

  receive(message: RelayedMessage): void {
    const port = this.#ports.get(message.to);
    if (port) port.receive(message.number, message.envelope);
    // It has left this thread meanwhile: the page knows where to.
    else this.#send({ ...message, isReturned: true });
  }
}

/** As far as threads use it, a `MessagePort`. */
export class RelayedPort {
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  readonly #send: Send;
  readonly #name: string;
  readonly #early: Map<number, Envelope>;
  #sent: number;
  #received: number;

  constructor({ name, sent, received, early }: RelayedEnd, send: Send) {
    this.#send = send;
    this.#name = name;
    this.#sent = sent;
    this.#received = received;
    this.#early = new Map(early);
  }

  get end(): RelayedEnd {
    return { name: this.#name, sent: this.#sent, received: this.#received, early: [...this.#early] };
  }

  postMessage(envelope: Envelope, moved: readonly (Transferable | RelayedEnd)[]): void {
    this.#sent += 1;
    this.#send({
      to: otherEnd(this.#name),
      number: this.#sent,
      envelope,
      moves: moved.flatMap((each) => (isRelayedEnd(each) ? each.name : [])),
      transfer: moved.filter((each) => !isRelayedEnd(each)),
      isLast: envelope.type === 'close',
      isReturned: false,
    });
  }

  receive(number: number, envelope: Envelope): void {
    this.#early.set(number, envelope);
    for (let next = this.#takeNext(); next; next = this.#takeNext()) {
      this.onmessage?.({ data: next });
      if (next.type === 'close') this.sayLast();
    }
  }

  /** Closes this end; when the other one is closed too, the page forgets the channel. */
  sayLast(): void {
    this.postMessage({ type: 'close' }, []);
  }

  #takeNext(): Envelope | undefined {
    const next = this.#early.get(this.#received + 1);
    if (!next) return undefined;
    this.#received += 1;
    this.#early.delete(this.#received);
    return next;
  }
}

export function isRelayedEnd(port: object): port is RelayedEnd {
  return 'received' in port;
}
