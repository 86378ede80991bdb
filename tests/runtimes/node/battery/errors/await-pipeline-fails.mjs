import { pipeline } from 'node:stream/promises';
import { Readable, Writable } from 'node:stream';
await pipeline(
  Readable.from(['a']),
  new Writable({
    write(chunk, encoding, callback) {
      callback(new Error('disk full'));
    },
  }),
);
