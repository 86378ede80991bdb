const http = require('node:http');
const crypto = require('node:crypto');

const html = (response, body, headers = {}) => {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers });
  response.end(`<!DOCTYPE html><title>Test</title>${body}`);
};
const send = (response, type, body) => {
  response.setHeader('Content-Type', type);
  response.end(body);
};

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="red"/></svg>';

const FORMS = `
<form action="/echo"><input name="q" value="a b&amp;c"><button>Search</button></form>
<form action="/echo" method="post"><input name="name" value="Zoë"><button name="button" value="post">Post</button></form>
<form action="/echo" method="post" enctype="multipart/form-data"><input type="file" name="file"><button>Upload</button></form>
<form action="/move" method="post"><button>Move on</button></form>`;

const SCRIPTS = `
<link rel="stylesheet" href="/css/main.css">
<h1>Scripts</h1><p id="out"></p><img src="/dot.svg" alt="">
<script>order = ['inline 1']; localStorage.setItem('item', 'kept');</script>
<script src="/js/deferred.js" defer></script>
<script type="module" src="/js/module.js"></script>
<script src="js/classic.js"></script>
<script>
  order.push('inline 2');
  const say = (text) => { document.getElementById('out').append(text, document.createElement('br')); };
  say('location: ' + location.href + ' ' + window.location.pathname + ' ' + document.location.search);
  say('stored: ' + localStorage.item);
  const image = new Image();
  image.src = '/dot.svg';
  document.body.append(image);
  document.body.insertAdjacentHTML('beforeend', '<img alt="" src="/dot.svg">');
  addEventListener('load', () => {
    say('order: ' + order.join(', '));
    const script = document.createElement('script');
    script.src = '/js/dynamic.js';
    document.head.append(script);
  });
</script>`;

const LIVE = `<p id="out"></p><script>
  const say = (text) => { const line = document.createElement('p'); line.textContent = text; document.getElementById('out').append(line); };
  fetch('/api', { method: 'POST', body: '{"a":1}' }).then(async (r) => say('fetch: ' + r.status + ' ' + await r.text() + ' ' + r.url));
  const xhr = new XMLHttpRequest();
  xhr.responseType = 'json';
  xhr.onload = () => say('xhr: ' + xhr.status + ' ' + xhr.response.seen);
  xhr.open('GET', '/api');
  xhr.send();
  fetch('/stream').then(async (r) => {
    const parts = [];
    for await (const part of r.body.pipeThrough(new TextDecoderStream())) parts.push(part);
    say('stream: ' + parts.join(' '));
  });
  const events = [];
  const source = new EventSource('/events');
  source.onmessage = ({ data }) => { events.push(data); if (events.length === 3) { source.close(); say('events: ' + events.join(' ')); } };
  const heard = [];
  const socket = new WebSocket('/socket', ['chat']);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => { heard.push(socket.protocol); socket.send('hello'); socket.send(new Uint8Array(3)); };
  socket.onmessage = ({ data }) => heard.push(typeof data === 'string' ? data : 'bytes ' + data.byteLength);
  socket.onclose = ({ code, reason }) => say('socket: ' + [...heard, 'closed ' + code + ' ' + reason].join(' | '));
  fetch('http://example.com/').then(() => say('outside: answered'), () => say('outside: failed'));
</script>`;

const APP = `<button>Next</button><p id="out"></p><script>
  let page = 0;
  document.querySelector('button').onclick = () => { page += 1; history.pushState({ page }, '', '/app/' + page); };
  onpopstate = ({ state }) => { document.getElementById('out').textContent = 'popped ' + JSON.stringify(state) + ' at ' + location.pathname; };
</script>`;

const FILES = {
  '/css/main.css': ['text/css', '@import "colors.css"; h1 { background: url(../dot.svg) }'],
  '/css/colors.css': ['text/css', 'h1 { color: rgb(1, 2, 3) }'],
  '/dot.svg': ['image/svg+xml', SVG],
  '/js/classic.js': ['text/javascript', "order.push('classic');"],
  '/js/deferred.js': ['text/javascript', "order.push('deferred');"],
  '/js/module.js': [
    'text/javascript',
    "import { name } from './dep.js'; import './both.js'; order.push('module ' + name + ' both'); import('./later.js').then((m) => say('imported later: ' + m.default));",
  ],
  '/js/dep.js': ['text/javascript', "import './both.js'; export const name = 'dep';"],
  // A circle of modules.
  '/js/both.js': ['text/javascript', "import './dep.js';"],
  '/js/later.js': ['text/javascript', "export default 'later';"],
  '/js/dynamic.js': ['text/javascript', "say('done: dynamic');"],
};

/** Ends the answer that is open at `/slow-text`. */
let sayMore;

const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const file = FILES[pathname];
  if (file) return send(response, file[0], file[1]);
  switch (pathname) {
    case '/':
      return html(response, '<h1>Start page</h1><a href="second?from=start">Second</a>');
    case '/second':
      return html(
        response,
        `<h1>Second page</h1><p>referrer ${request.headers.referer}</p><a href="#far">Far below</a><p id="far" style="margin: 3000px 0">far</p>`,
      );
    case '/forms':
      return html(response, FORMS);
    case '/scripts':
      return html(response, SCRIPTS);
    case '/live':
      return html(response, LIVE);
    case '/app':
      return html(response, APP);
    case '/move':
      response.writeHead(302, { Location: 'echo' });
      return response.end();
    case '/circle':
      response.writeHead(302, { Location: '/circle' });
      return response.end();
    case '/set-cookies':
      return html(
        response,
        "<p id=out></p><script>document.cookie = 'made=here'; document.getElementById('out').textContent = 'document.cookie: ' + document.cookie;</script>",
        {
          'Set-Cookie': [
            'plain=1',
            'secret=2; HttpOnly; SameSite=Strict',
            'refused=3; SameSite=None',
            'elsewhere=4; Path=/other',
            'gone=5; Max-Age=0',
          ],
        },
      );
    case '/report.csv':
      response.setHeader('Content-Disposition', "attachment; filename*=UTF-8''report%20%E2%80%9C1%E2%80%9D.csv");
      return send(response, 'text/csv', 'a,b\n1,2\n');
    case '/data.json':
      return send(response, 'application/json', '{"zoë":1}');
    case '/latin':
      return send(response, 'text/plain', 'Zoë');
    case '/slow-text':
      response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      response.write('first ');
      sayMore = () => response.end('second');
      return undefined;
    case '/say-more':
      sayMore();
      return response.end();
    case '/stream':
      response.write('one');
      setTimeout(() => response.write('two'), 50);
      return setTimeout(() => response.end('three'), 100);
    case '/events': {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      let count = 0;
      const timer = setInterval(() => response.write(`data: ${++count}\n\n`), 20);
      return response.on('close', () => clearInterval(timer));
    }
    case '/echo':
    case '/api':
      return echo(request, response, pathname);
    default:
      response.statusCode = 404;
      return response.end();
  }
});

async function echo(request, response, pathname) {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  if (pathname === '/api') {
    response.writeHead(request.method === 'POST' ? 201 : 200, { 'Content-Type': 'application/json' });
    return response.end(JSON.stringify({ seen: `${request.method} /api`, body }));
  }
  const { 'content-type': type = '', cookie } = request.headers;
  return html(
    response,
    `<pre>${request.method} ${request.url} ${type}\ncookie: ${cookie}\n${body.replaceAll('<', '&lt;')}</pre>`,
  );
}

/** RFC 6455 by hand: short frames only. */
server.on('upgrade', (request, socket) => {
  const accept = crypto
    .createHash('sha1')
    .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: chat\r\n\r\n`,
  );
  const frame = (opcode, payload) =>
    socket.write(Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload]));
  frame(1, Buffer.from('welcome'));
  let waiting = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    while (waiting.length >= 6 && waiting.length >= 6 + (waiting[1] & 0x7f)) {
      const length = waiting[1] & 0x7f;
      const opcode = waiting[0] & 0x0f;
      const mask = waiting.subarray(2, 6);
      const payload = Buffer.from(waiting.subarray(6, 6 + length).map((byte, index) => byte ^ mask[index % 4]));
      waiting = waiting.subarray(6 + length);
      if (opcode === 1) frame(1, Buffer.from(`echo ${payload}`));
      if (opcode === 2) {
        frame(2, payload);
        frame(8, Buffer.concat([Buffer.from([4001 >> 8, 4001 & 0xff]), Buffer.from('bye')]));
      }
      if (opcode === 8) socket.end();
    }
  });
});

const second = http.createServer((request, response) => {
  if (request.url === '/') {
    return html(
      response,
      `<h1>The second server</h1><p id="out"></p><script>
      const ask = (path) => fetch('http://localhost:4000' + path).then(() => 'yes', () => 'no');
      const other = (path) => fetch('http://localhost:3000' + path).then(() => 'yes', () => 'no');
      Promise.all([other('/api'), ask('/open')]).then((all) => { document.getElementById('out').textContent = 'cors: ' + all.join(' '); });
    </script>`,
    );
  }
  response.end('open');
});

server.listen(3000, () => second.listen(4000));
