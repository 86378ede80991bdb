import { AsyncWrap } from '../../async-wrap.ts';
import type { Kernel } from '../../kernel.ts';
import { bytesOf } from '../../text-encodings.ts';
import type { Codec, CodecBuffers, CodecError } from './codec.ts';

/** The slots of `_writeState` (Node.js src/node_zlib.cc). */
const AVAIL_OUT = 0;
const AVAIL_IN = 1;

const EMPTY = new Uint8Array(0);

/** `CompressionStream`: the handle of one zlib stream. Subclasses make the codec when the library initialises them. */
export abstract class CompressionStream extends AsyncWrap {
  /** Set by the library: takes message, errno and code of a failure. */
  onerror?: unknown;
  readonly #kernel: Kernel;
  #codec: Codec | undefined;
  #writeState: Uint32Array | undefined;
  #onWritten: unknown;
  #isWriting = false;
  #isClosed = false;
  #closesAfterWrite = false;

  constructor(kernel: Kernel, provider: string) {
    super(kernel, provider);
    this.#kernel = kernel;
  }

  /** Works in a later poll phase, as a job of the thread pool does, and calls back. */
  write(flush: number, ...io: [ArrayBufferView | null, number, number, ArrayBufferView, number, number]): void {
    const codec = this.#beginWrite();
    const buffers = buffersOf(...io);
    this.#kernel.loop.postIo(() => {
      codec.write(flush, buffers);
      this.#isWriting = false;
      if (this.#succeeded(codec, buffers)) this.makeCallback(this.#onWritten);
      if (this.#closesAfterWrite) this.close();
    });
  }

  writeSync(flush: number, ...io: [ArrayBufferView | null, number, number, ArrayBufferView, number, number]): void {
    const codec = this.#beginWrite();
    const buffers = buffersOf(...io);
    codec.write(flush, buffers);
    this.#isWriting = false;
    this.#succeeded(codec, buffers);
  }

  /** While a write is under way, closes after it. */
  close(): void {
    if (this.#isWriting) {
      this.#closesAfterWrite = true;
      return;
    }
    this.#closesAfterWrite = false;
    this.#isClosed = true;
    this.#codec?.free?.();
    this.#codec = undefined;
  }

  reset(): void {
    this.#codec?.reset();
    this.#report(this.#codec?.error);
  }

  params(level: number, strategy: number): void {
    this.#codec?.setParameters?.(level, strategy);
    this.#report(this.#codec?.error);
  }

  /** Takes what `init` of every subclass gets. */
  protected start(codec: Codec, writeState: Uint32Array, onWritten: unknown): void {
    this.#codec = codec;
    this.#writeState = writeState;
    this.#onWritten = onWritten;
  }

  #beginWrite(): Codec {
    if (this.#isClosed) throw new Error('The zlib handle is closed already.');
    if (this.#isWriting) throw new Error('A write on this zlib handle is under way already.');
    if (!this.#codec) throw new Error('The zlib handle was written to before it was initialised.');
    this.#isWriting = true;
    return this.#codec;
  }

  /** Tells the library how much was left of both buffers, or what went wrong. */
  #succeeded(codec: Codec, buffers: CodecBuffers): boolean {
    if (codec.error) {
      this.#report(codec.error);
      return false;
    }
    if (this.#writeState) {
      this.#writeState[AVAIL_OUT] = buffers.availOut;
      this.#writeState[AVAIL_IN] = buffers.availIn;
    }
    return true;
  }

  #report(error: CodecError | undefined): void {
    if (!error) return;
    this.makeCallback(this.onerror, error.message, error.errno, error.code);
  }
}

/** No input means just a flush. */
function buffersOf(
  input: ArrayBufferView | null,
  nextIn: number,
  availIn: number,
  output: ArrayBufferView,
  nextOut: number,
  availOut: number,
): CodecBuffers {
  const read = input === null ? EMPTY : bytesOf(input);
  return { input: read, nextIn, availIn: input === null ? 0 : availIn, output: bytesOf(output), nextOut, availOut };
}
