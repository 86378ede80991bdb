import type { HttpHeaders } from '../../runtime.ts';
import type { Natives } from '../kernel/natives.ts';

export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HttpHeaders;
}

/** What is read of an answer: a head, the pieces of its body as they come, and its end. */
export interface ResponseEvents {
  readonly onHead: (head: ResponseHead) => void;
  readonly onBody: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly onEnd: () => void;
}

/**
 * Where in an answer the reader is. `length`: so many bytes of the body or of the present chunk are to come. `line`: the
 * size of the next chunk. `open`: everything up to the end of the connection.
 */
type Place = 'head' | 'length' | 'line' | 'chunk' | 'trailer' | 'open' | 'end';

const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;
const SWITCHING_PROTOCOLS = 101;

/** Reads one HTTP/1.1 response from the pieces in which it arrives (RFC 9112, sections 4 to 7). */
export class ResponseReader {
  readonly #natives: Natives;
  readonly #isHead: boolean;
  readonly #events: ResponseEvents;
  #bytes = new Uint8Array(0);
  #place: Place = 'head';
  #remaining = 0;

  constructor(natives: Natives, method: string, events: ResponseEvents) {
    this.#natives = natives;
    this.#isHead = method.toUpperCase() === 'HEAD';
    this.#events = events;
  }

  read(piece: Uint8Array): void {
    const joined = new Uint8Array(this.#bytes.length + piece.length);
    joined.set(this.#bytes);
    joined.set(piece, this.#bytes.length);
    this.#bytes = joined;
    while (this.#advance()) {
      // Each step takes what it can from the bytes.
    }
  }

  /** The connection ended: a body without a length ends with it. False when the answer was not complete. */
  end(): boolean {
    if (this.#place === 'open') this.#finish();
    return this.#place === 'end';
  }

  /** Takes one step; false when it needs more bytes, or nothing more is to come. */
  #advance(): boolean {
    switch (this.#place) {
      case 'head':
        return this.#readHead();
      case 'line':
        return this.#readChunkSize();
      case 'length':
      case 'chunk':
        return this.#readCounted();
      case 'trailer':
        return this.#readTrailer();
      case 'open':
        this.#pass(this.#take(this.#bytes.length));
        return false;
      case 'end':
        return false;
    }
  }

  #readHead(): boolean {
    const end = findHeadEnd(this.#bytes);
    if (end < 0) return false;
    const head = parseHead(latin1(this.#take(end + 4).subarray(0, end)));
    // An informational answer comes before the real one.
    if (head.status < 200 && head.status !== SWITCHING_PROTOCOLS) return true;
    this.#events.onHead(head);
    this.#placeBody(head);
    return true;
  }

  #placeBody(head: ResponseHead): void {
    const length = headerOf(head, 'content-length');
    if (head.status === SWITCHING_PROTOCOLS) this.#place = 'open';
    else if (this.#isHead || head.status === 204 || head.status === 304) this.#finish();
    else if (/\bchunked$/i.test(headerOf(head, 'transfer-encoding') ?? '')) this.#place = 'line';
    else if (length === undefined) this.#place = 'open';
    else this.#count('length', Number(length));
  }

  #readChunkSize(): boolean {
    const lineEnd = this.#bytes.indexOf(LINE_FEED);
    if (lineEnd < 0) return false;
    const size = Number.parseInt(this.#natives.decodeUtf8(this.#take(lineEnd + 1)), 16);
    if (size > 0) this.#count('chunk', size);
    else this.#place = 'trailer';
    return true;
  }

  /** Trailers are of no interest here; an empty line ends them. */
  #readTrailer(): boolean {
    const lineEnd = this.#bytes.indexOf(LINE_FEED);
    if (lineEnd < 0) return false;
    const line = this.#take(lineEnd + 1);
    if (line.length <= 2) this.#finish();
    return true;
  }

  #readCounted(): boolean {
    const bytes = this.#take(Math.min(this.#remaining, this.#bytes.length));
    this.#remaining -= bytes.length;
    this.#pass(bytes);
    if (this.#remaining > 0) return false;
    if (this.#place === 'length') this.#finish();
    // The line end after a chunk.
    else if (this.#bytes.length < 2) return false;
    else {
      this.#take(2);
      this.#place = 'line';
    }
    return true;
  }

  #count(place: 'length' | 'chunk', bytes: number): void {
    this.#place = place;
    this.#remaining = bytes;
  }

  #finish(): void {
    this.#place = 'end';
    this.#events.onEnd();
  }

  #pass(bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes.length > 0) this.#events.onBody(bytes);
  }

  #take(count: number): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, count);
    this.#bytes = this.#bytes.slice(count);
    return taken;
  }
}

/** Header values are bytes: Latin-1 keeps each of them. */
function parseHead(text: string): ResponseHead {
  const [statusLine = '', ...lines] = text.split('\r\n');
  const [, status = '', statusText = ''] = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(statusLine) ?? [];
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(status), statusText, headers };
}

function headerOf(head: ResponseHead, name: string): string | undefined {
  return head.headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function findHeadEnd(bytes: Uint8Array): number {
  for (let index = 0; index + 3 < bytes.length; index += 1) {
    const isEnd =
      bytes[index] === CARRIAGE_RETURN &&
      bytes[index + 1] === LINE_FEED &&
      bytes[index + 2] === CARRIAGE_RETURN &&
      bytes[index + 3] === LINE_FEED;
    if (isEnd) return index;
  }
  return -1;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
