/** llhttp, Node's HTTP parser, as the WebAssembly module that comes inside Node's own library (deps/undici). */

import type { Kernel } from '../../kernel.ts';
import { type HttpLibraryScript, libraryPart } from '../../library.ts';

/** What a parser reports while it works. Each returns 0 to go on, or an error number of llhttp. */
export interface LlhttpEvents {
  onMessageBegin(): number;
  onUrl(bytes: Uint8Array): number;
  onStatus(bytes: Uint8Array): number;
  onHeaderField(bytes: Uint8Array): number;
  onHeaderValue(bytes: Uint8Array): number;
  /** 1: the message has no body; 2: neither a body nor more messages. */
  onHeadersComplete(statusCode: number, upgrade: boolean, shouldKeepAlive: boolean): number;
  onBody(bytes: Uint8Array): number;
  onMessageComplete(): number;
}

type Pointer = number;

/** Exported functions of the module; all numbers. */
interface LlhttpExports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  malloc(size: number): Pointer;
  free(pointer: Pointer): void;
  llhttp_alloc(type: number): Pointer;
  llhttp_free(parser: Pointer): void;
  llhttp_execute(parser: Pointer, data: Pointer, length: number): number;
  llhttp_finish(parser: Pointer): number;
  llhttp_pause(parser: Pointer): void;
  llhttp_resume(parser: Pointer): void;
  llhttp_resume_after_upgrade(parser: Pointer): void;
  llhttp_get_error_pos(parser: Pointer): Pointer;
  llhttp_get_error_reason(parser: Pointer): Pointer;
  llhttp_errno_name(errno: number): Pointer;
  llhttp_get_method(parser: Pointer): number;
  llhttp_get_http_major(parser: Pointer): number;
  llhttp_get_http_minor(parser: Pointer): number;
  llhttp_get_upgrade(parser: Pointer): number;
}

/** Setters of leniency, by Node's flag (`HTTPParser.kLenient…`). */
const LENIENCY_SETTERS: readonly (readonly [flag: number, setter: string])[] = [
  [1, 'llhttp_set_lenient_headers'],
  [2, 'llhttp_set_lenient_chunked_length'],
  [4, 'llhttp_set_lenient_keep_alive'],
  [8, 'llhttp_set_lenient_transfer_encoding'],
  [16, 'llhttp_set_lenient_version'],
  [32, 'llhttp_set_lenient_data_after_close'],
  [64, 'llhttp_set_lenient_optional_lf_after_cr'],
  [128, 'llhttp_set_lenient_optional_crlf_after_chunk'],
  [256, 'llhttp_set_lenient_optional_cr_before_lf'],
  [512, 'llhttp_set_lenient_spaces_after_chunk_size'],
];

/** The compiled module with its one instance; parsers share its memory. */
export class Llhttp {
  readonly exports: LlhttpExports;
  readonly #setters: Readonly<Record<string, (parser: Pointer, on: number) => void>>;
  readonly #events = new Map<Pointer, LlhttpEvents>();

  constructor(kernel: Kernel) {
    const { WebAssembly } = kernel.natives;
    const bytes = Uint8Array.from(atob(llhttpWasm(kernel)), (sign) => sign.charCodeAt(0));
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: this.#imports() });
    this.exports = instance.exports as unknown as LlhttpExports;
    this.#setters = instance.exports as unknown as Readonly<Record<string, (parser: Pointer, on: number) => void>>;
    this.exports._initialize();
  }

  /** A new parser of requests (1) or responses (2). */
  createParser(type: number, leniency: number, events: LlhttpEvents): Pointer {
    const parser = this.exports.llhttp_alloc(type);
    for (const [flag, setter] of LENIENCY_SETTERS) {
      if ((leniency & flag) !== 0) this.#setters[setter]?.(parser, 1);
    }
    this.#events.set(parser, events);
    return parser;
  }

  freeParser(parser: Pointer): void {
    this.#events.delete(parser);
    this.exports.llhttp_free(parser);
  }

  /** Feeds bytes; returns llhttp's error number and how many bytes it took. */
  execute(parser: Pointer, bytes: Uint8Array): { readonly errno: number; readonly consumed: number } {
    const data = this.exports.malloc(Math.max(1, bytes.length));
    try {
      new Uint8Array(this.exports.memory.buffer).set(bytes, data);
      const errno = this.exports.llhttp_execute(parser, data, bytes.length);
      const consumed = errno === 0 ? bytes.length : this.exports.llhttp_get_error_pos(parser) - data;
      return { errno, consumed };
    } finally {
      this.exports.free(data);
    }
  }

  errorReason(parser: Pointer): string {
    return this.#text(this.exports.llhttp_get_error_reason(parser));
  }

  /** For instance `HPE_INVALID_METHOD`. */
  errorName(errno: number): string {
    return this.#text(this.exports.llhttp_errno_name(errno));
  }

  #text(pointer: Pointer): string {
    const memory = new Uint8Array(this.exports.memory.buffer);
    return String.fromCharCode(...memory.subarray(pointer, memory.indexOf(0, pointer)));
  }

  #imports() {
    const eventsOf = (parser: Pointer) => {
      const events = this.#events.get(parser);
      if (events === undefined) throw new Error('llhttp called back for a parser that was freed.');
      return events;
    };
    // A copy: the memory is reused for the next chunk.
    const span = (at: Pointer, length: number) => new Uint8Array(this.exports.memory.buffer).slice(at, at + length);
    return {
      wasm_on_message_begin: (parser: Pointer) => eventsOf(parser).onMessageBegin(),
      wasm_on_url: (parser: Pointer, at: Pointer, length: number) => eventsOf(parser).onUrl(span(at, length)),
      wasm_on_status: (parser: Pointer, at: Pointer, length: number) => eventsOf(parser).onStatus(span(at, length)),
      wasm_on_header_field: (parser: Pointer, at: Pointer, length: number) =>
        eventsOf(parser).onHeaderField(span(at, length)),
      wasm_on_header_value: (parser: Pointer, at: Pointer, length: number) =>
        eventsOf(parser).onHeaderValue(span(at, length)),
      wasm_on_headers_complete: (parser: Pointer, statusCode: number, upgrade: number, keepAlive: number) =>
        eventsOf(parser).onHeadersComplete(statusCode, upgrade === 1, keepAlive === 1),
      wasm_on_body: (parser: Pointer, at: Pointer, length: number) => eventsOf(parser).onBody(span(at, length)),
      wasm_on_message_complete: (parser: Pointer) => eventsOf(parser).onMessageComplete(),
    };
  }
}

/** Base64; it comes with the library's modules for HTTP. */
export function llhttpWasm(kernel: Kernel): string {
  return kernel.loadPart<HttpLibraryScript>(libraryPart('http')).llhttpWasm;
}
