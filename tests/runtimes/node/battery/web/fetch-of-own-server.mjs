import http from 'node:http';
import { once } from 'node:events';
const server = http.createServer(async (req, res) => {
  let body = ''; for await (const c of req) body += c;
  if (req.url === '/json') { res.setHeader('content-type', 'application/json'); res.end(JSON.stringify({ method: req.method, body, ua: req.headers['user-agent'], ct: req.headers['content-type'] })); }
  else if (req.url === '/redirect') { res.writeHead(302, { location: '/json' }); res.end(); }
  else if (req.url === '/slow') { setTimeout(() => res.end('late'), 300); }
  else if (req.url === '/stream') { res.write('one '); setTimeout(() => res.end('two'), 20); }
  else if (req.url === '/events') { res.writeHead(200, { 'content-type': 'text/event-stream' }); res.write('id: 1\ndata: hello\n\nevent: named\ndata: world\n\n'); }
  else if (req.url === '/gzip') { const { gzipSync } = await import('node:zlib'); res.setHeader('content-encoding', 'gzip'); res.end(gzipSync('unzipped by fetch')); }
  else { res.statusCode = 404; res.end('nothing'); }
});
server.listen(0, 'localhost'); await once(server, 'listening');
const base = `http://localhost:${server.address().port}`;
const r = await fetch(`${base}/json`);
console.log(r.status, r.ok, r.statusText, r.headers.get('content-type'), await r.json());
console.log(await (await fetch(`${base}/json`, { method: 'POST', body: 'text' })).json());
console.log(await (await fetch(`${base}/json`, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ a: 1 }) })).json());
console.log((await (await fetch(`${base}/json`, { method: 'POST', body: new URLSearchParams({ q: 'é' }) })).json()));
const form = new FormData(); form.append('name', 'value'); form.append('file', new Blob(['content'], { type: 'text/plain' }), 'a.txt');
const fr = await (await fetch(`${base}/json`, { method: 'POST', body: form })).json();
console.log(fr.ct.replace(/boundary=.*/, 'boundary=…'), fr.body.split('\r\n').slice(1, 4));
const red = await fetch(`${base}/redirect`); console.log(red.redirected, new URL(red.url).pathname);
const nf = await fetch(`${base}/nope`); console.log(nf.status, nf.statusText, await nf.text());
const st = await fetch(`${base}/stream`); const parts = []; for await (const c of st.body) parts.push(Buffer.from(c).toString()); console.log(parts.join('|'));
console.log(await (await fetch(`${base}/gzip`)).text());
try { await fetch(`${base}/slow`, { signal: AbortSignal.timeout(50) }); } catch (e) { console.log(e.name, e.message); }
const ac = new AbortController(); const p = fetch(`${base}/slow`, { signal: ac.signal }); ac.abort(); try { await p; } catch (e) { console.log(e.name, e.message); }
try { await fetch('http://localhost:1/'); } catch (e) { console.log(e.name, e.message, e.cause?.code, e.cause?.message); }
try { await fetch('nonsense'); } catch (e) { console.log(e.name, e.message, e.cause?.code); }
try { await fetch('ftp://x/'); } catch (e) { console.log(e.name, e.message, e.cause?.message); }
console.log(await (await fetch('data:text/plain,hi%20there')).text());
console.log(new Request(`${base}/x`, { method: 'post' }).method, [...new Headers({ B: '1', a: '2' })], Response.json({ a: 1 }).status);
console.log(new Headers([['x', 'y']]), new Response('abc'));
server.closeAllConnections(); server.close();
