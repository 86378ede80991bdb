/** A request that the learner wrote: nothing is followed, so that a redirect is seen as the answer it is. */
import type { HttpHeaders } from '../../runtimes/runtime.ts';
import { parseAddress } from '../network/local-url.ts';
import type { PreviewNetwork } from '../network/preview-network.ts';

export interface RequestByHand {
  readonly method: string;
  readonly path: string;
  /** A line for each: `Name: value`. */
  readonly headers: string;
  readonly body: string;
}

export type SentByHand =
  | {
      readonly status: number;
      readonly statusText: string;
      readonly headers: HttpHeaders;
      readonly bytes: Uint8Array<ArrayBuffer>;
      /** To the end of the answer. */
      readonly ms: number;
    }
  | { readonly failure: string };

/** An answer that does not end is looked at as far as it came by then. */
const LONGEST_MS = 10_000;

/** Never rejects. */
export async function sendByHand(network: PreviewNetwork, request: RequestByHand, origin: string): Promise<SentByHand> {
  const url = parseAddress(request.path, origin);
  if (!url) return { failure: 'The client reaches servers of your program only: write a path such as /api/books.' };
  const began = performance.now();
  try {
    const { status, statusText, headers, body } = await network.load({
      url,
      method: request.method,
      headers: completeHeaders(request),
      ...(request.body !== '' && { body: new TextEncoder().encode(request.body) }),
      destination: 'client',
      redirect: 'manual',
    });
    const bytes = await readFor(body, LONGEST_MS);
    return { status, statusText, headers, bytes, ms: performance.now() - began };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Headers, and the lines that are none. */
export function readHeaderLines(text: string): { readonly headers: HttpHeaders; readonly wrong: readonly string[] } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isHeader = (line: string) => /^[\w!#$%&'*+.^`|~-]+\s*:/.test(line);
  const headers = lines.filter(isHeader).map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
  });
  return { headers, wrong: lines.filter((line) => !isHeader(line)) };
}

/** A body that is JSON says so, as most clients make it. */
function completeHeaders({ headers: text, body }: RequestByHand): HttpHeaders {
  const { headers } = readHeaderLines(text);
  const isNamed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  if (body === '' || isNamed) return headers;
  return [...headers, ['Content-Type', isJson(body) ? 'application/json' : 'text/plain; charset=utf-8']];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function readFor(body: ReadableStream<Uint8Array<ArrayBuffer>>, ms: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = body.getReader();
  const timer = setTimeout(() => void reader.cancel(), ms);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
  }
  clearTimeout(timer);
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
