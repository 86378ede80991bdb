// fetch against a server of the same program.
const http = require('node:http');
const server = http.createServer((req, res) => {
  if (req.url === '/redirect') {
    res.writeHead(302, { Location: '/json' }).end();
    return;
  }
  const parts = [];
  req.on('data', (part) => parts.push(part));
  req.on('end', () => {
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify({ method: req.method, url: req.url, body: String(Buffer.concat(parts)), type: req.headers['content-type'] }));
  });
});
server.listen(0, async () => {
  const base = `http://localhost:${server.address().port}`;
  const res = await fetch(`${base}/json`);
  console.log(res.status, res.ok, res.headers.get('content-type'), await res.json());
  const posted = await fetch(`${base}/post`, { method: 'POST', body: new URLSearchParams({ a: '1 2' }) });
  console.log(await posted.json());
  console.log((await fetch(`${base}/redirect`)).redirected);
  const sent = await fetch(base, { method: 'PUT', body: JSON.stringify({ x: 1 }), headers: { 'Content-Type': 'application/json' } });
  for await (const chunk of sent.body) console.log(Buffer.from(chunk).toString());
  await fetch(base, { signal: AbortSignal.abort() }).catch((error) => console.log(error.name));
  await fetch('http://127.0.0.1:1/').catch((error) => console.log(error.name, error.message, error.cause.code));
  server.close(() => console.log('closed'));
});
