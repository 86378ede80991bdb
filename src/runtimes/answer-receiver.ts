/** The page's end of requests to a worker: heads and pieces of bodies come as messages, each with the request's number. */
import { type HttpHeaders, type HttpResponse, RuntimeError } from './runtime.ts';

export interface AnswerHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HttpHeaders;
  /** `RequestTrace.id`, when the run records requests. */
  readonly traceId?: string;
}

/** What the worker is told about an answer. */
export interface AnswerWishes {
  /** So many bytes were taken: as many more may be sent. */
  readonly onRead: (id: number, bytes: number) => void;
  /** Nobody wants the answer any more. */
  readonly onGiveUp: (id: number) => void;
}

interface Expected {
  readonly head: PromiseWithResolvers<HttpResponse>;
  readonly began: number;
  readonly signal: AbortSignal | undefined;
  readonly onAbort: () => void;
  body?: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
}

/** Answers that are on their way. Messages about others are dropped: a learner's program may have sent them. */
export class AnswerReceiver {
  readonly #wishes: AnswerWishes;
  readonly #expected = new Map<number, Expected>();
  #last = 0;

  constructor(wishes: AnswerWishes) {
    this.#wishes = wishes;
  }

  /** Expects an answer to a request that is sent now under `id`. Rejects as `fetch` does when `signal` is aborted. */
  expect(signal: AbortSignal | undefined): { readonly id: number; readonly response: Promise<HttpResponse> } {
    this.#last += 1;
    const id = this.#last;
    const onAbort = () => {
      this.#wishes.onGiveUp(id);
      this.#break(id, signal?.reason);
    };
    const expected: Expected = { head: Promise.withResolvers(), began: performance.now(), signal, onAbort };
    this.#expected.set(id, expected);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) this.#break(id, signal.reason);
    return { id, response: expected.head.promise };
  }

  begin(id: number, head: AnswerHead): void {
    const expected = this.#expected.get(id);
    if (!expected || expected.body) return;
    const body = this.#openBody(id, expected);
    expected.head.resolve({ ...head, body, ms: performance.now() - expected.began });
  }

  add(id: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.#expected.get(id)?.body?.enqueue(bytes);
  }

  end(id: number): void {
    this.#forget(id)?.body?.close();
  }

  fail(id: number, error: RuntimeError): void {
    this.#break(id, error);
  }

  /** The worker is gone. */
  failAll(error: RuntimeError): void {
    for (const id of [...this.#expected.keys()]) this.#break(id, error);
  }

  #openBody(id: number, expected: Expected): HttpResponse['body'] {
    let unreadBytes = 0;
    const sizeOf = (bytes: Uint8Array | undefined) => bytes?.byteLength ?? 0;
    // Pieces pass through: what leaves on the far side was taken.
    const queue = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start: (controller) => {
          expected.body = controller;
        },
        cancel: () => {
          if (this.#forget(id)) this.#wishes.onGiveUp(id);
        },
      },
      { highWaterMark: 1, size: sizeOf },
    );
    const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>(
      {
        transform: (bytes, controller) => {
          controller.enqueue(bytes);
          unreadBytes += bytes.byteLength;
          if (unreadBytes < ACKNOWLEDGE_BYTES) return;
          this.#wishes.onRead(id, unreadBytes);
          unreadBytes = 0;
        },
      },
      { highWaterMark: 1 },
      { highWaterMark: 0 },
    );
    return queue.pipeThrough(counter);
  }

  #break(id: number, reason: unknown): void {
    const expected = this.#forget(id);
    if (!expected) return;
    if (expected.body) expected.body.error(reason);
    else expected.head.reject(reason);
  }

  #forget(id: number): Expected | undefined {
    const expected = this.#expected.get(id);
    this.#expected.delete(id);
    expected?.signal?.removeEventListener('abort', expected.onAbort);
    return expected;
  }
}

/** Not each small piece is worth a message. */
const ACKNOWLEDGE_BYTES = 64 * 1024;

/** The whole body, for who has no use for its pieces. */
export async function readBody({ body }: HttpResponse): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(body).arrayBuffer());
}

/** The server's program ended while it was asked. */
export function programHasEnded(): RuntimeError {
  return new RuntimeError('The server did not answer: its program has ended.', 'Run the program again.');
}
