import { otherEnd } from '../kernel/threads/page-relay.ts';
import type { RelayMessage } from '../worker/messages.ts';

/** A worker of the run, as far as channels go. */
export interface ChannelMember {
  post(message: RelayMessage, transfer: Transferable[]): void;
}

/** Channels between the workers of a run that lead through the page: which end is where. */
export class RunChannels {
  /** Undefined for ends of a closed channel. */
  readonly #places = new Map<string, ChannelMember | undefined>();
  /** For ends that are still on their way. */
  readonly #waiting = new Map<string, { readonly message: RelayMessage; readonly from: ChannelMember }[]>();

  /** `member` gets an end from `from`, which keeps the other one when it made the channel. */
  move(end: string, member: ChannelMember | undefined, from: ChannelMember): void {
    this.#places.set(end, member);
    if (!this.#places.has(otherEnd(end))) this.#places.set(otherEnd(end), from);
    const waiting = this.#waiting.get(end) ?? [];
    this.#waiting.delete(end);
    for (const held of waiting) this.pass(held.message, held.from);
  }

  /** Passes a message on to where its end is now. */
  pass(message: RelayMessage, from: ChannelMember): void {
    const { to, moves, isLast } = message;
    if (!this.#places.has(to)) {
      this.#waiting.set(to, [...(this.#waiting.get(to) ?? []), { message, from }]);
      return;
    }
    const member = this.#places.get(to);
    // A program may try to speak for its worker: what cannot be handed over would throw here.
    const transfer = new Set(
      message.transfer.filter((each) => each instanceof ArrayBuffer || each instanceof MessagePort),
    );
    member?.post({ ...message, transfer: [...transfer] }, [...transfer]);
    for (const end of moves) this.move(end, member, from);
    if (!isLast) return;
    for (const end of [to, otherEnd(to)]) this.#places.set(end, undefined);
  }
}
