import type { Natives } from '../kernel/natives.ts';

/** A whole answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

type Head = Omit<HttpAnswer, 'body'>;

const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;

/** Reads one HTTP/1.1 response from the pieces in which it arrives (RFC 9112, sections 4 to 7). */
export class ResponseReader {
  readonly #natives: Natives;
  readonly #isHead: boolean;
  #bytes = new Uint8Array(0);
  #head: Head | undefined;

  constructor(natives: Natives, method: string) {
    this.#natives = natives;
    this.#isHead = method.toUpperCase() === 'HEAD';
  }

  /** Returns the answer once it is complete. */
  read(piece: Uint8Array): HttpAnswer | undefined {
    const joined = new Uint8Array(this.#bytes.length + piece.length);
    joined.set(this.#bytes);
    joined.set(piece, this.#bytes.length);
    this.#bytes = joined;
    this.#head ??= this.#readHead();
    const head = this.#head;
    const body = head && this.#completeBody(head);
    return head && body && { ...head, body };
  }

  /** The connection ended: a body without a length ends with it. */
  end(): HttpAnswer | undefined {
    return this.#head && { ...this.#head, body: dechunk(this.#natives, this.#head, this.#bytes) };
  }

  #readHead(): Head | undefined {
    const end = findHeadEnd(this.#bytes);
    if (end < 0) return undefined;
    // Header values are bytes: Latin-1 keeps each of them.
    const text = latin1(this.#bytes.subarray(0, end));
    this.#bytes = this.#bytes.slice(end + 4);
    const [statusLine = '', ...lines] = text.split('\r\n');
    const [, status = '', statusText = ''] = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(statusLine) ?? [];
    // An informational answer comes before the real one.
    if (status.startsWith('1') && status !== '101') return this.#readHead();
    const headers = lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    });
    return { status: Number(status), statusText, headers };
  }

  #completeBody(head: Head): Uint8Array | undefined {
    if (this.#isHead || head.status === 204 || head.status === 304) return new Uint8Array(0);
    if (isChunked(head)) {
      const { body, isComplete } = readChunks(this.#natives, this.#bytes);
      return isComplete ? body : undefined;
    }
    const length = headerOf(head, 'content-length');
    if (length === undefined || this.#bytes.length < Number(length)) return undefined;
    return this.#bytes.slice(0, Number(length));
  }
}

function headerOf(head: Head, name: string): string | undefined {
  return head.headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function isChunked(head: Head): boolean {
  return /\bchunked$/i.test(headerOf(head, 'transfer-encoding') ?? '');
}

function dechunk(natives: Natives, head: Head, bytes: Uint8Array): Uint8Array {
  return isChunked(head) ? readChunks(natives, bytes).body : bytes;
}

function readChunks(natives: Natives, bytes: Uint8Array): { readonly body: Uint8Array; readonly isComplete: boolean } {
  const chunks: Uint8Array[] = [];
  let position = 0;
  let isComplete = false;
  while (!isComplete) {
    const lineEnd = bytes.indexOf(LINE_FEED, position);
    if (lineEnd < 0) break;
    const size = Number.parseInt(natives.decodeUtf8(bytes.subarray(position, lineEnd)), 16);
    const end = lineEnd + 1 + size;
    // A last chunk of size 0 ends the body; trailers after it are of no interest here.
    if (size === 0) isComplete = true;
    else if (Number.isNaN(size) || end + 2 > bytes.length) break;
    else chunks.push(bytes.subarray(lineEnd + 1, end));
    position = end + 2;
  }
  const body = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let filled = 0;
  for (const chunk of chunks) {
    body.set(chunk, filled);
    filled += chunk.length;
  }
  return { body, isComplete };
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
