/** Brotli decompression: the decoder of Rust's brotli crate as WebAssembly. */
import { BrotliDecStream, BrotliDecStreamErrCode, BrotliStreamResultCode, initSync } from 'brotli-dec-wasm/web';
import wasm from 'brotli-dec-wasm/web/bg.wasm';
import type { Codec, CodecBuffers, CodecError } from '../kernel/bindings/zlib/codec.ts';

/** `BROTLI_OPERATION_FINISH`. */
const FINISH = 2;
const Z_BUF_ERROR = -5;

let isInitialised = false;

export function createBrotliDecoder(): Codec {
  if (!isInitialised) initSync({ module: wasm });
  isInitialised = true;
  return new BrotliDecoder();
}

class BrotliDecoder implements Codec {
  error: CodecError | undefined;
  #decoder = new BrotliDecStream();
  #isDone = false;

  write(flush: number, buffers: CodecBuffers): void {
    if (this.#isDone) return;
    const { input, nextIn, availIn, output, nextOut, availOut } = buffers;
    try {
      const result = this.#decoder.dec(input.subarray(nextIn, nextIn + availIn), availOut);
      const { buf, code, input_offset } = result;
      result.free();
      output.set(buf, nextOut);
      buffers.nextOut += buf.length;
      buffers.availOut -= buf.length;
      buffers.nextIn += input_offset;
      buffers.availIn -= input_offset;
      this.#isDone = code === BrotliStreamResultCode.ResultSuccess;
      const isCutOff = flush === FINISH && code === BrotliStreamResultCode.NeedsMoreInput;
      this.error = isCutOff
        ? { message: 'unexpected end of file', errno: Z_BUF_ERROR, code: 'Z_BUF_ERROR' }
        : undefined;
    } catch (error) {
      this.error = decodingError(error);
    }
  }

  reset(): void {
    this.#decoder.free();
    this.#decoder = new BrotliDecStream();
    this.#isDone = false;
    this.error = undefined;
  }

  free(): void {
    this.#decoder.free();
  }
}

/** The decoder tells its error code in a message; Node makes the name of it a code of its own. */
function decodingError(error: unknown): CodecError {
  const errno = Number(/Error code (-\d+)/.exec(String(error))?.[1]);
  const name: unknown = Reflect.get(BrotliDecStreamErrCode, -errno);
  if (typeof name !== 'string') throw error;
  return { message: 'Decompression failed', errno, code: `ERR_${name.replace('BROTLI_DECODER', '')}` };
}
