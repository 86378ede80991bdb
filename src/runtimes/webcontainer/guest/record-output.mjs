/**
 * Preloaded into every Node.js program: what it writes to stdout and stderr becomes events, in the order in which it was
 * written. Past TWINSTACK_OUTPUT_LIMIT (bytes) nothing more is told, and the program goes on.
 */
import { writeEvent } from './event-file.mjs';

const limitBytes = Number(process.env.TWINSTACK_OUTPUT_LIMIT ?? Number.POSITIVE_INFINITY);

/** What a printed piece belongs to; the test reporter says which test runs. */
export const printing = { testId: undefined };

let bytes = 0;
let isCut = false;

for (const stream of ['stdout', 'stderr']) {
  const decoder = new TextDecoder();
  process[stream].write = (chunk, encoding, callback) => {
    const content =
      typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8') : chunk;
    record(stream, content, decoder);
    const done = typeof encoding === 'function' ? encoding : callback;
    if (done) process.nextTick(done);
    return true;
  };
}

function record(stream, content, decoder) {
  if (isCut) return;
  if (bytes + content.length > limitBytes) {
    isCut = true;
    writeEvent({ type: 'output-cut', limitBytes });
    return;
  }
  bytes += content.length;
  const text = decoder.decode(content, { stream: true });
  if (text) writeEvent({ type: 'output', stream, text, ...(printing.testId !== undefined && { id: printing.testId }) });
}
