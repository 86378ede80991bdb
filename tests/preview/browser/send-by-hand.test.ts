import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findBodyProblem, type RequestByHand, sendByHand } from '../../../src/preview/browser/send-by-hand.ts';
import { CookieJar } from '../../../src/preview/network/cookie-jar.ts';
import { PreviewNetwork } from '../../../src/preview/network/preview-network.ts';
import { RequestLog } from '../../../src/preview/network/request-log.ts';
import type { HttpRequest, HttpResponse } from '../../../src/runtimes/runtime.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ORIGIN = 'http://localhost:3000';
const HEAD_AFTER_MS = 200;
const REST_AFTER_MS = 1000;

/** Sends to a server whose head comes after 200 ms and the second half of whose body another second later. */
async function send(request: Partial<RequestByHand>) {
  const asked: HttpRequest[] = [];
  const answer = async (heard: HttpRequest): Promise<HttpResponse> => {
    asked.push(heard);
    await new Promise((resolve) => setTimeout(resolve, HEAD_AFTER_MS));
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode('{"a":'));
        await new Promise((resolve) => setTimeout(resolve, REST_AFTER_MS));
        controller.enqueue(new TextEncoder().encode('1}'));
        controller.close();
      },
    });
    return { status: 201, statusText: 'Created', headers: [['X-One', '1']], body, ms: HEAD_AFTER_MS };
  };
  const network = new PreviewNetwork(answer, new CookieJar(), new RequestLog());
  const whole = { method: 'POST', path: '/api?x=1', headers: '', body: '', bodyKind: 'json', ...request } as const;
  const sending = sendByHand(network, whole, ORIGIN);
  await vi.runAllTimersAsync();
  return { sent: await sending, asked };
}

const headerOf = (request: HttpRequest | undefined, name: string) =>
  request?.headers.find(([key]) => key.toLowerCase() === name)?.[1];
const bodyOf = (request: HttpRequest | undefined) => new TextDecoder().decode(request?.body);

test('status, headers, the whole body, and the time to its end', async () => {
  const { sent, asked } = await send({ method: 'DELETE' });
  expect(asked[0]).toMatchObject({ method: 'DELETE', path: '/api?x=1', port: 3000 });
  expect(sent).toMatchObject({ status: 201, statusText: 'Created', headers: [['X-One', '1']] });
  expect('bytes' in sent && new TextDecoder().decode(sent.bytes)).toBe('{"a":1}');
  expect('ms' in sent && sent.ms).toBe(HEAD_AFTER_MS + REST_AFTER_MS);
});

test.each([
  ['json', '{"a": [1]}', 'application/json', '{"a": [1]}'],
  ['form', 'name=Zoë\n\nnote = a=b & c', 'application/x-www-form-urlencoded', 'name=Zo%C3%AB&note=a%3Db+%26+c'],
  ['text', 'a=b\n{', 'text/plain; charset=utf-8', 'a=b\n{'],
] as const)('a body as %s', async (bodyKind, body, contentType, written) => {
  const { asked } = await send({ bodyKind, body });
  expect(headerOf(asked[0], 'content-type')).toBe(contentType);
  expect(bodyOf(asked[0])).toBe(written);
});

test('headers are added line by line; a Content-Type of one’s own wins, and without a body there is none', async () => {
  const { asked } = await send({ body: '<a/>', headers: 'X-Test: 1\nContent-Type: application/xml' });
  expect([headerOf(asked[0], 'x-test'), headerOf(asked[0], 'content-type')]).toEqual(['1', 'application/xml']);
  const { asked: bare } = await send({});
  expect(headerOf(bare[0], 'content-type')).toBeUndefined();
});

test.each([
  ['json', '{"a": 1}', undefined],
  ['json', '{a: 1}', /^This is no JSON, and is sent as it stands: /],
  ['json', ' ', undefined],
  ['form', 'a=1\nb', 'This line is no field: “b”. Write it as name=value.'],
  ['form', 'a=1\nb=', undefined],
  ['text', '{a', undefined],
] as const)('a problem of a body as %s: %j', (kind, body, problem) => {
  const found = findBodyProblem(body, kind);
  if (problem instanceof RegExp) expect(found).toMatch(problem);
  else expect(found).toBe(problem);
});
