// A server and clients in one program: routes, bodies, chunks, keep-alive, errors.
const http = require('node:http');
const server = http.createServer(async (req, res) => {
  const url = new URL(req.url, 'http://x');
  if (url.pathname === '/') {
    res.setHeader('Content-Type', 'text/plain; charset=utf-8');
    res.end('hello wörld');
  } else if (url.pathname === '/echo' && req.method === 'POST') {
    let body = '';
    for await (const chunk of req.setEncoding('utf8')) body += chunk;
    res.writeHead(201, 'Made', { 'X-Length': body.length, 'Set-Cookie': ['a=1', 'b=2'] });
    res.end(JSON.stringify({ body, type: req.headers['content-type'], te: req.headers['transfer-encoding'] }));
  } else if (url.pathname === '/chunks') {
    res.write('one,');
    setTimeout(() => res.write('two,'), 5);
    setTimeout(() => res.end('three'), 10);
  } else if (url.pathname === '/big') {
    res.end('x'.repeat(300_000));
  } else if (url.pathname === '/abort') {
    res.socket.destroy();
  } else {
    res.writeHead(404).end('not found');
  }
});
function request(path, { method = 'GET', body, headers, agent } = {}) {
  return new Promise((resolve, reject) => {
    const req = http.request({ port: server.address().port, path, method, headers, agent }, (res) => {
      const parts = [];
      res.on('data', (part) => parts.push(part));
      res.on('end', () => {
        const { date, ...rest } = res.headers;
        resolve({ status: res.statusCode, message: res.statusMessage, headers: rest, body: Buffer.concat(parts).toString().slice(0, 200), port: res.socket?.localPort });
      });
    });
    req.on('error', reject);
    if (Array.isArray(body)) for (const part of body) req.write(part);
    else if (body) req.write(body);
    req.end();
  });
}
server.on('close', () => console.log('closed'));
server.listen(0, async () => {
  const show = async (promise) => {
    try {
      const { port, ...rest } = await promise;
      console.log(rest);
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  };
  console.log(server.listening, typeof server.address().port, server.address().family);
  await show(request('/'));
  await show(request('/echo', { method: 'POST', body: 'höi', headers: { 'Content-Type': 'text/x' } }));
  await show(request('/echo', { method: 'POST', body: ['a', 'b', 'c'], headers: { 'Content-Length': 3 } }));
  await show(request('/chunks'));
  await show(request('/nope?x=1'));
  await show(request('/', { method: 'HEAD' }));
  await show(request('/abort'));
  const big = await request('/big');
  console.log(big.headers['content-length'], big.body.length);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const ports = [];
  for (let i = 0; i < 3; i += 1) ports.push((await request('/', { agent })).port);
  console.log(new Set(ports).size);
  agent.destroy();
  server.close();
  http.get('http://127.0.0.1:1').on('error', (error) => console.log(error.code, error.message));
});
