/** WebSocket frames (RFC 6455, section 5), as a client writes and reads them. */

export const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Frames with these opcodes may come between the fragments of a message and are never fragments themselves. */
export const FIRST_CONTROL_OPCODE = 8;

export interface Frame {
  readonly opcode: number;
  /** The last fragment of its message. */
  readonly isFinal: boolean;
  readonly payload: Uint8Array<ArrayBuffer>;
}

/** The server broke the protocol; `code` is what the connection is closed with (section 7.4.1). */
export class ProtocolError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'ProtocolError';
    this.code = code;
  }
}

export const PROTOCOL_ERROR = 1002;
export const TOO_BIG = 1009;

const FINAL = 0x80;
const MASKED = 0x80;
const MOST_CONTROL_BYTES = 125;
const LENGTH_16 = 126;
const LENGTH_64 = 127;
/** A longer message would fill the page's memory. */
const MOST_BYTES = 64 * 1024 * 1024;

/** One whole frame, masked as a client must (section 5.3). */
export function writeFrame(opcode: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const mask = crypto.getRandomValues(new Uint8Array(4));
  const length = writeLength(payload.length);
  const frame = new Uint8Array(1 + length.length + mask.length + payload.length);
  frame[0] = FINAL | opcode;
  frame.set(length, 1);
  frame.set(mask, 1 + length.length);
  const start = 1 + length.length + mask.length;
  for (const [index, byte] of payload.entries()) frame[start + index] = byte ^ (mask[index % 4] ?? 0);
  return frame;
}

function writeLength(bytes: number): Uint8Array {
  if (bytes < LENGTH_16) return Uint8Array.of(MASKED | bytes);
  const is16 = bytes < 1 << 16;
  const field = new Uint8Array(is16 ? 3 : 9);
  const view = new DataView(field.buffer);
  field[0] = MASKED | (is16 ? LENGTH_16 : LENGTH_64);
  if (is16) view.setUint16(1, bytes);
  else view.setBigUint64(1, BigInt(bytes));
  return field;
}

/** Cuts a stream of bytes into frames. */
export class FrameReader {
  #bytes = new Uint8Array(0);

  /** The frames that these bytes complete. Throws a `ProtocolError`. */
  *read(piece: Uint8Array): Generator<Frame, void> {
    const joined = new Uint8Array(this.#bytes.length + piece.length);
    joined.set(this.#bytes);
    joined.set(piece, this.#bytes.length);
    this.#bytes = joined;
    for (let frame = this.#takeFrame(); frame; frame = this.#takeFrame()) yield frame;
  }

  #takeFrame(): Frame | undefined {
    const [first, second] = this.#bytes;
    if (first === undefined || second === undefined) return undefined;
    if (first & 0x70) throw new ProtocolError(PROTOCOL_ERROR, 'A reserved bit is set.');
    if (second & MASKED) throw new ProtocolError(PROTOCOL_ERROR, 'A server must not mask its frames.');
    const opcode = first & 0x0f;
    const isFinal = (first & FINAL) !== 0;
    const short = second & 0x7f;
    if (opcode >= FIRST_CONTROL_OPCODE && (!isFinal || short > MOST_CONTROL_BYTES)) {
      throw new ProtocolError(PROTOCOL_ERROR, 'A control frame is too long or a fragment.');
    }
    const start = short === LENGTH_64 ? 10 : short === LENGTH_16 ? 4 : 2;
    if (this.#bytes.length < start) return undefined;
    const length = this.#readLength(short);
    if (length > MOST_BYTES) throw new ProtocolError(TOO_BIG, 'A message is too long.');
    if (this.#bytes.length < start + length) return undefined;
    const payload = this.#bytes.slice(start, start + length);
    this.#bytes = this.#bytes.slice(start + length);
    return { opcode, isFinal, payload };
  }

  #readLength(short: number): number {
    const view = new DataView(this.#bytes.buffer);
    if (short === LENGTH_16) return view.getUint16(2);
    return short === LENGTH_64 ? Number(view.getBigUint64(2)) : short;
  }
}
