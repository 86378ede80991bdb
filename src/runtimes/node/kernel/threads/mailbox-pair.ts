import type { Message, PortMessage } from './message.ts';
import { type MailboxEntry, SharedMailbox } from './shared-mailbox.ts';

/** The mailboxes of one end of a channel between threads, as they travel with the end. */
export interface MailboxPairState {
  readonly inbox: SharedArrayBuffer;
  readonly outbox: SharedArrayBuffer;
  readonly announced: number;
  readonly taken: number;
}

/**
 * Both directions of a channel between threads. Each message is announced through the browser as well; what holds
 * nothing but bytes is in the mailbox, and can be taken before the browser announces it.
 */
export class MailboxPair {
  readonly #inbox: SharedMailbox;
  readonly #outbox: SharedMailbox;
  #announced: number;
  #taken: number;

  constructor({ inbox, outbox, announced, taken }: MailboxPairState) {
    this.#inbox = new SharedMailbox(inbox);
    this.#outbox = new SharedMailbox(outbox);
    this.#announced = announced;
    this.#taken = taken;
  }

  /** For both ends of a new channel; undefined where memory cannot be shared. */
  static create(): readonly [near: MailboxPairState, far: MailboxPairState] | undefined {
    const inbox = SharedMailbox.create()?.memory;
    const outbox = SharedMailbox.create()?.memory;
    if (!inbox || !outbox) return undefined;
    const counts = { announced: 0, taken: 0 };
    return [
      { inbox, outbox, ...counts },
      { inbox: outbox, outbox: inbox, ...counts },
    ];
  }

  get state(): MailboxPairState {
    return {
      inbox: this.#inbox.memory,
      outbox: this.#outbox.memory,
      announced: this.#announced,
      taken: this.#taken,
    };
  }

  /** Whether the message is in the mailbox; otherwise the browser has to carry it. */
  send(message: PortMessage): boolean {
    const isWritten = message.type === 'message' && isOnlyBytes(message) && this.#outbox.write(message.bytes);
    if (!isWritten) this.#outbox.mark();
    return isWritten;
  }

  /** The browser announced a message: what is to be handed out now, undefined when it has been taken already. */
  announce(): MailboxEntry | undefined {
    this.#announced += 1;
    if (this.#taken >= this.#announced) return undefined;
    this.#taken += 1;
    return this.#inbox.take('any');
  }

  /** The next message that was not announced yet, if it is here. */
  takeEarly(): Message | undefined {
    const bytes = this.#inbox.take('bytes');
    if (bytes === undefined || bytes === 'elsewhere') return undefined;
    this.#taken += 1;
    return messageOf(bytes);
  }
}

/** A message that holds nothing but bytes. */
export function messageOf(bytes: Uint8Array<ArrayBuffer>): Message {
  return { type: 'message', bytes, buffers: [], sharedBuffers: [], modules: [], hosts: [] };
}

function isOnlyBytes({ buffers, sharedBuffers, modules, hosts }: Message): boolean {
  return buffers.length + sharedBuffers.length + modules.length + hosts.length === 0;
}
