import http from 'node:http';
import net from 'node:net';
import { once } from 'node:events';
const server = http.createServer((req, res) => {
  if (req.url === '/204') {
    res.statusCode = 204;
    res.end('ignored');
  } else if (req.url === '/trailers') {
    res.writeHead(200, { Trailer: 'X-T' });
    res.write('a');
    res.addTrailers({ 'X-T': 'v' });
    res.end();
  } else if (req.url === '/twice') {
    res.end('1');
    res.end('2', () => {});
    try {
      res.setHeader('a', 'b');
    } catch (e) {
      console.log(e.code, e.message);
    }
    try {
      res.writeHead(200);
    } catch (e) {
      console.log(e.code);
    }
    res.write('x', (e) => console.log('cb', e.code));
    res.on('error', (e) => console.log('error', e.code));
  } else if (req.url === '/hints') {
    res.writeEarlyHints({ link: '</a.css>; rel=preload' });
    res.writeProcessing();
    res.end('ok');
  } else if (req.url === '/raw') {
    res.sendDate = false;
    res.writeHead(201, 'Made', ['A', '1', 'A', '2', 'Set-Cookie', ['x=1', 'y=2']]);
    res.end('r');
  } else if (req.url === '/len') {
    res.setHeader('Content-Length', 2);
    try {
      res.strictContentLength = true;
      res.end('abc');
    } catch (e) {
      console.log(e.code);
      res.destroy();
    }
  } else {
    res.end();
  }
});
server.listen(0);
await once(server, 'listening');
const { port } = server.address();
const raw = async (text) => {
  const s = net.connect(port);
  s.end(text);
  let out = '';
  s.setEncoding('latin1');
  for await (const c of s) out += c;
  console.log(JSON.stringify(out.replace(/Date: .*?\r\n/g, '')));
};
await raw('GET /204 HTTP/1.1\r\nHost: x\r\n\r\n');
await raw('GET /trailers HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
await raw('GET /twice HTTP/1.1\r\nHost: x\r\n\r\n');
await raw('GET /hints HTTP/1.1\r\nHost: x\r\n\r\n');
await raw('GET /raw HTTP/1.0\r\n\r\n');
await raw('HEAD /raw HTTP/1.1\r\nHost: x\r\n\r\n');
await raw('GET / HTTP/1.1\r\n\r\n');
await raw('NOPE\r\n\r\n');
await raw('GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n');
await raw('GET / HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n');
await raw(`GET / HTTP/1.1\r\nHost: x\r\nBig: ${'x'.repeat(17000)}\r\n\r\n`);
await raw('GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /204 HTTP/1.1\r\nHost: x\r\n\r\n');
await raw('POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi');
await raw('POST / HTTP/1.1\r\nHost: x\r\nExpect: other\r\n\r\n');
server.on('clientError', (e, s) => {
  console.log('clientError', e.code, e.bytesParsed, e.reason);
  s.end('HTTP/1.1 400 Mine\r\n\r\n');
});
await raw('GET /\x00 HTTP/1.1\r\n\r\n');
await raw('GET / HTTP/9.9\r\nHost: x\r\n\r\n');
console.log(
  http.STATUS_CODES[418],
  http.METHODS.length,
  http.maxHeaderSize,
  server.keepAliveTimeout,
  server.headersTimeout,
  server.requestTimeout,
  server.timeout,
);
server.close();
