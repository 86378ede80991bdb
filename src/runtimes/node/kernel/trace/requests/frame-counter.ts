/** Counts the messages in one direction of a WebSocket by the heads of their frames (RFC 6455, section 5.2). */

const OPCODE_CLOSE_AND_ABOVE = 8;
const LENGTH_IN_TWO_BYTES = 126;
const LENGTH_IN_EIGHT_BYTES = 127;

export class FrameCounter {
  /** Whole messages of text or bytes. */
  messages = 0;
  /** What has come of the present head. */
  #head: number[] = [];
  /** Bytes of the present frame that are still to come. */
  #left = 0;

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#left > 0) {
        const skipped = Math.min(this.#left, bytes.length - at);
        this.#left -= skipped;
        at += skipped;
      } else {
        this.#head.push(bytes[at] ?? 0);
        at += 1;
        this.#readHead();
      }
    }
  }

  #readHead(): void {
    const [first, second, ...extended] = this.#head;
    if (first === undefined || second === undefined) return;
    const short = second & 0x7f;
    const lengthBytes = short === LENGTH_IN_EIGHT_BYTES ? 8 : short === LENGTH_IN_TWO_BYTES ? 2 : 0;
    const maskBytes = second & 0x80 ? 4 : 0;
    if (extended.length < lengthBytes + maskBytes) return;
    this.#left = extended.slice(0, lengthBytes).reduce((sum, byte) => sum * 256 + byte, lengthBytes === 0 ? short : 0);
    this.#head = [];
    const isLast = (first & 0x80) !== 0;
    if (isLast && (first & 0x0f) < OPCODE_CLOSE_AND_ABOVE) this.messages += 1;
  }
}
