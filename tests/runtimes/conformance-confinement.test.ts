/**
 * A program may come from a stranger: it must reach neither a server nor what the site keeps in the browser. The
 * programs try every door they can name; a server of the test's own counts who comes.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Stack } from '../../src/runtimes/runtime.ts';
import { shareEngineBrowser, shareRuntime } from '../harness/engines.ts';
import { recordRun } from './conformance-record.ts';

/** Tries to send something to `url` by every means of a worker, in JavaScript. Used from both stacks. */
const SEND = (url: string) => `
const doors = [
  (scope) => scope.fetch(${JSON.stringify(url)} + '/fetch', { mode: 'no-cors' }),
  (scope) => { const x = new scope.XMLHttpRequest(); x.open('GET', ${JSON.stringify(url)} + '/xhr', false); x.send(); },
  (scope) => new scope.WebSocket(${JSON.stringify(url.replace('http', 'ws'))} + '/socket'),
  (scope) => new scope.EventSource(${JSON.stringify(url)} + '/events'),
  (scope) => scope.importScripts(${JSON.stringify(url)} + '/script.js'),
  (scope) => new scope.Worker(${JSON.stringify(url)} + '/worker.js'),
  (scope) => scope.navigator.sendBeacon(${JSON.stringify(url)} + '/beacon', 'x'),
  (scope) => new scope.Function('return import(' + JSON.stringify(${JSON.stringify(url)} + '/import.js') + ')')(),
];
const scopes = [globalThis];
try { scopes.push(new Function('return this')()); } catch {}
try { scopes.push((async () => {}).constructor('return this')()); } catch {}
try { scopes.push(self); } catch {}
for (const door of doors) for (const scope of scopes) {
  try { Promise.resolve(door(scope)).catch(() => {}); } catch {}
}
`;

/** Prints the name of each store of the site that can be opened. */
const OPEN = `
const stores = {
  indexedDB: (scope) => scope.indexedDB.open('theft'),
  caches: (scope) => scope.caches.open('theft'),
  localStorage: (scope) => scope.localStorage.getItem('x'),
  storage: (scope) => scope.navigator.storage.getDirectory(),
  cookies: (scope) => scope.cookieStore.getAll(),
};
for (const [name, open] of Object.entries(stores)) for (const scope of [globalThis, typeof self === 'object' ? self : {}]) {
  try { if (open(scope) !== undefined) console.log('reached', name); } catch {}
}
`;

const PROGRAMS: Readonly<Record<Stack, { send(url: string): string; open: string; file: string; command: string[] }>> =
  {
    node: {
      file: 'main.js',
      command: ['node', 'main.js'],
      send: (url) => `${SEND(url)}\nsetTimeout(() => console.log('tried'), 300);`,
      open: `${OPEN}\nconsole.log('tried');`,
    },
    django: {
      file: 'main.py',
      command: ['python', 'main.py'],
      send: (url) => `import time
try:
    from pyodide.code import run_js
    run_js(${JSON.stringify(SEND(url))})
except BaseException:
    pass
try:
    import js
    js.fetch("${url}/js-fetch")
except BaseException:
    pass
try:
    from pyodide.http import open_url
    open_url("${url}/open-url")
except BaseException:
    pass
try:
    from urllib.request import urlopen
    urlopen("${url}/urlopen", timeout=1)
except BaseException:
    pass
time.sleep(0.3)
print("tried")
`,
      open: `
for name in ("indexedDB", "caches", "localStorage", "cookieStore"):
    try:
        import js
        if getattr(js, name):
            print("reached", name)
    except BaseException:
        pass
try:
    import js
    if js.navigator.storage:
        print("reached storage")
except BaseException:
    pass
print("tried")
`,
    },
  };

const browser = shareEngineBrowser();
let server: Server;
let url: string;
const visits: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server?.close());

test('the server notices who comes: the page itself may', async () => {
  await browser.page.evaluate((address) => fetch(`${address}/page`, { mode: 'no-cors' }).then(() => undefined), url);
  expect(visits.splice(0)).toEqual(['/page']);
});

describe.each(['node', 'django'] as const)('%s', (stack) => {
  const runtime = shareRuntime(browser, stack);
  const { file, command, send, open } = PROGRAMS[stack];

  test('a program sends nothing to anyone', async () => {
    const { stdout } = await recordRun(runtime, { project: { [file]: send(url) }, command });
    expect(stdout).toContain('tried');
    expect(visits).toEqual([]);
  });

  test('a program opens none of the site’s stores', async () => {
    const { stdout } = await recordRun(runtime, { project: { [file]: open }, command });
    expect(stdout).toBe('tried\n');
  });
});
