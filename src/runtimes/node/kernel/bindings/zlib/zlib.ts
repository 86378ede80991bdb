/** The zlib binding (Node.js src/node_zlib.cc): streams over codecs that are parts of the engine. */

import { codedError } from '../../coded-error.ts';
import type { BindingFactory } from '../../kernel.ts';
import { NotImplementedError } from '../../not-implemented.ts';
import { bytesOf } from '../../text-encodings.ts';
import { CompressionStream } from './compression-stream.ts';
import { crc32 } from './crc32.ts';

/** Parameters of Brotli that are 0 or 1: DISABLE_LITERAL_CONTEXT_MODELING and LARGE_WINDOW. */
const BROTLI_FLAGS = [4, 6];
/** What the library hands over for a parameter that is not given. */
const UNSET = 0xffffffff;

export const createZlibBinding: BindingFactory = (kernel, stub) => {
  class Zlib extends CompressionStream {
    readonly #mode: number;

    constructor(mode: number) {
      super(kernel, 'ZLIB');
      this.#mode = mode;
    }

    init(
      windowBits: number,
      level: number,
      memLevel: number,
      strategy: number,
      writeState: Uint32Array,
      onWritten: unknown,
      dictionary: ArrayBufferView | undefined,
      rejectGarbageAfterEnd: boolean,
    ): void {
      const { createZlibCodec } = kernel.loadPart<typeof import('../../../parts/zlib.ts')>('zlib');
      const codec = createZlibCodec({
        mode: this.#mode,
        windowBits,
        level,
        memLevel,
        strategy,
        dictionary: dictionary && bytesOf(dictionary).slice(),
        rejectGarbageAfterEnd,
      });
      this.start(codec, writeState, onWritten);
    }
  }

  class BrotliDecoder extends CompressionStream {
    constructor(_mode: number) {
      super(kernel, 'ZLIB');
    }

    init(_parameters: Uint32Array, writeState: Uint32Array, onWritten: unknown, dictionary: unknown): void {
      if (dictionary !== undefined) throw new NotImplementedError('Brotli dictionary');
      const { createBrotliDecoder } = kernel.loadPart<typeof import('../../../parts/brotli.ts')>('brotli');
      this.start(createBrotliDecoder(), writeState, onWritten);
    }
  }

  class BrotliEncoder extends CompressionStream {
    constructor(_mode: number) {
      super(kernel, 'ZLIB');
    }

    init(parameters: Uint32Array, writeState: Uint32Array, onWritten: unknown, dictionary: unknown): void {
      if (dictionary !== undefined) throw new NotImplementedError('Brotli dictionary');
      const isWrong = BROTLI_FLAGS.some((flag) => (parameters[flag] ?? UNSET) > 1 && parameters[flag] !== UNSET);
      if (isWrong) throw codedError(Error, 'ERR_ZLIB_INITIALIZATION_FAILED', 'Initialization failed');
      const { createBrotliEncoder } =
        kernel.loadPart<typeof import('../../../parts/brotli-encoder.ts')>('brotli-encoder');
      this.start(createBrotliEncoder(parameters), writeState, onWritten);
    }
  }

  return Object.assign(stub, {
    Zlib,
    BrotliDecoder,
    BrotliEncoder,
    crc32: (data: string | ArrayBufferView, value: number) =>
      crc32(typeof data === 'string' ? kernel.natives.encodeUtf8(data) : bytesOf(data), value),
  });
};
