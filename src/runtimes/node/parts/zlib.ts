/** Deflate, gzip and their inverses: pako's port of zlib, driven as Node's C++ drives zlib (src/node_zlib.cc). */
import {
  Z_BLOCK,
  Z_BUF_ERROR,
  Z_DATA_ERROR,
  Z_FINISH,
  Z_NEED_DICT,
  Z_OK,
  Z_STREAM_END,
  Z_STREAM_ERROR,
  ZStream,
  zlibDeflate,
  zlibDeflateInit2,
  zlibDeflateReset,
  zlibDeflateSetDictionary,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
  zlibInflateSetDictionary,
} from 'pako';
import type { Codec, CodecBuffers, CodecError } from '../kernel/bindings/zlib/codec.ts';

/** What the library initialises a `Zlib` handle with. */
export interface ZlibOptions {
  readonly mode: number;
  readonly windowBits: number;
  readonly level: number;
  readonly memLevel: number;
  readonly strategy: number;
  readonly dictionary: Uint8Array | undefined;
  readonly rejectGarbageAfterEnd: boolean;
}

/** Modes by the numbers of `zlib.constants`. */
const DEFLATE = 1;
const INFLATE = 2;
const GZIP = 3;
const GUNZIP = 4;
const DEFLATERAW = 5;
const INFLATERAW = 6;
const UNZIP = 7;

const Z_DEFLATED = 8;
const GZIP_MAGIC = [0x1f, 0x8b] as const;
const LEVEL_OF_DEFAULT = 6;

const CODES: Readonly<Record<number, string>> = {
  1: 'Z_STREAM_END',
  2: 'Z_NEED_DICT',
  [-1]: 'Z_ERRNO',
  [-2]: 'Z_STREAM_ERROR',
  [-3]: 'Z_DATA_ERROR',
  [-4]: 'Z_MEM_ERROR',
  [-5]: 'Z_BUF_ERROR',
  [-6]: 'Z_VERSION_ERROR',
};

/** What `deflateParams` changes in pako's state, which names it as zlib does. */
interface DeflateState {
  level: number;
  strategy: number;
  matches: number;
  max_lazy_match: number;
  good_match: number;
  nice_match: number;
  max_chain_length: number;
  readonly head: Uint16Array;
  readonly last_flush: number;
}

export function createZlibCodec(options: ZlibOptions): Codec {
  const isCompression = [DEFLATE, GZIP, DEFLATERAW].includes(options.mode);
  return isCompression ? new Deflation(options) : new Inflation(options);
}

/** How zlib is told about the format. */
function formatBits({ mode, windowBits }: ZlibOptions): number {
  if (mode === GZIP || mode === GUNZIP) return windowBits + 16;
  if (mode === UNZIP) return windowBits + 32;
  return mode === DEFLATERAW || mode === INFLATERAW ? -windowBits : windowBits;
}

abstract class ZlibCodec implements Codec {
  readonly stream = new ZStream();
  readonly options: ZlibOptions;
  error: CodecError | undefined;
  /** What the format or the dictionary is refused for; told by the first write, where Node sets zlib up. */
  protected initialError: CodecError | undefined;

  constructor(options: ZlibOptions) {
    this.options = options;
  }

  write(flush: number, buffers: CodecBuffers): void {
    const { stream } = this;
    this.error = this.initialError;
    if (this.error) return;
    stream.input = buffers.input;
    stream.next_in = buffers.nextIn;
    stream.avail_in = buffers.availIn;
    stream.output = buffers.output as Uint8Array<ArrayBuffer>;
    stream.next_out = buffers.nextOut;
    stream.avail_out = buffers.availOut;
    const status = this.process(flush);
    buffers.nextIn = stream.next_in;
    buffers.availIn = stream.avail_in;
    buffers.nextOut = stream.next_out;
    buffers.availOut = stream.avail_out;
    this.error = this.failureOf(status, flush);
  }

  abstract reset(): void;
  protected abstract process(flush: number): number;

  /** The stream's own message is preferred, as in Node. */
  protected failure(message: string, status: number): CodecError {
    return { message: this.stream.msg || message, errno: status, code: CODES[status] ?? 'Z_OK' };
  }

  protected failureOf(status: number, flush: number): CodecError | undefined {
    switch (status) {
      case Z_OK:
      case Z_BUF_ERROR:
        return this.stream.avail_out !== 0 && flush === Z_FINISH
          ? this.failure('unexpected end of file', Z_BUF_ERROR)
          : undefined;
      case Z_STREAM_END:
        return undefined;
      case Z_NEED_DICT:
        return this.failure(this.options.dictionary ? 'Bad dictionary' : 'Missing dictionary', status);
      default:
        return this.failure('Zlib error', status);
    }
  }
}

class Deflation extends ZlibCodec {
  constructor(options: ZlibOptions) {
    super(options);
    const status = initDeflate(this.stream, options, options.level, options.strategy);
    if (status === Z_OK) this.#setDictionary();
    else this.error = this.failure('Init error', status);
    this.initialError = this.error;
  }

  protected override process(flush: number): number {
    return zlibDeflate(this.stream, flush as typeof Z_FINISH);
  }

  override reset(): void {
    this.error = undefined;
    const status = zlibDeflateReset(this.stream);
    if (status === Z_OK) this.#setDictionary();
    else this.error = this.failure('Failed to reset stream', status);
  }

  /** As zlib's `deflateParams`, which pako lacks. Node does it for streams without a gzip header only. */
  setParameters(level: number, strategy: number): void {
    this.error = undefined;
    const { stream, options } = this;
    if (options.mode === GZIP) return;
    const newLevel = level === -1 ? LEVEL_OF_DEFAULT : level;
    const state = stream.state as DeflateState;
    const changesMethod = strategy !== state.strategy || methodOf(newLevel) !== methodOf(state.level);
    if (changesMethod && state.last_flush !== -2 && zlibDeflate(stream, Z_BLOCK) === Z_STREAM_ERROR) {
      this.error = this.failure('Failed to set parameters', Z_STREAM_ERROR);
      return;
    }
    if (state.level !== newLevel) {
      if (state.level === 0 && state.matches !== 0) {
        state.head.fill(0);
        state.matches = 0;
      }
      copyTuning(options, newLevel, strategy, state);
    }
    state.strategy = strategy;
  }

  #setDictionary(): void {
    const { dictionary, mode } = this.options;
    if (!dictionary || mode === GZIP) return;
    const status = zlibDeflateSetDictionary(this.stream, dictionary);
    if (status !== Z_OK) this.error = this.failure('Failed to set dictionary', status);
  }
}

function initDeflate(stream: ZStream, options: ZlibOptions, level: number, strategy: number): number {
  return zlibDeflateInit2(stream, level, Z_DEFLATED, formatBits(options), options.memLevel, strategy as 0);
}

/** zlib has three ways to compress: storing, fast and slow. */
function methodOf(level: number): number {
  return level === 0 ? 0 : level < 4 ? 1 : 2;
}

/** pako keeps what each level means to itself: a new stream of that level shows it. */
function copyTuning(options: ZlibOptions, level: number, strategy: number, state: DeflateState): void {
  const sample = new ZStream();
  initDeflate(sample, options, level, strategy);
  const { max_lazy_match, good_match, nice_match, max_chain_length } = sample.state as DeflateState;
  Object.assign(state, { level, max_lazy_match, good_match, nice_match, max_chain_length });
}

class Inflation extends ZlibCodec {
  #mode: number;
  #magicBytesRead = 0;
  #hasTrailingJunk = false;

  constructor(options: ZlibOptions) {
    super(options);
    this.#mode = options.mode;
    const status = zlibInflateInit2(this.stream, formatBits(options));
    if (status === Z_OK) this.#setRawDictionary();
    else this.error = this.failure('Init error', status);
    this.initialError = this.error;
  }

  protected override process(flush: number): number {
    this.#detectFormat();
    let status = this.#inflate(flush);
    const { stream } = this;
    this.#hasTrailingJunk = false;
    // Another member of the same archive; zero bytes are padding.
    while (
      stream.avail_in > 0 &&
      this.#mode === GUNZIP &&
      status === Z_STREAM_END &&
      stream.input[stream.next_in] !== 0
    ) {
      if (this.options.rejectGarbageAfterEnd) {
        this.#hasTrailingJunk = true;
        return status;
      }
      zlibInflateReset(stream);
      status = zlibInflate(stream, flush as typeof Z_FINISH);
    }
    return status;
  }

  protected override failureOf(status: number, flush: number): CodecError | undefined {
    if (this.#hasTrailingJunk) {
      const message = 'Trailing junk found after the end of the compressed stream';
      return { message, errno: Z_DATA_ERROR, code: 'ERR_TRAILING_JUNK_AFTER_STREAM_END' };
    }
    return super.failureOf(status, flush);
  }

  override reset(): void {
    this.error = undefined;
    const status = this.#mode === UNZIP ? Z_OK : zlibInflateReset(this.stream);
    if (status === Z_OK) this.#setRawDictionary();
    else this.error = this.failure('Failed to reset stream', status);
  }

  #inflate(flush: number): number {
    const { stream } = this;
    const { dictionary } = this.options;
    const status = zlibInflate(stream, flush as typeof Z_FINISH);
    if (status !== Z_NEED_DICT || this.#mode === INFLATERAW || !dictionary) return status;
    const setting = zlibInflateSetDictionary(stream, dictionary);
    if (setting === Z_OK) return zlibInflate(stream, flush as typeof Z_FINISH);
    // Both calls tell of bad data: this one is a bad dictionary.
    return setting === Z_DATA_ERROR ? Z_NEED_DICT : setting;
  }

  /** `Unzip` decides by the first two bytes, which may come one by one. */
  #detectFormat(): void {
    const { stream } = this;
    if (this.#mode !== UNZIP || stream.avail_in === 0) return;
    for (let position = stream.next_in; this.#mode === UNZIP; position += 1) {
      if (position === stream.next_in + stream.avail_in) return;
      if (stream.input[position] !== GZIP_MAGIC[this.#magicBytesRead]) this.#mode = INFLATE;
      else this.#magicBytesRead += 1;
      if (this.#magicBytesRead === GZIP_MAGIC.length) this.#mode = GUNZIP;
    }
  }

  #setRawDictionary(): void {
    const { dictionary } = this.options;
    if (!dictionary || this.#mode !== INFLATERAW) return;
    const status = zlibInflateSetDictionary(this.stream, dictionary);
    if (status !== Z_OK) this.error = this.failure('Failed to set dictionary', status);
  }
}
