/** The requests that went to the program's servers, newest last. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { HttpHeaders } from '../../runtimes/runtime.ts';

/** What asked: the page itself (`document`), something in it, or the learner in the API client. */
export type Destination =
  | 'document'
  | 'style'
  | 'script'
  | 'image'
  | 'media'
  | 'font'
  | 'fetch'
  | 'websocket'
  | 'client';

/** One request. Replaced by a new object at each change. */
export interface LoggedRequest {
  readonly id: number;
  readonly destination: Destination;
  readonly method: string;
  readonly url: string;
  readonly headers: HttpHeaders;
  readonly body?: Uint8Array;
  /** Absent until the head of the answer is there. */
  readonly answer?: LoggedAnswer;
  /** Why there is no (whole) answer. */
  readonly failure?: string;
}

export interface LoggedAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HttpHeaders;
  /** To the head of the answer. */
  readonly ms: number;
  /** The first `KEPT_BYTES` of it, as far as it has come. */
  readonly body: Uint8Array;
  readonly bodyBytes: number;
  readonly isComplete: boolean;
  /** Names the trace of how the server came to it, when requests are recorded. */
  readonly traceId?: string | undefined;
}

/** How much of a body is kept for looking at. */
export const KEPT_BYTES = 256 * 1024;
const MOST_REQUESTS = 200;

export class RequestLog {
  readonly #requests = signal<readonly LoggedRequest[]>([]);
  #last = 0;

  get requests(): ReadonlySignal<readonly LoggedRequest[]> {
    return this.#requests;
  }

  add(request: Omit<LoggedRequest, 'id'>): number {
    this.#last += 1;
    this.#requests.value = [...this.#requests.value, { ...request, id: this.#last }].slice(-MOST_REQUESTS);
    return this.#last;
  }

  change(id: number, change: Partial<Pick<LoggedRequest, 'answer' | 'failure'>>): void {
    this.#requests.value = this.#requests.value.map((request) =>
      request.id === id ? { ...request, ...change } : request,
    );
  }

  clear(): void {
    this.#requests.value = [];
  }
}
