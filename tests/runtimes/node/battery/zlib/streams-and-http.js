const zlib = require('node:zlib');
const { pipeline, Readable } = require('node:stream');
const { promisify } = require('node:util');
(async () => {
  const def = zlib.createDeflate({ chunkSize: 64 });
  const chunks = [];
  def.on('data', (c) => { chunks.push(c); console.log('data', c.toString('hex')); });
  def.write('hello');
  def.flush(() => console.log('flushed'));
  def.write('world');
  def.flush(zlib.constants.Z_SYNC_FLUSH, () => {
    console.log('sync flushed', def.bytesWritten);
    def.params(9, zlib.constants.Z_DEFAULT_STRATEGY, (e) => {
      console.log('params', e);
      def.end('again '.repeat(100));
    });
  });
  await require('node:events').once(def, 'end');
  console.log(zlib.inflateSync(Buffer.concat(chunks)).toString());
  setImmediate(() => console.log('immediate'));
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('micro'));
  const z = await promisify(zlib.gzip)('a'.repeat(100000));
  console.log(z.length);
  console.log((await promisify(zlib.gunzip)(z)).length);
  const one = zlib.createUnzip();
  one.on('data', (c) => console.log('one', c.toString()));
  for (const b of zlib.gzipSync('byte by byte')) one.write(Buffer.from([b]));
  one.end();
  await require('node:events').once(one, 'end');
  const g = zlib.createGzip();
  g.close(() => console.log('close cb'));
  try { g.write('x'); } catch (e) { console.log(e.code) }
  g.on('error', (e) => console.log('err', e.code));
  await new Promise((r) => pipeline(Readable.from(['a', 'b', 'c']), zlib.createGzip(), zlib.createGunzip(), async function (src) { for await (const c of src) console.log('piped', c.toString()); }, (e) => { console.log('pipeline', e); r(); }));
  const http = require('node:http');
  const server = http.createServer((q, s) => { s.setHeader('content-encoding', 'gzip'); Readable.from(['hello ', 'from ', 'http']).pipe(zlib.createGzip()).pipe(s); });
  server.listen(0, () => http.get({ port: server.address().port }, (res) => { let t = ''; res.pipe(zlib.createGunzip()).on('data', (d) => t += d).on('end', () => { console.log(t, res.headers['content-encoding']); server.close(); }); }));
  const cs = new CompressionStream('gzip');
  const out = new Response(new Blob(['via streams']).stream().pipeThrough(cs)).arrayBuffer();
  console.log(zlib.gunzipSync(Buffer.from(await out)).toString());
  console.log(await new Response(new Blob([zlib.deflateRawSync('raw')]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text());
})();
