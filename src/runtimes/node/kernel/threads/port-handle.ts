import { HandleWrap } from '../async-wrap.ts';
import type { Kernel, LibraryFunction } from '../kernel.ts';
import type { AsyncQueue } from './async-queue.ts';
import type { Message } from './message.ts';
import type { PortData } from './port-data.ts';
import { type MessageObjects, type ReceivedMessage, readMessage } from './read-message.ts';

/** A port hands out so many messages before the loop goes on; more if that many waited (Node.js: kMaxMessages). */
const LEAST_BATCH = 1000;

const handles = new WeakMap<object, PortHandle>();

/** The handle of a `MessagePort` object; undefined for anything else. */
export function portHandleOf(port: object): PortHandle | undefined {
  return handles.get(port);
}

/** What a port takes besides its data. */
export interface PortSurroundings {
  readonly kernel: Kernel;
  readonly asyncs: AsyncQueue;
  readonly objects: MessageObjects;
}

/**
 * The native half of a `MessagePort` object: a handle of the loop. The object itself becomes an EventTarget of the
 * library, which leaves it no room for the handle's methods.
 */
export class PortHandle extends HandleWrap {
  readonly #port: object;
  readonly #surroundings: PortSurroundings;
  #data: PortData | undefined;
  #isReceiving = false;
  #batch = 0;

  constructor(surroundings: PortSurroundings, port: object, data: PortData) {
    super(surroundings.kernel, 'MESSAGEPORT', port);
    this.#surroundings = surroundings;
    this.#port = port;
    this.#data = data;
    handles.set(port, this);
    surroundings.asyncs.add(this);
    data.owner = this;
  }

  override get active(): boolean {
    return !this.closed;
  }

  /** Transferred or closed. */
  get isDetached(): boolean {
    return this.#data === undefined || this.closed;
  }

  /** As long as it is closing too; undefined afterwards. */
  get isReferenced(): boolean | undefined {
    return this.#data && this.referenced;
  }

  get data(): PortData | undefined {
    return this.closed ? undefined : this.#data;
  }

  onMessageWaiting(): void {
    if (!this.closed) this.#surroundings.asyncs.wake(this);
  }

  start(): void {
    if (this.#data === undefined) return;
    this.#isReceiving = true;
    if (this.#data.queue.length > 0) this.onMessageWaiting();
  }

  stop(): void {
    this.#isReceiving = false;
  }

  /** Takes the port's data for a transfer; this object is closed then. */
  detach(): PortData {
    const data = this.#data;
    if (!data) throw new Error('A port was transferred twice.');
    data.owner = undefined;
    this.#data = undefined;
    this.closePort();
    return data;
  }

  /** What waits is still handed out in this turn; the other end hears of it in the close phase. */
  closePort(): void {
    const { handle_onclose: symbol } = this.#surroundings.kernel.symbols.isolate;
    const port = this.#port;
    this.close(() => {
      const data = this.#data;
      this.#data = undefined;
      if (data) data.owner = undefined;
      data?.disentangle();
      if (symbol) (Reflect.get(port, symbol) as LibraryFunction | undefined)?.call(port);
    });
  }

  protected override onClose(): void {
    this.#surroundings.asyncs.remove(this);
  }

  /** The loop: one message. */
  runOnce(): boolean {
    if (this.#batch === 0 && this.closed) return false;
    if (this.#batch === 0) this.#batch = Math.max(this.#data?.queue.length ?? 0, LEAST_BATCH);
    const message = this.#take(this.#isReceiving);
    if (!message) {
      this.#batch = 0;
      return false;
    }
    this.#batch -= 1;
    const isFull = this.#batch === 0;
    if (isFull) this.onMessageWaiting();
    this.#emit(message);
    return !isFull;
  }

  /** All messages that wait, at once, started or not. */
  drain(): void {
    this.#data?.peer?.takeEarly?.();
    for (let message = this.#take(true); message; message = this.#take(true)) this.#emit(message);
  }

  /** The next message's value without an event; undefined when none waits. */
  receive(): ReceivedMessage | undefined {
    if (this.#data?.queue.length === 0) this.#data.peer?.takeEarly?.();
    const message = this.#take(true);
    const { kernel, objects } = this.#surroundings;
    return message && readMessage(kernel, message, objects);
  }

  /** The close of the other end is heard even by a port that was not started. */
  #take(wantsMessages: boolean): Message | undefined {
    const queue = this.#data?.queue;
    const [next] = queue ?? [];
    if (!next || (next.type === 'message' && !wantsMessages)) return undefined;
    queue?.shift();
    if (next.type === 'message') return next;
    this.closePort();
    return undefined;
  }

  #emit(message: Message): void {
    const { kernel, objects } = this.#surroundings;
    const emitMessage = kernel.perContext.emitMessage as LibraryFunction;
    this.makeCallback(() => {
      let received: ReceivedMessage;
      try {
        received = readMessage(kernel, message, objects);
      } catch (error) {
        emitMessage.call(this.#port, error, [], 'messageerror');
        return;
      }
      emitMessage.call(this.#port, received.value, received.ports, 'message');
    });
  }
}
