import type { Natives } from '../kernel/natives.ts';
import type { OutputChunk, WorkerMessage } from './messages.ts';

/** Writes that reach the page at once, each in a message of its own; after that they are gathered. */
const IMMEDIATE_WRITES = 500;
/** Gathered output is sent when it is this large (UTF-16 units) or this old (ms). */
const GATHER_LENGTH = 8192;
const GATHER_MS = 8;

const STREAMS = ['stdin', 'stdout', 'stderr'] as const;

/**
 * Sends what a program prints. A loop that never ends must show what it printed before, so little output goes out at
 * once; much output is gathered and cut, so that the page is not flooded.
 */
export class OutputSender {
  readonly #natives: Natives;
  readonly #send: (message: WorkerMessage) => void;
  readonly #limit: number;
  readonly #decoders: Readonly<Record<'stdout' | 'stderr', TextDecoder>>;
  #chunks: OutputChunk[] = [];
  #gathered = 0;
  #writes = 0;
  #sentAt = 0;
  #bytes = 0;

  constructor(natives: Natives, limitBytes: number, send: (message: WorkerMessage) => void) {
    this.#natives = natives;
    this.#limit = limitBytes;
    this.#send = send;
    this.#decoders = { stdout: new natives.TextDecoder(), stderr: new natives.TextDecoder() };
  }

  /** `testId` names the test that runs now, if any. */
  write(descriptor: number, bytes: Uint8Array, testId?: string): void {
    const stream = STREAMS[descriptor];
    if (stream !== 'stdout' && stream !== 'stderr') return;
    const room = this.#limit - this.#bytes;
    if (room <= 0) return;
    const part = bytes.subarray(0, room);
    this.#bytes += part.length;
    // A copy: TextDecoder refuses views of shared memory.
    const text = this.#decoders[stream].decode(part.slice(), { stream: true });
    this.#gather({ stream, text, ...(testId !== undefined && { testId }) });
    if (bytes.length >= room) {
      this.flush();
      this.#send({ type: 'output-cut' });
    }
  }

  /** Sends what is gathered. */
  flush(): void {
    if (this.#chunks.length === 0) return;
    this.#send({ type: 'output', chunks: this.#chunks });
    this.#chunks = [];
    this.#gathered = 0;
    this.#sentAt = this.#natives.now();
  }

  #gather(chunk: OutputChunk): void {
    const last = this.#chunks.at(-1);
    if (last?.stream === chunk.stream && last.testId === chunk.testId) {
      this.#chunks[this.#chunks.length - 1] = { ...last, text: last.text + chunk.text };
    } else {
      this.#chunks.push(chunk);
    }
    this.#gathered += chunk.text.length;
    this.#writes += 1;
    const isDue =
      this.#writes <= IMMEDIATE_WRITES ||
      this.#gathered >= GATHER_LENGTH ||
      this.#natives.now() - this.#sentAt >= GATHER_MS;
    if (isDue) this.flush();
  }
}
