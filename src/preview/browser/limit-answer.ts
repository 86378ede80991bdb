/** How long the preview waits for an answer, and how much of one it takes. */
import {
  type LoadedResponse,
  type LoadRequest,
  NetworkError,
  type PreviewNetwork,
} from '../network/preview-network.ts';

/** Larger ones a tab would choke on, in bytes. */
export const MOST_PAGE_BYTES = 20_000_000;
export const MOST_FILE_BYTES = 200_000_000;
/** How much of a text is shown, in characters. */
export const MOST_TEXT = 500_000;
/** A server that has said nothing for so long has forgotten to answer, in ms. */
export const ANSWER_LIMIT_MS = 60_000;

/** Loads, and rejects with a `NetworkError` when the server does not begin to answer. */
export async function loadInTime(network: PreviewNetwork, request: LoadRequest): Promise<LoadedResponse> {
  const limit = new AbortController();
  const seconds = ANSWER_LIMIT_MS / 1000;
  const timer = setTimeout(() => {
    limit.abort(
      new NetworkError(
        `The server took the request and did not answer within ${seconds} seconds. Does its code end every answer, on every path?`,
      ),
    );
  }, ANSWER_LIMIT_MS);
  try {
    const signal = AbortSignal.any([limit.signal, ...(request.signal ? [request.signal] : [])]);
    return await network.load({ ...request, signal });
  } catch (error) {
    throw limit.signal.aborted ? limit.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

/** A body in one piece. Rejects with a `NetworkError` when it is larger than that, or with the signal's reason. */
export async function readWhole(
  body: LoadedResponse['body'],
  mostBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = body.getReader();
  const giveUp = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', giveUp, { once: true });
  for (;;) {
    const { done, value } = await reader.read();
    signal.throwIfAborted();
    if (done) break;
    parts.push(value);
    bytes += value.length;
    if (bytes <= mostBytes) continue;
    giveUp();
    throw new NetworkError(
      `The answer is larger than ${mostBytes / 1_000_000} MB, and the preview shows nothing that large. The requests have its beginning.`,
    );
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** The beginning of a text that goes on and on; its server hears that nobody reads further. */
export function cutText(text: ReadableStream<string>): ReadableStream<string> {
  let length = 0;
  return text.pipeThrough(
    new TransformStream<string, string>({
      transform(piece, controller) {
        length += piece.length;
        controller.enqueue(piece);
        if (length <= MOST_TEXT) return;
        controller.enqueue(`\n[The preview shows the first ${MOST_TEXT / 1000},000 characters.]`);
        controller.terminate();
      },
    }),
  );
}
