import { describe, expect, it } from 'vitest';
import { captureNatives } from '../../../../src/runtimes/node/kernel/natives.ts';
import { ResponseReader } from '../../../../src/runtimes/node/worker/response-reader.ts';

const natives = captureNatives();
const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

/** Feeds a response in pieces of `size` bytes; the answer, also if only the end of the stream completes it. */
function read(response: string, size: number, method = 'GET') {
  const bytes = new TextEncoder().encode(response);
  const reader = new ResponseReader(natives, method);
  for (let start = 0; start < bytes.length; start += size) {
    const answer = reader.read(bytes.subarray(start, start + size));
    if (answer) return answer;
  }
  return reader.end();
}

describe.each([1, 7, 1000])('a response in pieces of %i bytes', (size) => {
  it('with a length ends there', () => {
    const answer = read('HTTP/1.1 201 Created\r\nX-A: b\r\nContent-Length: 5\r\n\r\nhellorest', size);
    expect(answer).toMatchObject({ status: 201, statusText: 'Created' });
    expect(answer?.headers).toContainEqual(['X-A', 'b']);
    expect(text(answer?.body)).toBe('hello');
  });

  it('in chunks is joined', () => {
    const answer = read('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n', size);
    expect(text(answer?.body)).toBe('hello');
  });

  it('without a length ends with the connection', () => {
    expect(text(read('HTTP/1.1 200 OK\r\n\r\nhello', size)?.body)).toBe('hello');
  });

  it('after an informational one is the answer', () => {
    const answer = read('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', size);
    expect(answer?.status).toBe(200);
  });

  it('to HEAD has no body, whatever its length says', () => {
    expect(read('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n', size, 'HEAD')?.body).toHaveLength(0);
  });
});
