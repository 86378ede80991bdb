const dc = require('diagnostics_channel');
const { AsyncLocalStorage } = require('async_hooks');
const http = require('http');
const ch = dc.channel('my:chan');
console.log(ch.hasSubscribers, dc.hasSubscribers('my:chan'));
const on = (m, n) => console.log(n, m);
dc.subscribe('my:chan', on);
ch.publish({ a: 1 });
dc.unsubscribe('my:chan', on);
ch.publish(2);
const als = new AsyncLocalStorage();
ch.bindStore(als, (d) => d * 2);
ch.runStores(21, () => console.log(als.getStore()));
const tr = dc.tracingChannel('op');
tr.subscribe({
  start(m) {
    console.log('start', m);
  },
  end(m) {
    console.log('end', m);
  },
  asyncStart(m) {
    console.log('as', m.result);
  },
  asyncEnd() {
    console.log('ae');
  },
  error(m) {
    console.log('error', m.error.message);
  },
});
tr.traceSync((a) => a + 1, { id: 1 }, null, 5);
try {
  tr.traceSync(
    () => {
      throw new Error('x');
    },
    { id: 2 },
  );
} catch {}
tr.tracePromise(async () => 'r', { id: 3 }).then(() =>
  tr.traceCallback(
    (cb) => setTimeout(cb, 1, null, 'v'),
    -1,
    { id: 4 },
    null,
    (e, v) => {
      console.log('cb', v);
      serve();
    },
  ),
);
dc.subscribe('http.server.request.start', ({ request }) => console.log('http', request.url));
// After the timer: which of the two were first, Node does not promise.
function serve() {
  const s = http
    .createServer((q, r) => r.end())
    .listen(0, () =>
      http.get({ port: s.address().port, path: '/z', agent: false }, (r) => {
        r.resume();
        s.close();
      }),
    );
}
