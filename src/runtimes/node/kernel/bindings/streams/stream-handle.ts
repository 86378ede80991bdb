import { HandleWrap } from '../../async-wrap.ts';
import { concatBytes } from '../../file-system/open-file.ts';
import type { Kernel } from '../../kernel.ts';
import type { Received } from '../../network/byte-stream-end.ts';
import { bytesOf, encodeText, encodingNumber, LATIN1, UTF16LE } from '../../text-encodings.ts';
import { type StreamRequest, StreamState } from './stream-wrap.ts';
import type { Passenger, Transport } from './transport.ts';

// libuv suggests 64 KiB for each read.
const READ_BYTES = 1 << 16;

/** `LibuvStreamWrap`: a handle that bytes come from and go to. Subclasses `attach` it to a transport. */
export class StreamHandle extends HandleWrap {
  readonly #kernel: Kernel;
  readonly #state: StreamState;
  #transport: Transport | undefined;
  #onread: unknown;
  #reading = false;
  #readScheduled = false;
  #ended = false;
  #shut = false;
  #pendingRequests = 0;
  #userBuffer: Uint8Array | undefined;
  #bytesRead = 0;
  #bytesWritten = 0;

  constructor(kernel: Kernel, provider: string) {
    super(kernel, provider);
    this.#kernel = kernel;
    this.#state = new StreamState(kernel);
  }

  /** The library's callback for what was read. */
  get onread(): unknown {
    return this.#onread;
  }

  set onread(callback: unknown) {
    this.#onread = callback;
  }

  // False: the HTTP server then reads through the socket instead of taking over the native stream.
  get isStreamBase(): boolean {
    return false;
  }

  get fd(): number {
    return -1;
  }

  get bytesRead(): number {
    return this.#bytesRead;
  }

  get bytesWritten(): number {
    return this.#bytesWritten;
  }

  get writeQueueSize(): number {
    return 0;
  }

  override get active(): boolean {
    return (this.#reading && this.#transport !== undefined && !this.#ended) || this.#pendingRequests > 0;
  }

  readStart(): number {
    if (this.#transport === undefined) return this.#kernel.uvErrors.errno('ENOTCONN');
    this.#reading = true;
    this.#transport.want?.();
    this.#scheduleRead();
    return 0;
  }

  readStop(): number {
    this.#reading = false;
    return 0;
  }

  writeBuffer(_request: unknown, data: ArrayBufferView, handle?: unknown): unknown {
    return this.#write(bytesOf(data).slice(), this.passengerOf(handle));
  }

  writeUtf8String(_request: unknown, text: string, handle?: unknown): unknown {
    return this.#write(this.#kernel.natives.encodeUtf8(text), this.passengerOf(handle));
  }

  writeAsciiString(_request: unknown, text: string): unknown {
    return this.#write(encodeText(text, LATIN1));
  }

  writeLatin1String(_request: unknown, text: string): unknown {
    return this.#write(encodeText(text, LATIN1));
  }

  writeUcs2String(_request: unknown, text: string): unknown {
    return this.#write(encodeText(text, UTF16LE));
  }

  /** `chunks` are buffers, or chunk and encoding by turns. */
  writev(_request: unknown, chunks: readonly unknown[], allBuffers: boolean): unknown {
    const parts: Uint8Array[] = [];
    for (let index = 0; index < chunks.length; index += allBuffers ? 1 : 2) {
      const chunk = chunks[index];
      if (typeof chunk === 'string') parts.push(encodeText(chunk, encodingNumber(chunks[index + 1])));
      else parts.push(bytesOf(chunk as ArrayBufferView));
    }
    return this.#write(concatBytes(parts));
  }

  shutdown(request: StreamRequest): number {
    if (this.#transport === undefined || this.closed) return this.#kernel.uvErrors.errno('ENOTCONN');
    this.#shut = true;
    // As in libuv, the other side hears of it when the request is carried out, not before.
    this.#pendingRequests += 1;
    this.#kernel.loop.postPending(() => {
      this.#pendingRequests -= 1;
      this.#transport?.end();
      request.makeCallback(request.oncomplete, this.closed ? this.#kernel.uvErrors.errno('ECANCELED') : 0);
    });
    return 0;
  }

  setBlocking(): number {
    return 0;
  }

  /** From now on what is read goes into this buffer, as much at a time as fits. */
  useUserBuffer(buffer: ArrayBufferView): void {
    this.#userBuffer = bytesOf(buffer);
  }

  /** Connects the handle to where its bytes come from and go to. */
  protected attach(transport: Transport): void {
    this.#transport = transport;
    transport.onReadable = () => this.#scheduleRead();
  }

  /** A handle that is to travel with bytes; channels between processes know how. */
  protected passengerOf(_handle: unknown): Passenger | undefined {
    return undefined;
  }

  /** A connection came with the bytes that are read next. */
  protected receivePassenger(_passenger: Passenger): void {
    // Other streams have none.
  }

  /** Leaves the handle without its transport, which goes on elsewhere. */
  protected detach(): Transport | undefined {
    const transport = this.#transport;
    this.#transport = undefined;
    if (transport) transport.onReadable = () => undefined;
    return transport;
  }

  protected get transport(): Transport | undefined {
    return this.#transport;
  }

  /** Runs `callback` in a later poll phase; the handle is active until then. */
  protected postRequest(callback: () => void): void {
    this.beginRequest()(callback);
  }

  /** The handle is active until what this returns has run its callback, in a later poll phase than it is called in. */
  protected beginRequest(): (callback: () => void) => void {
    this.#pendingRequests += 1;
    return (callback) => {
      this.#kernel.loop.postReady(() => {
        this.#pendingRequests -= 1;
        callback();
      });
    };
  }

  protected override onClose(): void {
    this.#transport?.close('end');
  }

  /** Returns 0 or an error number, or the request of a write that is not done yet. */
  #write(bytes: Uint8Array, passenger?: Passenger): unknown {
    const { uvErrors } = this.#kernel;
    if (this.#transport === undefined || this.closed) return uvErrors.errno('EBADF');
    if (this.#shut || !this.#transport.writable) return uvErrors.errno('EPIPE');
    this.#bytesWritten += bytes.length;
    let request: StreamRequest | undefined;
    const outcome = this.#transport.write(
      bytes,
      () => {
        this.#pendingRequests -= 1;
        this.postRequest(() => request?.makeCallback(request.oncomplete, 0));
      },
      passenger,
    );
    this.#state.setWritten(bytes.length, outcome === 'done' ? 'sync' : 'async');
    if (outcome === 'done') return 0;
    this.#pendingRequests += 1;
    request = this.#state.newWriteRequest();
    return request;
  }

  #scheduleRead(): void {
    if (this.#readScheduled || !this.#reading || this.#ended || this.closed || !this.#transport?.readable) return;
    this.#readScheduled = true;
    this.#kernel.loop.postReady(() => {
      this.#readScheduled = false;
      if (!this.#reading || this.closed) return;
      const received = this.#transport?.read(this.#userBuffer?.length ?? READ_BYTES);
      // What is left is in line before all that the callback makes ready, as with a level-triggered epoll.
      if (received !== undefined && typeof received === 'object') this.#scheduleRead();
      this.#deliver(received);
      if (this.#reading) this.#transport?.want?.();
      this.#scheduleRead();
    });
  }

  #deliver(received: Received | undefined): void {
    if (received === undefined) return;
    if (typeof received === 'string') {
      this.#ended = true;
      this.#reading = false;
      this.#state.setRead(this.#kernel.uvErrors.errno(received === 'end' ? 'EOF' : 'ECONNRESET'));
      this.makeCallback(this.#onread, undefined);
      return;
    }
    const { bytes, passenger } = received;
    if (passenger) this.receivePassenger(passenger);
    this.#bytesRead += bytes.length;
    this.#state.setRead(bytes.length);
    if (this.#userBuffer) {
      this.#userBuffer.set(bytes);
      const next = this.makeCallback(this.#onread, undefined);
      if (ArrayBuffer.isView(next)) this.useUserBuffer(next);
      return;
    }
    const isWhole = bytes.byteOffset === 0 && bytes.buffer.byteLength === bytes.length;
    this.makeCallback(this.#onread, isWhole ? bytes.buffer : bytes.slice().buffer);
  }
}
