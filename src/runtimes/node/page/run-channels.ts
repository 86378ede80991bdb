import { otherEnd } from '../kernel/threads/page-relay.ts';
import type { RelayMessage } from '../worker/messages.ts';

/** A worker of the run, as far as channels go. */
export interface ChannelMember {
  post(message: RelayMessage, transfer: Transferable[]): void;
}

/**
 * Channels between the workers of a run that lead through the page: which end is where. A channel is forgotten when both
 * of its ends have sent their last message, or are where nobody is.
 */
export class RunChannels {
  /** Undefined where nobody is any more. */
  readonly #places = new Map<string, ChannelMember | undefined>();
  /** For ends that are still on their way. */
  readonly #waiting = new Map<string, { readonly message: RelayMessage; readonly from: ChannelMember }[]>();

  /** Of how many ends the place is known. */
  get size(): number {
    return this.#places.size;
  }

  /** `member` gets an end from `from`, which keeps the other one when it made the channel. */
  move(end: string, member: ChannelMember | undefined, from: ChannelMember): void {
    if (!this.#places.has(otherEnd(end))) this.#places.set(otherEnd(end), from);
    this.#place(end, member);
    const waiting = this.#waiting.get(end) ?? [];
    this.#waiting.delete(end);
    for (const held of waiting) this.pass(held.message, held.from);
  }

  /** Passes a message on to where its end is now. */
  pass(message: RelayMessage, from: ChannelMember): void {
    const { to, moves, isLast, isReturned } = message;
    if (!this.#places.has(to)) {
      // What comes back had a place once: its channel is closed by now.
      if (!isReturned) this.#waiting.set(to, [...(this.#waiting.get(to) ?? []), { message, from }]);
      return;
    }
    const sender = otherEnd(to);
    // Nothing comes after the last message; one that comes back was sent before.
    const isTooLate = this.#places.get(sender) === undefined && !isReturned;
    const member = isTooLate ? undefined : this.#places.get(to);
    // A program may try to speak for its worker: what cannot be handed over would throw here.
    const transfer = new Set(
      message.transfer.filter((each) => each instanceof ArrayBuffer || each instanceof MessagePort),
    );
    member?.post({ ...message, transfer: [...transfer] }, [...transfer]);
    for (const end of moves) this.move(end, member, from);
    if (isLast) this.#place(sender, undefined);
  }

  /** A worker has ended: nobody is at its ends any more. */
  leave(member: ChannelMember): void {
    for (const [end, place] of this.#places) if (place === member) this.#place(end, undefined);
  }

  #place(end: string, member: ChannelMember | undefined): void {
    this.#places.set(end, member);
    const other = otherEnd(end);
    if (member !== undefined || !this.#places.has(other) || this.#places.get(other) !== undefined) return;
    this.#places.delete(end);
    this.#places.delete(other);
  }
}
