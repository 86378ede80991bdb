import type { HttpHeaders, HttpResponse, WebSocketConnection, WebSocketEvents } from '../runtime.ts';
import { type Frame, FrameReader, OPCODES, PROTOCOL_ERROR, ProtocolError, writeFrame } from './frames.ts';
import { headerOf } from './open-web-socket.ts';

const NO_CODE = 1005;
const ABNORMAL = 1006;
const INVALID_TEXT = 1007;
const CLOSE_REASON_START = 2;

/** A server that does not finish the closing handshake is left after this long, as browsers do. */
const CLOSING_LIMIT_MS = 3_000;

/** An open WebSocket, from the client's side. */
export class ClientConnection implements WebSocketConnection {
  readonly protocol: string;
  readonly headers: HttpHeaders;
  readonly traceId: string | undefined;
  readonly #write: (bytes: Uint8Array) => void;
  readonly #breakOff: () => void;
  readonly #events: WebSocketEvents;
  readonly #reader = new FrameReader();
  #fragments: { readonly opcode: number; readonly parts: Uint8Array<ArrayBuffer>[] } | undefined;
  #hasSentClose = false;
  #isClosed = false;

  /** `write` sends bytes to the server, `breakOff` drops the connection. */
  constructor(answer: HttpResponse, write: (bytes: Uint8Array) => void, breakOff: () => void, events: WebSocketEvents) {
    this.protocol = headerOf(answer, 'sec-websocket-protocol') ?? '';
    this.headers = answer.headers;
    this.traceId = answer.traceId;
    this.#write = write;
    this.#breakOff = breakOff;
    this.#events = events;
    void this.#readAll(answer.body);
  }

  send(message: string | Uint8Array): void {
    if (this.#hasSentClose) return;
    const isText = typeof message === 'string';
    this.#write(writeFrame(isText ? OPCODES.text : OPCODES.binary, isText ? encode(message) : message));
  }

  close(code?: number, reason = ''): void {
    if (this.#hasSentClose) return;
    this.#sendClose(code, reason);
    setTimeout(() => this.#finish(ABNORMAL, ''), CLOSING_LIMIT_MS);
  }

  async #readAll(body: HttpResponse['body']): Promise<void> {
    try {
      for (const reader = body.getReader(); ; ) {
        const { done, value } = await reader.read();
        if (done || this.#isClosed) break;
        for (const frame of this.#reader.read(value)) this.#receive(frame);
      }
      this.#finish(ABNORMAL, '');
    } catch (error) {
      if (error instanceof ProtocolError) this.#sendClose(error.code, error.message);
      this.#finish(ABNORMAL, '');
    }
  }

  #receive(frame: Frame): void {
    switch (frame.opcode) {
      case OPCODES.continuation:
      case OPCODES.text:
      case OPCODES.binary:
        this.#receiveFragment(frame);
        break;
      case OPCODES.ping:
        this.#write(writeFrame(OPCODES.pong, frame.payload));
        break;
      case OPCODES.pong:
        break;
      case OPCODES.close:
        this.#receiveClose(frame.payload);
        break;
      default:
        throw new ProtocolError(PROTOCOL_ERROR, 'An opcode is not known.');
    }
  }

  /** A message may come in several frames (section 5.4). */
  #receiveFragment({ opcode, isFinal, payload }: Frame): void {
    const isContinuation = opcode === OPCODES.continuation;
    if (isContinuation !== (this.#fragments !== undefined)) {
      throw new ProtocolError(PROTOCOL_ERROR, 'A fragment does not belong to a message.');
    }
    this.#fragments ??= { opcode, parts: [] };
    this.#fragments.parts.push(payload);
    if (!isFinal) return;
    const message = this.#fragments;
    this.#fragments = undefined;
    const whole = joinBytes(message.parts);
    this.#events.onMessage(message.opcode === OPCODES.text ? decode(whole) : whole);
  }

  #receiveClose(payload: Uint8Array<ArrayBuffer>): void {
    const hasCode = payload.length >= CLOSE_REASON_START;
    const code = hasCode ? new DataView(payload.buffer).getUint16(0) : NO_CODE;
    const reason = hasCode ? decode(payload.subarray(CLOSE_REASON_START)) : '';
    if (!this.#hasSentClose) this.#sendClose(hasCode ? code : undefined, '');
    this.#finish(code, reason);
  }

  #sendClose(code: number | undefined, reason: string): void {
    this.#hasSentClose = true;
    const text = encode(reason);
    const payload = new Uint8Array(code === undefined ? 0 : CLOSE_REASON_START + text.length);
    if (code !== undefined) {
      new DataView(payload.buffer).setUint16(0, code);
      payload.set(text, CLOSE_REASON_START);
    }
    this.#write(writeFrame(OPCODES.close, payload));
  }

  #finish(code: number, reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#hasSentClose = true;
    this.#breakOff();
    this.#events.onClose(code, reason);
  }
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let filled = 0;
  for (const part of parts) {
    whole.set(part, filled);
    filled += part.length;
  }
  return whole;
}

const encode = (text: string) => new TextEncoder().encode(text);

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ProtocolError(INVALID_TEXT, `A text is not UTF-8 (${error instanceof Error ? error.message : error}).`);
  }
}
