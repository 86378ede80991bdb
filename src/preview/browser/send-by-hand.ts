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
  readonly bodyKind: BodyKind;
}

/** What the body is written as. `form`: a line for each field, `name=value`. A header Content-Type may say otherwise. */
export type BodyKind = 'json' | 'form' | 'text';

const CONTENT_TYPES: Readonly<Record<BodyKind, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain; charset=utf-8',
};

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
      ...(request.body !== '' && { body: new TextEncoder().encode(writeBody(request)) }),
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

/** Why a body is not what it is said to be; undefined when nothing is wrong with it. */
export function findBodyProblem(body: string, kind: BodyKind): string | undefined {
  if (body.trim() === '') return undefined;
  if (kind === 'json') return findJsonProblem(body);
  const line = kind === 'form' ? formLines(body).find((text) => !text.includes('=')) : undefined;
  return line && `This line is no field: “${line}”. Write it as name=value.`;
}

function findJsonProblem(body: string): string | undefined {
  try {
    JSON.parse(body);
    return undefined;
  } catch (error) {
    return `This is no JSON, and is sent as it stands: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function formLines(body: string): readonly string[] {
  return body.split('\n').filter((line) => line.trim() !== '');
}

/** What is sent. A form is encoded, everything else goes as it was written. */
function writeBody({ body, bodyKind }: RequestByHand): string {
  if (bodyKind !== 'form') return body;
  const fields = formLines(body).map((line): [string, string] => {
    const [name = '', ...value] = line.split('=');
    return [name.trim(), value.join('=').trim()];
  });
  return new URLSearchParams(fields).toString();
}

/** A body says what it is, as most clients make it. */
function completeHeaders({ headers: text, body, bodyKind }: RequestByHand): HttpHeaders {
  const { headers } = readHeaderLines(text);
  const isNamed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return body === '' || isNamed ? headers : [...headers, ['Content-Type', CONTENT_TYPES[bodyKind]]];
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
