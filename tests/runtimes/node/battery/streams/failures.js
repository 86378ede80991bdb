const { Readable, Writable, pipeline } = require('stream');
const { pipeline: pp, finished } = require('stream/promises');
const fs = require('fs');
(async () => {
  await pp(
    fs.createReadStream('absent.txt'),
    new Writable({
      write(c, e, cb) {
        cb();
      },
    }),
  ).catch((e) => console.log(e.code, e.message));
  await pp(Readable.from(['a']), async (s) => {
    for await (const c of s) throw new Error('consumer');
  }).catch((e) => console.log(e.message));
  const ac = new AbortController();
  setTimeout(() => ac.abort(), 3);
  await pp(new Readable({ read() {} }), new Writable({ write() {} }), { signal: ac.signal }).catch((e) =>
    console.log(e.name, e.code),
  );
  const premature = new Readable({ read() {} });
  setTimeout(() => premature.destroy(), 2);
  await finished(premature).catch((e) => console.log(e.code));
  try {
    for await (const c of new Readable({
      read() {
        this.destroy();
      },
    }));
  } catch (e) {
    console.log(e.code);
  }
  const r = new Readable({
    read() {
      throw new Error('in read');
    },
  });
  r.on('error', (e) => console.log('error event', e.message));
  r.resume();
  await new Promise((x) => setTimeout(x, 5));
  new Readable({}).on('error', (e) => console.log(e.code, e.message)).resume();
  await new Promise((x) => setTimeout(x, 5));
  const u = new Writable({
    write(c, e, cb) {
      cb(new Error('nobody listens'));
    },
  });
  u.write('x');
})();
