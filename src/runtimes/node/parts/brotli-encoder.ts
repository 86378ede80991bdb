/** Brotli compression: Rust's brotli crate as WebAssembly, through the functions that brotli-wasm's own script calls. */
import * as brotliWasm from '../../../../node_modules/brotli-wasm/pkg.web/brotli_wasm_bg.wasm';
import type { Codec, CodecBuffers, CodecError } from '../kernel/bindings/zlib/codec.ts';

/** `BROTLI_OPERATION_…`. */
const PROCESS = 0;
const FINISH = 2;

/** `BROTLI_PARAM_QUALITY`: its place among the parameters, where the largest number stands for the default. */
const QUALITY = 1;
const UNSET = 0xffffffff;
const BEST_QUALITY = 11;

/** What a step reports in `code`. */
const SUCCESS = 1;

interface EncoderExports {
  readonly memory: WebAssembly.Memory;
  readonly __wbindgen_add_to_stack_pointer: (bytes: number) => number;
  readonly __wbindgen_malloc: (bytes: number) => number;
  readonly __wbindgen_free: (address: number, bytes: number) => void;
  readonly compressstream_new: (isGiven: number, quality: number) => number;
  readonly compressstream_compress: (
    result: number,
    stream: number,
    input: number,
    length: number,
    outputSize: number,
  ) => void;
  readonly __wbg_compressstream_free: (stream: number) => void;
  readonly __wbg_get_brotlistreamresult_code: (result: number) => number;
  readonly __wbg_get_brotlistreamresult_buf: (target: number, result: number) => void;
  readonly __wbg_get_brotlistreamresult_input_offset: (result: number) => number;
  readonly __wbg_brotlistreamresult_free: (result: number) => void;
}

let instance: EncoderExports | undefined;

/** `parameters` are numbered by `BROTLI_PARAM_…`; only the quality is heeded. */
export function createBrotliEncoder(parameters: Uint32Array): Codec {
  instance ??= instantiate();
  const quality = parameters[QUALITY] ?? UNSET;
  return new BrotliEncoder(instance, quality === UNSET ? BEST_QUALITY : quality);
}

/** JavaScript values that Rust made are errors only, of which nobody reads more than that they are there. */
function instantiate(): EncoderExports {
  const fail = (): never => {
    throw new Error('The Brotli encoder failed.');
  };
  const nothing = () => 0;
  const { default: code } = brotliWasm as unknown as { default: Uint8Array<ArrayBuffer> };
  const module = new WebAssembly.Module(code);
  const imports = WebAssembly.Module.imports(module).map(
    ({ name }) => [name, name === '__wbindgen_throw' ? fail : nothing] as const,
  );
  return new WebAssembly.Instance(module, { wbg: Object.fromEntries(imports) }).exports as unknown as EncoderExports;
}

class BrotliEncoder implements Codec {
  error: CodecError | undefined;
  readonly #wasm: EncoderExports;
  readonly #quality: number;
  #stream: number;
  #isDone = false;

  constructor(wasm: EncoderExports, quality: number) {
    this.#wasm = wasm;
    this.#quality = quality;
    this.#stream = wasm.compressstream_new(1, quality);
  }

  write(flush: number, buffers: CodecBuffers): void {
    if (flush !== PROCESS && flush !== FINISH) {
      this.error = {
        message:
          'The embedded Node.js cannot flush Brotli before its end: its encoder has no such operation. ' +
          'Use gzip where parts must arrive at once.',
        errno: -1,
        code: 'ERR_NOT_IN_EMBEDDED_NODE',
      };
      return;
    }
    if (buffers.availIn > 0) this.#step(buffers, buffers.availIn);
    if (flush === FINISH && buffers.availIn === 0 && buffers.availOut > 0 && !this.#isDone) this.#step(buffers, 0);
  }

  reset(): void {
    this.#wasm.__wbg_compressstream_free(this.#stream);
    this.#stream = this.#wasm.compressstream_new(1, this.#quality);
    this.#isDone = false;
    this.error = undefined;
  }

  free(): void {
    this.#wasm.__wbg_compressstream_free(this.#stream);
  }

  /** Without input, ends the stream. */
  #step(buffers: CodecBuffers, length: number): void {
    const wasm = this.#wasm;
    const stack = wasm.__wbindgen_add_to_stack_pointer(-16);
    try {
      let input = 0;
      if (length > 0) {
        input = wasm.__wbindgen_malloc(length);
        const { nextIn } = buffers;
        new Uint8Array(wasm.memory.buffer).set(buffers.input.subarray(nextIn, nextIn + length), input);
      }
      wasm.compressstream_compress(stack, this.#stream, input, length, buffers.availOut);
      const [result = 0, , hasFailed] = new Int32Array(wasm.memory.buffer, stack, 3);
      if (hasFailed) {
        this.error = { message: 'Compression failed', errno: -1, code: 'ERR_BROTLI_COMPRESSION_FAILED' };
        return;
      }
      this.#take(result, stack, buffers);
    } finally {
      wasm.__wbindgen_add_to_stack_pointer(16);
    }
  }

  #take(result: number, stack: number, buffers: CodecBuffers): void {
    const wasm = this.#wasm;
    const read = wasm.__wbg_get_brotlistreamresult_input_offset(result);
    const isFinished = wasm.__wbg_get_brotlistreamresult_code(result) === SUCCESS;
    wasm.__wbg_get_brotlistreamresult_buf(stack, result);
    const [address = 0, length = 0] = new Int32Array(wasm.memory.buffer, stack, 2);
    buffers.output.set(new Uint8Array(wasm.memory.buffer, address, length), buffers.nextOut);
    if (length > 0) wasm.__wbindgen_free(address, length);
    wasm.__wbg_brotlistreamresult_free(result);
    buffers.nextOut += length;
    buffers.availOut -= length;
    if (buffers.availIn > 0) {
      buffers.nextIn += read;
      buffers.availIn -= read;
    } else this.#isDone = isFinished;
  }
}
