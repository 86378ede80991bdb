import zlib from 'node:zlib';
import { promisify } from 'node:util';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
const text = 'abc'.repeat(1000);
for (const [c, d] of [
  ['gzip', 'gunzip'],
  ['deflate', 'inflate'],
  ['deflateRaw', 'inflateRaw'],
  ['brotliCompress', 'brotliDecompress'],
]) {
  const z = await promisify(zlib[c])(text);
  console.log(c, z.length < 100, String(zlib[d + 'Sync'](z)) === text);
}
console.log(
  zlib.crc32('hello'),
  zlib.gzipSync('x', { level: 9 }).length,
  zlib.unzipSync(zlib.deflateSync('u')).toString(),
);
try {
  zlib.gunzipSync('nonsense');
} catch (e) {
  console.log(e.code, e.errno, e.message);
}
try {
  zlib.inflateSync(zlib.deflateSync(text).subarray(0, 10));
} catch (e) {
  console.log(e.code, e.message);
}
try {
  zlib.gunzipSync(zlib.gzipSync(text), { maxOutputLength: 10 });
} catch (e) {
  console.log(e.code, e.message);
}
const out = [];
await pipeline(Readable.from([text]), zlib.createGzip(), zlib.createGunzip(), async (s) => {
  for await (const c of s) out.push(c);
});
console.log(Buffer.concat(out).length);
const g = zlib.createGzip();
g.write('part');
g.flush(() => {
  console.log('flushed', g.read()?.length > 0);
  g.close();
});
