/** A recorded request as it is sent to another server: what goes along, and what stays behind. */
import type { HttpHeaders, HttpRequest } from '../../../runtimes/runtime.ts';
import { type RequestTrace, TRACE_LIMIT_BODY_BYTES } from '../../../runtimes/trace.ts';

/** What is asked for again. */
export type SentRequest = Pick<RequestTrace, 'method' | 'path' | 'sent'>;

/** Of the connection, of its server, or written anew from the body. */
const OWN_OF_A_CONNECTION = new Set(
  'connection content-length cookie expect host keep-alive te trailer transfer-encoding upgrade'.split(' '),
);

/** A browser puts the server's address into these; Django compares it with its own. */
const ADDRESSES = new Set(['origin', 'referer']);

const METHODS_WITHOUT_BODY: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'DELETE'];

/** Whether both ask for the same with the same body. One whose server did not read its body counts by its line. */
export function isSameRequest(one: SentRequest, other: SentRequest): boolean {
  if (one.method !== other.method || one.path !== other.path) return false;
  const body = one.sent?.body;
  const otherBody = other.sent?.body;
  return body === undefined || otherBody === undefined || body === otherBody;
}

/** Why it cannot be sent again; undefined when it can. */
export function refuseToSend({ method, sent }: SentRequest): string | undefined {
  if (sent?.headers.some(([name]) => name.toLowerCase() === 'upgrade')) {
    return 'A WebSocket is not opened again: what went over it is not kept.';
  }
  const isWhole = sent ? sent.body !== undefined : METHODS_WITHOUT_BODY.includes(method);
  if (isWhole) return undefined;
  const limit = TRACE_LIMIT_BODY_BYTES / 1024;
  return `Its body was not kept, so it is not sent again: a body is kept up to ${limit} kB, when the server reads all of it.`;
}

/** The same request for the server at `host`, with that server's own cookies. */
export function requestAgain({ method, path, sent }: SentRequest, host: string, cookies: string): HttpRequest {
  const headers: HttpHeaders = [
    ['Host', host],
    ...(sent?.headers ?? [])
      .filter(([name]) => !OWN_OF_A_CONNECTION.has(name.toLowerCase()))
      .map(([name, value]) => [name, ADDRESSES.has(name.toLowerCase()) ? moveTo(host, value) : value] as const),
    ...(cookies === '' ? [] : [['Cookie', cookies] as const]),
  ];
  const body = decodeBody(sent?.body ?? '');
  return { method, path, headers, ...(body.length > 0 && { body }) };
}

/** What of the request did not go along, for the learner; undefined when all of it did. */
export function describeLeftOut({ sent }: SentRequest, cookies: string): string | undefined {
  if (!sent?.headers.some(([name, value]) => name.toLowerCase() === 'cookie' && value !== '')) return undefined;
  return cookies === ''
    ? 'Its cookies were not sent: they are of this server. The other one has set none yet.'
    : 'Instead of its cookies, those that the other server had set were sent.';
}

function moveTo(host: string, address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  url.host = host;
  return address.endsWith('/') || url.pathname !== '/' ? url.href : url.origin;
}

function decodeBody(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
