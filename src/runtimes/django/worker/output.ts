/** What Python writes, on its way to the page: decoded, cut at the limit, and not a message for every byte. */
import { OUTPUT_LIMIT_BYTES } from '../../runtime.ts';

export type StreamName = 'stdout' | 'stderr';

/** Where output goes: a run's events or a test's. */
export interface OutputSink {
  text(stream: StreamName, text: string): void;
  cut(limitBytes: number): void;
}

/** So many messages may go at once; then they are gathered. One more may go for each ms that passes. */
const MESSAGE_ALLOWANCE = 1_000;

/** Gathered output is sent when it is this long. */
const GATHER_CHARACTERS = 8_192;

/**
 * A Python program blocks its worker, so nothing can be sent later by a timer: text is sent at once. Only a program
 * that writes without pause has its text gathered into larger messages.
 */
export class Output {
  readonly #sink: OutputSink;
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  #gathered: { stream: StreamName; text: string } | undefined;
  #bytesLeft = OUTPUT_LIMIT_BYTES;
  #closed = false;
  #allowance = MESSAGE_ALLOWANCE;
  #lastSent = performance.now();

  constructor(sink: OutputSink) {
    this.#sink = sink;
  }

  /** Takes what Python wrote; returns how many bytes it took, as `write(2)` does: always all. */
  write(stream: StreamName, bytes: Uint8Array): number {
    if (this.#closed || bytes.length === 0) return bytes.length;
    const kept = bytes.subarray(0, this.#bytesLeft);
    this.#bytesLeft -= kept.length;
    this.#gather(stream, this.#decoders[stream].decode(kept, { stream: true }));
    if (kept.length < bytes.length) {
      this.close();
      this.#sink.cut(OUTPUT_LIMIT_BYTES);
    } else if (this.#mayPost()) {
      this.flush();
    }
    return bytes.length;
  }

  /** Sends what is gathered. */
  flush(): void {
    if (!this.#gathered?.text) return;
    const { stream, text } = this.#gathered;
    this.#gathered = undefined;
    this.#sink.text(stream, text);
  }

  /** Sends what is gathered, and nothing after it. */
  close(): void {
    this.flush();
    this.#closed = true;
  }

  #gather(stream: StreamName, text: string): void {
    if (this.#gathered && this.#gathered.stream !== stream) this.flush();
    this.#gathered = { stream, text: (this.#gathered?.text ?? '') + text };
  }

  /** Whether a message may go now. */
  #mayPost(): boolean {
    const now = performance.now();
    this.#allowance = Math.min(MESSAGE_ALLOWANCE, this.#allowance + now - this.#lastSent);
    this.#lastSent = now;
    if (this.#allowance >= 1) {
      this.#allowance -= 1;
      return true;
    }
    return (this.#gathered?.text.length ?? 0) >= GATHER_CHARACTERS;
  }
}
