/** `internalBinding('http_parser')`: what Node does around llhttp (Node.js src/node_http_parser.cc). */

import { AsyncWrap } from '../../async-wrap.ts';
import { concatBytes } from '../../file-system/open-file.ts';
import type { BindingFactory, Kernel } from '../../kernel.ts';
import { bytesOf, decodeText, LATIN1 } from '../../text-encodings.ts';
import { createConnectionsListClass } from './connections-list.ts';
import { Llhttp, type LlhttpEvents, llhttpWasm } from './llhttp.ts';

// Slots for the library's callbacks (`HTTPParser.kOn…`).
const ON_MESSAGE_BEGIN = 0;
const ON_HEADERS = 1;
const ON_HEADERS_COMPLETE = 2;
const ON_BODY = 3;
const ON_MESSAGE_COMPLETE = 4;

const REQUEST = 1;
const OK = 0;
const HPE_PAUSED_UPGRADE = 22;
const HPE_USER = 24;
/** After so many headers they are handed over in parts. */
const HEADERS_AT_ONCE = 32;
const DEFAULT_MAX_HEADER_BYTES = 16 * 1024;
const HEADER_OVERFLOW = 'HPE_HEADER_OVERFLOW:Header overflow';

interface BufferModule {
  readonly Buffer: { from(buffer: ArrayBufferLike, offset?: number, length?: number): Uint8Array };
}

export const createHttpParserBinding: BindingFactory = (kernel, stub) => {
  const ConnectionsList = createConnectionsListClass(() => kernel.natives.now());
  const HTTPParser = createParserClass(kernel, ConnectionsList);
  const { HTTPParser: original } = stub as { HTTPParser: object };
  for (const name of Object.getOwnPropertyNames(original)) {
    // Constants: REQUEST, kOnBody, kLenientAll …
    const value = (original as Record<string, unknown>)[name];
    if (typeof value === 'number' && name !== 'length') Object.assign(HTTPParser, { [name]: value });
  }
  // Ours, for undici: the library's other user of llhttp (lib/build.ts).
  Object.defineProperty(stub, 'llhttpWasm', { get: () => llhttpWasm(kernel) });
  return Object.assign(stub, { HTTPParser, ConnectionsList });
};

type ConnectionsListClass = ReturnType<typeof createConnectionsListClass>;

function createParserClass(kernel: Kernel, ConnectionsList: ConnectionsListClass) {
  let shared: Llhttp | undefined;
  const llhttp = () => {
    shared ??= kernel.loop.offTheClock(() => new Llhttp(kernel));
    return shared;
  };

  return class HTTPParser extends AsyncWrap {
    #pointer = 0;
    #type = 0;
    #connections: object | undefined;
    #maxHeaderBytes = DEFAULT_MAX_HEADER_BYTES;
    #headerBytes = 0;
    #fields: Uint8Array[] = [];
    #values: Uint8Array[] = [];
    #url: Uint8Array[] = [];
    #status: Uint8Array[] = [];
    #flushed = false;
    #messageStart = 0;
    #headersCompleted = false;
    #depth = 0;
    #pausePending = false;
    #exception: { readonly error: unknown } | undefined;
    #userError: string | undefined;
    #chunk: Uint8Array | undefined;

    constructor() {
      super(kernel);
    }

    get messageStart(): number {
      return this.#messageStart;
    }

    get headersCompleted(): boolean {
      return this.#headersCompleted;
    }

    /** Makes the parser ready for a connection; parsers are used again and again. */
    initialize(type: number, resource: object, maxHeaderBytes = 0, leniency = 0, connections?: object): void {
      this.becomeResource(type === REQUEST ? 'HTTPINCOMINGMESSAGE' : 'HTTPCLIENTREQUEST', resource);
      this.close();
      this.#type = type;
      this.#maxHeaderBytes = maxHeaderBytes > 0 ? maxHeaderBytes : DEFAULT_MAX_HEADER_BYTES;
      this.#headerBytes = 0;
      this.#pausePending = false;
      this.#beginMessage();
      this.#pointer = llhttp().createParser(type, leniency, this.#events());
      if (connections === undefined) return;
      this.#connections = connections;
      // A client that connects and sends nothing is late too.
      this.#messageStart = kernel.natives.now();
      ConnectionsList.track(connections, this);
    }

    /** Feeds bytes; returns how many were taken, or an Error for the library to report. */
    execute(chunk: ArrayBufferView): unknown {
      this.#chunk = bytesOf(chunk);
      return this.#run(() => llhttp().execute(this.#pointer, bytesOf(chunk)));
    }

    /** The connection ended: returns an Error when that was too early. */
    finish(): unknown {
      const result = this.#run(() => ({ errno: llhttp().exports.llhttp_finish(this.#pointer), consumed: 0 }));
      return result instanceof Error ? result : undefined;
    }

    pause(): void {
      if (this.#depth > 0) this.#pausePending = true;
      else llhttp().exports.llhttp_pause(this.#pointer);
    }

    resume(): void {
      if (this.#depth > 0) this.#pausePending = false;
      else llhttp().exports.llhttp_resume(this.#pointer);
    }

    close(): void {
      this.remove();
      if (this.#pointer !== 0) llhttp().freeParser(this.#pointer);
      this.#pointer = 0;
    }

    /** The parser goes back to the library's pool; `initialize` or `close` lets go of its memory. */
    free(): void {
      this.emitDestroy();
    }

    remove(): void {
      if (this.#connections !== undefined) ConnectionsList.forget(this.#connections, this);
      this.#connections = undefined;
    }

    consume(): void {
      // Only for native streams, which handles here are not (StreamHandle.isStreamBase).
    }

    unconsume(): void {
      // See consume().
    }

    getCurrentBuffer(): unknown {
      return toBuffer(kernel, this.#chunk ?? new Uint8Array(0));
    }

    #run(parse: () => { readonly errno: number; readonly consumed: number }): unknown {
      if (this.#pointer === 0) return 0;
      const pointer = this.#pointer;
      this.#exception = undefined;
      this.#userError = undefined;
      this.#depth += 1;
      const { errno, consumed } = parse();
      this.#depth -= 1;
      if (this.#exception !== undefined) throw (this.#exception as { error: unknown }).error;
      // The connection was closed in a callback.
      if (this.#pointer !== pointer) return consumed;
      const { exports } = llhttp();
      if (errno === HPE_PAUSED_UPGRADE) exports.llhttp_resume_after_upgrade(pointer);
      if (this.#pausePending) {
        this.#pausePending = false;
        exports.llhttp_pause(pointer);
      }
      const isFine = errno === OK || errno === HPE_PAUSED_UPGRADE || exports.llhttp_get_upgrade(pointer) === 1;
      return isFine ? consumed : this.#parseError(errno, consumed);
    }

    #parseError(errno: number, bytesParsed: number): Error {
      const reason = this.#userError ?? llhttp().errorReason(this.#pointer);
      const isUsers = errno === HPE_USER && reason.includes(':');
      const code = isUsers ? reason.slice(0, reason.indexOf(':')) : llhttp().errorName(errno);
      const text = isUsers ? reason.slice(reason.indexOf(':') + 1) : reason;
      return Object.assign(new Error('Parse Error'), { bytesParsed, code, reason: text });
    }

    #events(): LlhttpEvents {
      return {
        onMessageBegin: () => {
          this.#beginMessage();
          this.#messageStart = kernel.natives.now();
          return this.#call(ON_MESSAGE_BEGIN, [], () => OK);
        },
        onUrl: (bytes) => this.#header(bytes, () => this.#url.push(bytes)),
        onStatus: (bytes) => this.#header(bytes, () => this.#status.push(bytes)),
        onHeaderField: (bytes) => this.#header(bytes, () => this.#addField(bytes)),
        onHeaderValue: (bytes) => this.#header(bytes, () => this.#addValue(bytes)),
        onHeadersComplete: (statusCode, upgrade, keepAlive) => this.#completeHeaders(statusCode, upgrade, keepAlive),
        onBody: (bytes) => (bytes.length === 0 ? OK : this.#call(ON_BODY, [toBuffer(kernel, bytes)], () => OK)),
        onMessageComplete: () => {
          if (this.#fields.length > 0) this.#flush();
          this.#messageStart = 0;
          return this.#call(ON_MESSAGE_COMPLETE, [], () => OK);
        },
      };
    }

    #beginMessage(): void {
      this.#fields = [];
      this.#values = [];
      this.#url = [];
      this.#status = [];
      this.#flushed = false;
      this.#headersCompleted = false;
    }

    #header(bytes: Uint8Array, add: () => void): number {
      this.#headerBytes += bytes.length;
      if (this.#headerBytes >= this.#maxHeaderBytes) {
        this.#userError = HEADER_OVERFLOW;
        return HPE_USER;
      }
      add();
      return this.#exception === undefined ? OK : HPE_USER;
    }

    // A field or value that reaches over two chunks comes in two pieces.
    #addField(bytes: Uint8Array): void {
      if (this.#fields.length === this.#values.length) {
        if (this.#fields.length === HEADERS_AT_ONCE) this.#flush();
        this.#fields.push(bytes);
      } else {
        this.#fields.push(concatBytes([this.#fields.pop() ?? bytes, bytes]));
      }
    }

    #addValue(bytes: Uint8Array): void {
      if (this.#values.length < this.#fields.length) this.#values.push(bytes);
      else this.#values.push(concatBytes([this.#values.pop() ?? bytes, bytes]));
    }

    #takeHeaders(): string[] {
      const headers = this.#fields.flatMap((field, index) => [
        decodeText(field, LATIN1),
        decodeText(this.#values[index] ?? new Uint8Array(0), LATIN1).replace(/[ \t]+$/, ''),
      ]);
      this.#fields = [];
      this.#values = [];
      return headers;
    }

    #takeUrl(): string {
      const url = decodeText(concatBytes(this.#url), LATIN1);
      this.#url = [];
      return url;
    }

    #flush(): void {
      this.#flushed = true;
      this.#call(ON_HEADERS, [this.#takeHeaders(), this.#takeUrl()], () => OK);
    }

    #completeHeaders(statusCode: number, upgrade: boolean, keepAlive: boolean): number {
      this.#headersCompleted = true;
      this.#headerBytes = 0;
      const isRequest = this.#type === REQUEST;
      if (this.#flushed) this.#flush();
      const { exports } = llhttp();
      const pointer = this.#pointer;
      const args = [
        exports.llhttp_get_http_major(pointer),
        exports.llhttp_get_http_minor(pointer),
        this.#flushed ? undefined : this.#takeHeaders(),
        isRequest ? exports.llhttp_get_method(pointer) : undefined,
        isRequest && !this.#flushed ? this.#takeUrl() : undefined,
        isRequest ? undefined : statusCode,
        isRequest ? undefined : decodeText(concatBytes(this.#status), LATIN1),
        upgrade,
        keepAlive,
      ];
      return this.#call(ON_HEADERS_COMPLETE, args, (result) => Number(result ?? 0));
    }

    /** Calls the library; an exception stops the parser and comes out of `execute`. */
    #call(slot: number, args: unknown[], outcome: (result: unknown) => number): number {
      const callback = (this as unknown as Record<number, unknown>)[slot];
      if (typeof callback !== 'function') return OK;
      try {
        return outcome(callback.apply(this, args));
      } catch (error) {
        this.#exception = { error };
        return HPE_USER;
      }
    }
  };
}

function toBuffer(kernel: Kernel, bytes: Uint8Array): unknown {
  const { Buffer } = kernel.requireBuiltin('buffer') as unknown as BufferModule;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
