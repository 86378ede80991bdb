const http = require('node:http');

const OPENER = `<h1>Opener</h1>
<p id="out"></p>
<button id="choose">Choose</button>
<button id="talk">Talk</button>
<button id="write">Write</button>
<button id="foreign">Foreign</button>
<button id="close">Close it</button>
<a href="/plain" target="_blank">Plain</a>
<a href="/plain" target="_blank" rel="opener">With opener</a>
<a href="http://example.com/far" target="_blank">Far</a>
<form action="/echo" method="post" target="_blank"><input name="name" value="Zoë"><button>Post</button></form>
<script>
  // Declared so that they are properties of the window.
  function say(text) { const line = document.createElement('p'); line.textContent = text; document.getElementById('out').append(line); }
  let child;
  const on = (id, act) => document.getElementById(id).addEventListener('click', act);
  function chosen(win, id, list) {
    say('chosen ' + id + ' ' + list.join('+') + ' by ' + win.name + ', same window: ' + (win === child) + ', closed: ' + win.closed);
    win.close();
    setTimeout(() => say('closed later: ' + win.closed), 200);
  }
  on('choose', () => { child = window.open('/chooser?x=1', 'chooser__1', 'width=300,height=200'); child.focus(); });
  on('talk', () => { child = window.open('/talker', 'talker'); });
  on('write', () => { child = window.open('', 'written'); child.document.write('<h1>Written</h1>'); child.document.title = 'By hand'; });
  on('foreign', () => { child = window.open('http://localhost:4000/', 'foreign'); child.reached = 'by call'; });
  on('close', () => child.close());
  addEventListener('message', ({ data, origin, source }) => {
    say('heard ' + JSON.stringify(data) + ' from ' + origin + ', same window: ' + (source === child));
    if (data.ready) source.postMessage({ answer: 42 }, location.origin);
    if (data.ready) source.postMessage('not for you', 'http://localhost:9999');
  });
  addEventListener('unload', () => child && !child.closed && child.close());
</script>`;

const CHOOSER = `<title>Chooser</title><p id="name"></p><button>Take 7</button><script>
  document.getElementById('name').textContent = 'name ' + window.name + ', opener ' + Boolean(opener) + ', referrer ' + document.referrer;
  document.querySelector('button').onclick = () => setTimeout(() => opener.chosen(window, 7, ['a', 'b']), 50);
</script>`;

const TALKER = `<title>Talker</title><p id="out">waiting</p><button>Call back</button><script>
  addEventListener('message', ({ data, source }) => {
    document.getElementById('out').append(' heard ' + JSON.stringify(data) + ', from the opener: ' + (source === opener));
  });
  document.querySelector('button').onclick = () => {
    // A function and an element travel as what they are: things of this page.
    opener.document.getElementById('out').append('set from the pop-up');
    opener.setTimeout(() => { document.getElementById('out').append(' called back'); });
  };
  opener.postMessage({ ready: true }, '*');
</script>`;

const PLAIN = `<title>Plain</title><p id="out"></p><script>
  document.getElementById('out').textContent = 'plain, opener ' + opener + ', reached ' + window.reached;
</script><button onclick="setTimeout(() => window.close(), 50)">Close me</button>`;

const PAGES = {
  '/': OPENER,
  '/chooser': CHOOSER,
  '/talker': TALKER,
  '/plain': PLAIN,
  '/unasked': "<p>unasked</p><script>document.write('got ' + window.open('/plain'));</script>",
  '/many':
    "<button>Many</button><script>document.querySelector('button').onclick = () => { for (let i = 0; i < 9; i += 1) window.open('/plain'); };</script>",
};

const serve = (page) => async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  if (pathname !== '/echo') return response.end(`<!DOCTYPE html>${page(pathname) ?? 'nothing'}`);
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  response.end(`${request.method} ${body}`);
};

const FOREIGN = `<title>Foreign</title><p id="out"></p><script>
  document.getElementById('out').textContent = 'foreign, reached ' + window.reached;
  opener.say('the other origin came through');
  opener.postMessage('hello from 4000', '*');
</script>`;

http
  .createServer(serve((path) => PAGES[path]))
  .listen(3000, () => http.createServer(serve(() => FOREIGN)).listen(4000));
