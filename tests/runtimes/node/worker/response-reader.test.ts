import { describe, expect, it } from 'vitest';
import { captureNatives } from '../../../../src/runtimes/node/kernel/natives.ts';
import { type ResponseHead, ResponseReader } from '../../../../src/runtimes/node/worker/response-reader.ts';

const natives = captureNatives();

/** Feeds a response in pieces of `size` bytes, then ends the connection. */
function read(response: string, size: number, method = 'GET') {
  const bytes = new TextEncoder().encode(response);
  let head: ResponseHead | undefined;
  let text = '';
  let endedAfter: number | undefined;
  let fed = 0;
  const reader = new ResponseReader(natives, method, {
    onHead: (read) => {
      head = read;
    },
    onBody: (piece) => {
      text += new TextDecoder().decode(piece);
    },
    onEnd: () => {
      endedAfter = fed;
    },
  });
  for (; fed < bytes.length; fed += size) reader.read(bytes.subarray(fed, fed + size));
  const isComplete = reader.end();
  return { head, text, isComplete, endedEarly: endedAfter !== undefined && endedAfter < bytes.length };
}

describe.each([1, 7, 1000])('a response in pieces of %i bytes', (size) => {
  it('with a length ends there', () => {
    const answer = read('HTTP/1.1 201 Created\r\nX-A: b\r\nContent-Length: 5\r\n\r\nhellorest', size);
    expect(answer.head).toMatchObject({ status: 201, statusText: 'Created' });
    expect(answer.head?.headers).toContainEqual(['X-A', 'b']);
    expect(answer).toMatchObject({ text: 'hello', endedEarly: true, isComplete: true });
  });

  it('in chunks is joined, and ends before the connection does', () => {
    const chunks = '2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n';
    const answer = read(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`, size);
    expect(answer).toMatchObject({ text: 'hello', endedEarly: true });
  });

  it('without a length ends with the connection', () => {
    expect(read('HTTP/1.1 200 OK\r\n\r\nhello', size)).toMatchObject({
      text: 'hello',
      isComplete: true,
      endedEarly: false,
    });
  });

  it('that is broken off is not complete', () => {
    expect(read('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello', size)).toMatchObject({
      text: 'hello',
      isComplete: false,
    });
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhel';
    expect(read(chunked, size)).toMatchObject({ text: 'hel', isComplete: false });
    expect(read('HTTP/1.1 200 O', size)).toMatchObject({ head: undefined, isComplete: false });
  });

  it('after an informational one is the answer', () => {
    const answer = read('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', size);
    expect(answer.head?.status).toBe(200);
  });

  it('to HEAD has no body, whatever its length says', () => {
    const answer = read('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n', size, 'HEAD');
    expect(answer).toMatchObject({ text: '', isComplete: true });
  });

  it('that switches protocols passes on every byte after its head', () => {
    const answer = read('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nraw bytes', size);
    expect(answer).toMatchObject({ text: 'raw bytes', isComplete: true, endedEarly: false });
  });
});
