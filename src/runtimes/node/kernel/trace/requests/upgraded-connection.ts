/** What went over a connection after its request became something else: the answer's status, and whole messages. */
import { FrameCounter } from './frame-counter.ts';

const HEAD_END = '\r\n\r\n';

/** The head of an answer is shorter, in characters. */
const MOST_HEAD = 16_384;

export class UpgradedConnection {
  readonly #received = new FrameCounter();
  readonly #sent = new FrameCounter();
  #head = '';
  /** Of the answer; undefined until its head has been written. */
  status: number | undefined;

  receive(bytes: Uint8Array): void {
    if (this.status === 101) this.#received.add(bytes);
  }

  send(bytes: Uint8Array): void {
    if (this.status !== undefined) {
      this.#sent.add(bytes);
      return;
    }
    this.#head += String.fromCharCode(...bytes.subarray(0, MOST_HEAD));
    const end = this.#head.indexOf(HEAD_END);
    if (end < 0) return;
    this.status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(this.#head)?.[1]) || undefined;
    const rest = this.#head.length - end - HEAD_END.length;
    if (rest > 0 && this.status === 101) this.#sent.add(bytes.subarray(bytes.length - rest));
  }

  /** Messages of text or bytes, whole ones. */
  get details(): { readonly upgrade: true; readonly messagesReceived: number; readonly messagesSent: number } {
    return { upgrade: true, messagesReceived: this.#received.messages, messagesSent: this.#sent.messages };
  }
}
