import type { Natives } from '../natives.ts';
import { MailboxPair, type MailboxPairState, messageOf } from './mailbox-pair.ts';
import type { Message, PortMessage } from './message.ts';
import { isRelayedEnd, PageRelay, type RelayedEnd, type RelayedMessage, RelayedPort } from './page-relay.ts';
import { PortData, type PortPeer } from './port-data.ts';

/** What travels between threads through the browser: a message, or word that one is in the mailbox. */
export type Envelope = CarriedMessage | { readonly type: 'mail'; readonly changes?: unknown };

/** A message on its way to another thread: what the browser's own clone can carry. */
export type CarriedMessage =
  | { readonly type: 'close' }
  | (Omit<Message, 'hosts'> & { readonly hosts: readonly EnvelopeHost[]; readonly changes?: unknown });

type EnvelopeHost =
  | { readonly type: 'library'; readonly deserializeInfo: string }
  | ({ readonly type: 'port'; readonly queued: readonly CarriedMessage[] } & ChannelEnd);

/** One end of a channel to another thread, as it travels. */
export interface ChannelEnd {
  readonly port: MessagePort | RelayedEnd;
  readonly mailboxes?: MailboxPairState | undefined;
}

/** Changes of the shared world (files) that travel with messages: who gets a message sees what was done before it. */
export interface SharedChanges {
  /** What `link` has not told yet; undefined when nothing. */
  take(link: object): unknown;
  apply(changes: unknown): void;
  forget(link: object): void;
}

const NO_CHANGES: SharedChanges = { take: () => undefined, apply: () => undefined, forget: () => undefined };

/** Ports whose other end is in another thread. */
export class NativeLinks {
  changes: SharedChanges = NO_CHANGES;
  /** There where ports of the browser keep messages back. */
  readonly relay: PageRelay | undefined;
  readonly #natives: Natives;
  readonly #links = new Set<NativeLink>();

  constructor(natives: Natives, sendToPage: (message: RelayedMessage) => void) {
    this.#natives = natives;
    this.relay = natives.isSpiderMonkey ? new PageRelay(natives, sendToPage) : undefined;
  }

  /** A new port whose other end is reached through `native`, in thread `toward`. */
  import(end: ChannelEnd, toward: number): PortData {
    const data = new PortData();
    data.peer = this.#link(end, data, toward);
    return data;
  }

  /** Both ends of a new channel: a port for here, and what to send to thread `toward`. */
  openChannel(toward: number): { readonly near: PortData; readonly far: ChannelEnd } {
    const [near, far] = this.#createChannel();
    return { near: this.import(near, toward), far };
  }

  #createChannel(): readonly [ChannelEnd, ChannelEnd] {
    const [near, far] = this.relay?.createChannel() ?? this.#createNativeChannel();
    const mailboxes = MailboxPair.create();
    return [
      { port: near, mailboxes: mailboxes?.[0] },
      { port: far, mailboxes: mailboxes?.[1] },
    ];
  }

  #createNativeChannel(): readonly [MessagePort, MessagePort] {
    const { port1, port2 } = new this.#natives.MessageChannel();
    return [port1, port2];
  }

  /** This thread ends: tells everybody at the other ends. */
  closeAll(): void {
    for (const link of this.#links) link.deliver({ type: 'close' });
  }

  /** A thread has ended without a word. */
  closeToward(thread: number): void {
    for (const link of [...this.#links]) {
      if (link.toward !== thread) continue;
      link.takeEarly();
      if (link.native instanceof RelayedPort) link.native.sayLast();
      this.#drop(link);
      link.data.peer = undefined;
      link.data.deliver({ type: 'close' });
    }
  }

  post(link: NativeLink, message: PortMessage): void {
    const transfer: Moved[] = [];
    const isInMailbox = link.mailboxes?.send(message) ?? false;
    const envelope: Envelope = isInMailbox ? { type: 'mail' } : this.pack(message, link.toward, transfer);
    const changes = this.changes.take(link);
    link.native.postMessage(changes === undefined ? envelope : { ...envelope, changes }, transfer as Transferable[]);
    if (message.type === 'close') this.#drop(link);
  }

  receive(link: NativeLink, envelope: Envelope): void {
    if ('changes' in envelope && envelope.changes !== undefined) this.changes.apply(envelope.changes);
    const entry = link.mailboxes?.announce();
    if (entry !== undefined && entry !== 'elsewhere') link.data.deliver(messageOf(entry));
    if (envelope.type === 'mail') return;
    if (envelope.type === 'close') {
      this.#drop(link);
      link.data.peer = undefined;
    }
    link.data.deliver(this.unpack(envelope, link.toward));
  }

  /** Makes a message fit for the browser's clone; what moves is added to `transfer`. */
  pack(message: PortMessage, toward: number, transfer: Moved[]): CarriedMessage {
    if (message.type === 'close') return message;
    transfer.push(message.bytes.buffer, ...message.buffers);
    const hosts = message.hosts.map((host): EnvelopeHost => {
      if (host.type !== 'port') return host;
      const end = this.#export(host.data, toward);
      transfer.push(end.port);
      return { type: 'port', ...end, queued: host.data.queue.map((queued) => this.pack(queued, toward, transfer)) };
    });
    return { ...message, hosts };
  }

  unpack(envelope: CarriedMessage, toward: number): PortMessage {
    if (envelope.type === 'close') return envelope;
    const { changes: _changes, ...message } = envelope;
    return {
      ...message,
      hosts: envelope.hosts.map((host) => {
        if (host.type !== 'port') return host;
        const data = this.import(host, toward);
        data.queue.push(...host.queued.map((queued) => this.unpack(queued, toward)));
        return { type: 'port', data };
      }),
    };
  }

  #export(data: PortData, toward: number): ChannelEnd {
    const { peer } = data;
    if (peer instanceof NativeLink) {
      this.#drop(peer);
      return {
        port: peer.native instanceof RelayedPort ? peer.native.end : peer.native,
        mailboxes: peer.mailboxes?.state,
      };
    }
    const [near, far] = this.#createChannel();
    if (peer instanceof PortData) peer.peer = this.#link(near, peer, toward);
    return far;
  }

  #link(end: ChannelEnd, data: PortData, toward: number): NativeLink {
    const { port } = end;
    const native = isRelayedEnd(port) ? this.relay?.open(port) : port;
    if (!native) throw new Error('A channel through the page came where there is none.');
    const link = new NativeLink(this, { ...end, native }, data, toward);
    this.#links.add(link);
    return link;
  }

  #drop(link: NativeLink): void {
    link.native.onmessage = null;
    if (link.native instanceof RelayedPort) this.relay?.close(link.native);
    this.#links.delete(link);
    this.changes.forget(link);
  }
}

/** What leaves this thread with a message. */
type Moved = Transferable | RelayedEnd;

interface OpenEnd extends ChannelEnd {
  readonly native: MessagePort | RelayedPort;
}

/** The way to the other end in another thread. */
export class NativeLink implements PortPeer {
  readonly native: OpenEnd['native'];
  /** Undefined where memory cannot be shared. */
  readonly mailboxes: MailboxPair | undefined;
  readonly data: PortData;
  readonly toward: number;
  readonly #links: NativeLinks;

  constructor(links: NativeLinks, { native, mailboxes }: OpenEnd, data: PortData, toward: number) {
    this.#links = links;
    this.native = native;
    this.mailboxes = mailboxes && new MailboxPair(mailboxes);
    this.data = data;
    this.toward = toward;
    native.onmessage = ({ data: envelope }: { readonly data: unknown }) => links.receive(this, envelope as Envelope);
  }

  deliver(message: PortMessage): void {
    this.#links.post(this, message);
  }

  takeEarly(): void {
    for (let message = this.mailboxes?.takeEarly(); message; message = this.mailboxes?.takeEarly()) {
      this.data.deliver(message);
    }
  }
}
