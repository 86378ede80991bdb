import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  ANSWER_LIMIT_MS,
  cutText,
  loadInTime,
  MOST_TEXT,
  readWhole,
} from '../../../src/preview/browser/limit-answer.ts';
import { CookieJar } from '../../../src/preview/network/cookie-jar.ts';
import { type LoadRequest, PreviewNetwork } from '../../../src/preview/network/preview-network.ts';
import { RequestLog } from '../../../src/preview/network/request-log.ts';
import type { HttpRequest, HttpResponse } from '../../../src/runtimes/runtime.ts';

const request: LoadRequest = {
  url: new URL('http://localhost:3000/'),
  method: 'GET',
  headers: [],
  destination: 'document',
};

/** As the engines do: no answer, until the request is given up. */
const neverAnswer = ({ signal }: HttpRequest) =>
  new Promise<HttpResponse>((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });

afterEach(() => vi.useRealTimers());

describe('a server that never answers', () => {
  const network = new PreviewNetwork(neverAnswer, new CookieJar(), new RequestLog());

  test('is given up with a sentence', async () => {
    vi.useFakeTimers();
    const failure = loadInTime(network, request).catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(ANSWER_LIMIT_MS);
    expect(await failure).toMatch(/did not answer within 60 seconds\. Does its code end every answer/);
  });

  test('is given up at once when the learner stops it', async () => {
    const stop = new AbortController();
    const failure = loadInTime(network, { ...request, signal: stop.signal }).catch((error: Error) => error.name);
    stop.abort();
    expect(await failure).toBe('AbortError');
  });
});

/** A body that never ends, and whether its reader has left. */
function flood() {
  const state = { isLeft: false };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => controller.enqueue(new Uint8Array(1000)),
    cancel: () => {
      state.isLeft = true;
    },
  });
  return { body, state };
}

test('a body that is too large is refused, and its server hears that nobody reads on', async () => {
  const { body, state } = flood();
  await expect(readWhole(body, 5_000_000, new AbortController().signal)).rejects.toThrow('larger than 5 MB');
  expect(state.isLeft).toBe(true);
});

test('a text without end is cut with a sentence', async () => {
  const { body, state } = flood();
  const text = await new Response(
    cutText(body.pipeThrough(new TextDecoderStream())).pipeThrough(new TextEncoderStream()),
  ).text();
  expect(text.length).toBeGreaterThan(MOST_TEXT);
  expect(text).toMatch(/\[The preview shows the first 500,000 characters\.\]$/);
  await vi.waitFor(() => expect(state.isLeft).toBe(true));
});
