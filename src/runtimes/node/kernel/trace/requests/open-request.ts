import type { HttpHeaders } from '../../../../runtime.ts';
import { SentBody } from './sent-body.ts';
import type { UpgradedConnection } from './upgraded-connection.ts';

/** What is noted of a request while a server of the program works on it. Times are µs, as the tracer tells them. */

/** A call of the program that writes a part of the answer. */
export interface WriteStep {
  readonly kind: 'write' | 'end';
  readonly label: string;
  readonly bytes: number;
  readonly startUs: number;
  endUs: number;
  error?: string;
}

export interface HandlerStep {
  /** The callback in which the request came. */
  readonly callback: number;
  readonly startUs: number;
  endUs: number;
  /** Of the first function of the program that was entered; 0 when there was none. */
  site: number;
  error?: string;
}

export class OpenRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The callback that accepted its connection, when it is the connection's first request. */
  readonly connection: number | undefined;
  /** The test that ran when it came. */
  readonly testId: string | undefined;
  readonly headers: HttpHeaders;
  readonly body = new SentBody();
  readonly writes: WriteStep[] = [];
  /** Ids of callbacks that ran on its behalf. */
  readonly callbacks = new Set<number>();
  /** By callback: the event of the request or its answer whose listeners it called first. */
  readonly events = new Map<number, string>();
  handler: HandlerStep | undefined;
  /** Of a request that became something else: what went over its connection. */
  upgraded: UpgradedConnection | undefined;
  status: number | undefined;
  /** When the answer had gone out, or the connection was gone. */
  finishedUs: number | undefined;

  constructor(facts: Pick<OpenRequest, 'id' | 'method' | 'path' | 'headers' | 'connection' | 'testId'>) {
    this.id = facts.id;
    this.method = facts.method;
    this.path = facts.path;
    this.headers = facts.headers;
    this.connection = facts.connection;
    this.testId = facts.testId;
  }

  get bytes(): number {
    return this.writes.reduce((sum, { bytes }) => sum + bytes, 0);
  }
}

/** What was thrown, as one line. */
export function oneLine(error: unknown): string {
  try {
    return String(error).split('\n', 1)[0]?.slice(0, 400) ?? '';
  } catch {
    // A program can throw what has no text.
    return 'An error that cannot be printed.';
  }
}
