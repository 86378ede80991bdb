import type { PortMessage } from './message.ts';

/** The other end of a port, wherever it is. */
export interface PortPeer {
  deliver(message: PortMessage): void;
  /** Fetches what has been sent and not announced by the browser yet: for who cannot wait for the browser. */
  takeEarly?(): void;
}

/** Who hears that messages wait: the port's handle in this thread. */
export interface PortOwner {
  onMessageWaiting(): void;
}

/**
 * What a port is, apart from the object that programs hold: its waiting messages and its other end. It moves when the
 * port is transferred.
 */
export class PortData implements PortPeer {
  readonly queue: PortMessage[] = [];
  owner: PortOwner | undefined;
  /** Undefined once the channel is closed. */
  peer: PortPeer | undefined;
  /** It speaks to many: nothing can be handed over. */
  refusesTransfer = false;

  /** Two ends of a channel. */
  static pair(): [PortData, PortData] {
    const [one, two] = [new PortData(), new PortData()];
    one.peer = two;
    two.peer = one;
    return [one, two];
  }

  deliver(message: PortMessage): void {
    this.queue.push(message);
    this.owner?.onMessageWaiting();
  }

  /** Closes the channel: the other end learns it after all that was sent before. */
  disentangle(): void {
    const { peer } = this;
    this.peer = undefined;
    peer?.deliver({ type: 'close' });
  }
}
