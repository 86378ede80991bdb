import { Readable, Writable } from 'node:stream';
import { text, json, buffer, arrayBuffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
const rs = new ReadableStream(
  {
    start(c) {
      c.enqueue('a');
      c.enqueue('b');
      c.close();
    },
  },
  { highWaterMark: 4 },
);
const [x, y] = rs.tee();
console.log(await text(x), await Array.fromAsync(y));
const ts = new TransformStream({
  transform(c, k) {
    k.enqueue(c * 2);
  },
  flush(k) {
    k.enqueue('done');
  },
});
const w = ts.writable.getWriter();
w.write(1);
w.write(2);
w.close();
for await (const c of ts.readable) console.log(c);
console.log(
  await text(
    Readable.toWeb(Readable.from(['p', 'q']))
      .pipeThrough(new TextEncoderStream())
      .pipeThrough(new TextDecoderStream()),
  ),
);
console.log(await json(Readable.from(['{"a":', '1}'])), rs, rs.locked);
const ws = new WritableStream({
  write(c) {
    if (c === 2) throw new Error('bad chunk');
    console.log('w', c);
  },
  abort(r) {
    console.log('abort', r);
  },
});
const wr = ws.getWriter();
await wr.write(1);
await wr.write(2).catch((e) => console.log(e.message));
await wr.closed.catch((e) => console.log('closed', e.message));
const gz = new Blob(['hello hello hello'])
  .stream()
  .pipeThrough(new CompressionStream('gzip'))
  .pipeThrough(new DecompressionStream('gzip'));
console.log(await text(gz));
const byob = new ReadableStream({
  type: 'bytes',
  pull(c) {
    c.enqueue(new Uint8Array([1, 2, 3]));
    c.close();
  },
});
const rd = byob.getReader({ mode: 'byob' });
console.log(await rd.read(new Uint8Array(10)));
const ac = new AbortController();
const p = new ReadableStream({
  pull(c) {
    c.enqueue(1);
  },
}).pipeTo(
  new WritableStream({
    async write() {
      await sleep(1);
    },
  }),
  { signal: ac.signal },
);
setTimeout(() => ac.abort(new Error('stop')), 5);
await p.catch((e) => console.log(e.message));
try {
  rs.getReader();
  rs.getReader();
} catch (e) {
  console.log(e.name, e.code, e.message);
}
console.log(
  new CountQueuingStrategy({ highWaterMark: 2 }),
  new ByteLengthQueuingStrategy({ highWaterMark: 5 }).size(new Uint8Array(3)),
);
const fromWeb = Readable.fromWeb(ReadableStream.from([1, 2]));
fromWeb.on('data', (d) => console.log('d', d)).on('end', () => console.log('end'));
