/** Standard input of the program: what the page has sent so far, and whether more may come. */
import { FileSystemError } from './file-system/file-system-error.ts';
import type { Received } from './network/byte-stream-end.ts';

export class StandardInput {
  /** Called when there is something to read that was not there before. */
  onReadable: () => void = () => undefined;
  readonly #onWanted: () => void;
  #pieces: Uint8Array[] = [];
  #isEnded = false;
  #wasWanted = false;

  /** `onWanted` is called once, when the program first finds nothing to read although more may come. */
  constructor(onWanted: () => void) {
    this.#onWanted = onWanted;
  }

  get isReadable(): boolean {
    return this.#isEnded || this.#pieces.length > 0;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.#isEnded) return;
    this.#pieces.push(bytes);
    this.onReadable();
  }

  /** Nothing more comes. */
  end(): void {
    this.#isEnded = true;
    this.onReadable();
  }

  /** Somebody waits for input; the page should offer a way to type it. */
  want(): void {
    if (this.#wasWanted || this.isReadable) return;
    this.#wasWanted = true;
    this.#onWanted();
  }

  /** Up to `limit` bytes that are there now; undefined when there are none yet. */
  read(limit: number): Received | undefined {
    const first = this.#pieces.shift();
    if (first === undefined) return this.#isEnded ? 'end' : undefined;
    if (first.length > limit) this.#pieces.unshift(first.subarray(limit));
    return { bytes: first.subarray(0, limit) };
  }

  /** For a synchronous read, which cannot wait: as from a pipe that is empty (`EAGAIN`). */
  readNow(limit: number): Uint8Array {
    const received = this.read(limit);
    if (received === undefined) {
      this.want();
      throw new FileSystemError('EAGAIN');
    }
    return typeof received === 'object' ? received.bytes : new Uint8Array(0);
  }
}
