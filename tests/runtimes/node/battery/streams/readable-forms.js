const {
  Readable,
  Writable,
  Transform,
  Duplex,
  PassThrough,
  pipeline,
  finished,
  addAbortSignal,
  compose,
} = require('stream');
(async () => {
  console.log(
    await Readable.from([1, 2, 3, 4])
      .filter((x) => x % 2)
      .map(async (x) => x * 10)
      .toArray(),
  );
  console.log(await Readable.from('abc').toArray(), await Readable.from([1, 2, 3]).reduce((a, b) => a + b, 0));
  console.log(
    await Readable.from([[1, 2], [3]])
      .flatMap((x) => x)
      .take(2)
      .toArray(),
    await Readable.from([5, 6])
      .drop(1)
      .some((x) => x === 6),
  );
  const r = new Readable({
    read() {
      this.push('x');
      this.push(null);
    },
  });
  r.setEncoding('utf8');
  for await (const c of r) console.log(c);
  const d = Duplex.from(async function* (src) {
    for await (const c of src) yield String(c).toUpperCase();
  });
  d.end('hello');
  for await (const c of d) console.log(String(c));
  const w = new Writable({
    highWaterMark: 3,
    write(c, e, cb) {
      setImmediate(cb);
    },
    final(cb) {
      console.log('final');
      cb();
    },
  });
  console.log(w.write('ab'), w.write('cd'), w.writableLength, w.writableNeedDrain);
  w.on('drain', () => {
    console.log('drain');
    w.end();
  });
  w.on('finish', () => console.log('finish')).on('close', () => console.log('close'));
  await new Promise((r) => w.on('close', r));
  const ac = new AbortController();
  const rs = addAbortSignal(ac.signal, new Readable({ read() {} }));
  rs.on('error', (e) => console.log(e.name, e.code));
  ac.abort();
  await new Promise((r) => rs.on('close', r));
  const t = new Transform({
    objectMode: true,
    transform(c, e, cb) {
      cb(c === 2 ? new Error('two') : null, c);
    },
    flush(cb) {
      this.push('end');
      cb();
    },
  });
  pipeline(
    Readable.from([1, 2, 3]),
    t,
    async function* (s) {
      for await (const x of s) yield x;
    },
    new PassThrough({ objectMode: true }),
    (e) => console.log('pipeline', e.message),
  );
  await new Promise((r) => setTimeout(r, 10));
  const e2 = new Readable({
    read() {
      this.destroy(new Error('destroyed'));
    },
  });
  finished(e2, (e) => console.log('finished', e.message));
  e2.resume();
  await new Promise((r) => setTimeout(r, 10));
  try {
    new Writable().write('x');
  } catch (e) {
    console.log(e.code);
  }
  try {
    w.write('late');
  } catch (e) {
    console.log('thrown', e.code);
  }
  w.on('error', (e) => console.log('emitted', e.code));
  try {
    new PassThrough().write(5);
  } catch (e) {
    console.log(e.code, e.message);
  }
  const big = new PassThrough();
  big.write(Buffer.alloc(40000));
  big.end();
  let n = 0;
  for await (const c of big.iterator({ destroyOnReturn: false })) n += c.length;
  console.log(n);
  const cork = new Writable({
    writev(chunks, cb) {
      console.log(
        'writev',
        chunks.map((c) => c.chunk.toString()),
      );
      cb();
    },
  });
  cork.cork();
  cork.write('a');
  cork.write('b');
  process.nextTick(() => cork.uncork());
  await new Promise((r) => setTimeout(r, 5));
  console.log(r.readableEnded, r.destroyed, new Readable({ read() {} }));
})();
