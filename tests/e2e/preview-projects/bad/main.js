const http = require('node:http');
const { Readable, pipeline } = require('node:stream');

const MEGABYTE = `${'x'.repeat(99)}\n`.repeat(10_000);
const PAGES = {
  '/': '<h1>Fine</h1>',
  '/loop': `<h1>Before</h1><button>Loop</button><script>
    document.querySelector('button').onclick = () => setTimeout(() => {
      const end = Date.now() + 4000;
      while (Date.now() < end);
      document.querySelector('h1').textContent = 'After';
    }, 100);
  </script>`,
  '/away': "<script>location = 'https://example.com/away';</script>",
  '/refresh': '<meta http-equiv="refresh" content="0; url=/">',
  '/dialogs': `<p id="out"></p><button id="ask">Ask</button><button id="print">Print</button><script>
    document.getElementById('ask').onclick = () => setTimeout(() => {
      alert('look');
      document.getElementById('out').textContent = confirm('sure?') + ' ' + prompt('name?', 'Ada');
    });
    addEventListener('beforeprint', () => { document.getElementById('out').textContent = 'printing'; });
    document.getElementById('print').onclick = () => setTimeout(() => window.print());
  </script>`,
};

/** Writes megabytes as fast as they are taken. */
function flood(response, type, megabytes) {
  response.setHeader('Content-Type', type);
  response.on('close', () => process.stdout.write('gone\n'));
  const pieces = Readable.from(
    (function* write() {
      for (let count = 0; count < megabytes; count += 1) yield MEGABYTE;
    })(),
  );
  pipeline(pieces, response, () => undefined);
}

http
  .createServer((request, response) => {
    switch (request.url) {
      case '/never':
        return;
      case '/huge':
        return flood(response, 'text/html', 100);
      case '/endless-text':
        return flood(response, 'text/plain; charset=utf-8', Infinity);
      case '/one-line':
        response.setHeader('Content-Type', 'text/plain; charset=utf-8');
        return response.end('y'.repeat(500_000));
      case '/no-http':
        return response.socket.end('hello, this is no HTTP\r\n\r\n');
      case '/bad-head':
        return response.socket.end('HTTP/1.1 200 OK\r\nno header at all\r\n\r\nbody');
      case '/bad-cookies':
        response.setHeader('Set-Cookie', [
          '',
          '=',
          ';;;',
          'a'.repeat(5000),
          'd=1; Domain=example.com',
          '__Host-x=1',
          'fine=1',
        ]);
        response.setHeader('Content-Type', 'text/html');
        return response.end('<script>document.write("cookies: " + document.cookie)</script>');
      case '/exit':
        return response.end('leaving', () => process.exit(0));
      default:
        response.setHeader('Content-Type', 'text/html');
        return response.end(PAGES[request.url] ?? 'nothing');
    }
  })
  .listen(3000);
