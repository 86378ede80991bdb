/** The body of a request as its pieces come in, up to a limit. */
import { TRACE_LIMIT_BODY_BYTES } from '../../../../trace.ts';

export class SentBody {
  readonly #pieces: Uint8Array[] = [];
  #bytes = 0;
  #isWhole = false;

  /** `null` is its end, as in `Readable.push`. */
  add(piece: unknown): void {
    if (piece === null) this.#isWhole = true;
    if (!ArrayBuffer.isView(piece)) return;
    this.#bytes += piece.byteLength;
    if (this.#bytes > TRACE_LIMIT_BODY_BYTES) this.#pieces.length = 0;
    // A copy: the parser uses its memory again.
    else this.#pieces.push(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength).slice());
  }

  /** All of it; undefined when it is larger than what is kept, or has not come to its end. */
  get whole(): Uint8Array | undefined {
    if (!this.#isWhole || this.#bytes > TRACE_LIMIT_BODY_BYTES) return undefined;
    const whole = new Uint8Array(this.#bytes);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}
