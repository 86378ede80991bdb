import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
const als = new AsyncLocalStorage();
let id = 0;
const log = (m) => console.log(als.getStore(), m);
const server = http.createServer((req, res) =>
  als.run(++id, async () => {
    log(req.url);
    await new Promise((r) => setTimeout(r, 5 * (3 - als.getStore())));
    log('later');
    req.on('data', (d) => log('data ' + d));
    req.on('end', () => {
      log('end');
      res.end(String(als.getStore()));
    });
    res.on('finish', () => log('finish'));
  }),
);
server.listen(0, async () => {
  const u = `http://localhost:${server.address().port}/`;
  const a = await fetch(u + 'a', { method: 'POST', body: 'A' });
  console.log(await a.text());
  const b = await fetch(u + 'b', { method: 'POST', body: 'B' });
  console.log(await b.text());
  server.close();
  server.closeAllConnections();
});
await als.run('top', async () => {
  await pipeline(
    Readable.from(['x']),
    async function* (s) {
      for await (const c of s) {
        log(c);
        yield c;
      }
    },
    async (s) => {
      for await (const c of s) log('sink ' + c);
    },
  );
  const p = Promise.all(
    [1, 2].map(async (x) => {
      await null;
      log(x);
    }),
  );
  await p;
  await Promise.race([new Promise((r) => setTimeout(r, 1))]);
  log('race');
  const thenable = {
    then(r) {
      log('thenable');
      r(4);
    },
  };
  log(await thenable);
});
