/** From a navigation's answer to what the frame shows: a page, text, an image, a file to save, or nothing. */
import { decodeText, findContentKind, findFileName, mediaType } from '../document/content-kind.ts';
import { imageDocument, textDocument } from '../document/plain-document.ts';
import { prepareDocument } from '../document/prepare-document.ts';
import type { PreparedDocument } from '../document/resource.ts';
import type { ResourceLoader } from '../document/resource-loader.ts';
import { headerOf } from '../network/headers.ts';
import type { LoadedResponse, PreviewNetwork } from '../network/preview-network.ts';
import type { PageRequest } from './history.ts';
import { cutText, loadInTime, MOST_FILE_BYTES, MOST_PAGE_BYTES, readWhole } from './limit-answer.ts';

export interface OfferedFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ShownPage {
  readonly url: URL;
  readonly redirected: boolean;
  readonly document: PreparedDocument;
  /** Comes bit by bit into a document for text. */
  readonly text?: ReadableStream<string>;
}

export type LoadedPage =
  | ShownPage
  | { readonly file: OfferedFile }
  /** The answer says that there is nothing to show (204, 205). */
  | { readonly nothing: true };

/** Rejects with a `NetworkError`, or with the signal's reason. */
export async function loadPage(
  network: PreviewNetwork,
  loader: ResourceLoader,
  { url, method, headers, body, referrer: from }: PageRequest,
  signal: AbortSignal,
): Promise<LoadedPage> {
  const referrer = from === undefined ? undefined : new URL(from);
  const request = { url: new URL(url), method, headers, body, destination: 'document', referrer, signal } as const;
  const response = await loadInTime(network, request);
  if (response.status === 204 || response.status === 205) return { nothing: true };
  const { first, body: whole } = await peek(response.body);
  const kind = findContentKind(response.headers, first);
  const place = { url: response.url, redirected: response.redirected };
  if (kind === 'text' && first.length === 0)
    return { ...place, document: textDocument(url), text: streamOf(describeEmpty(response)) };
  if (kind === 'text' && mayStream(response)) {
    return { ...place, document: textDocument(url), text: cutText(whole.pipeThrough(new TextDecoderStream())) };
  }
  const bytes = await readWhole(whole, kind === 'file' ? MOST_FILE_BYTES : MOST_PAGE_BYTES, signal);
  const contentType = mediaType(response.headers);
  switch (kind) {
    case 'page':
      return { ...place, document: await prepareDocument(decodeText(bytes, response.headers), response.url, loader) };
    case 'text':
      return { ...place, document: textDocument(url), text: streamOf(decodeText(bytes, response.headers)) };
    case 'image':
      return { ...place, document: imageDocument(url, bytes, contentType) };
    case 'file':
      return { file: { name: findFileName(response.headers, response.url), contentType, bytes } };
  }
}

/** Text that is UTF-8 can be shown before its end; of other text the charset is not known for sure. */
function mayStream({ headers }: LoadedResponse): boolean {
  const type = headerOf(headers, 'content-type') ?? '';
  return /charset\s*=\s*"?utf-?8|event-stream|json/i.test(type);
}

/** Browsers have a page of their own for this. */
function describeEmpty({ status, statusText }: LoadedResponse): string {
  return status >= 400 ? `${status} ${statusText}\n\nThe answer has no body.` : '';
}

/** The first piece of a body, and the whole of it. */
async function peek(body: LoadedResponse['body']): Promise<{ first: Uint8Array; body: LoadedResponse['body'] }> {
  const reader = body.getReader();
  const { value, done } = await reader.read();
  const whole = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => (done ? controller.close() : controller.enqueue(value)),
    async pull(controller) {
      const next = await reader.read();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { first: value ?? new Uint8Array(0), body: whole };
}

function streamOf(text: string): ReadableStream<string> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(text);
      controller.close();
    },
  });
}
