/** A Node.js server in the preview: pages, forms, redirects, cookies, scripts, streams, WebSockets, as in a browser's tab. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { shareSite, shareVisitor } from '../harness/visitors.ts';
import { PreviewPage } from './preview.ts';
import { NODE_SERVER } from './preview-projects/read-projects.ts';

const site = shareSite();
const visitor = shareVisitor(site);
let preview: PreviewPage;
/** Scripts that the site has loaded, by file name. */
const loaded: string[] = [];
let loadedBeforeRun: readonly string[] = [];

beforeAll(async () => {
  visitor.on('request', (request) => loaded.push(request.url().split('/').at(-1) ?? ''));
  preview = await PreviewPage.open(visitor, NODE_SERVER);
  loadedBeforeRun = [...loaded];
  await preview.run();
});

test('a server that listens brings its page forward', async () => {
  await preview.page.getByRole('tab', { name: /^Preview/, selected: true }).waitFor();
  await preview.waitForText('Start page');
  await preview.waitForAddress('localhost:3000/');
});

test('nothing of the preview is loaded before a server listens', () => {
  const ofPreview = (name: string) => /^(PreviewBody|script)\./.test(name);
  expect(loadedBeforeRun.length).toBeGreaterThan(3);
  expect(loadedBeforeRun.filter(ofPreview)).toEqual([]);
  expect(loaded.filter(ofPreview)).not.toEqual([]);
});

test('links, back, forward, reload and places in the page', async () => {
  await preview.open('/');
  await preview.waitForText('Start page');
  await preview.document.getByRole('link', { name: 'Second' }).click();
  await preview.waitForText('Second page');
  await preview.waitForAddress('localhost:3000/second?from=start');
  await preview.button('Back').click();
  await preview.waitForText('Start page');
  await preview.button('Forward').click();
  await preview.waitForText('Second page');
  await preview.waitForText('referrer http://localhost:3000/');
  await preview.document.getByRole('link', { name: 'Far below' }).click();
  await preview.waitForAddress('localhost:3000/second?from=start#far');
  await preview.document.locator('#far:target').waitFor();
  await expect.poll(() => preview.document.locator('#far').evaluate(() => window.scrollY)).toBeGreaterThan(500);
});

test('what is being written into the address stays when a page comes', async () => {
  await preview.open('/');
  await preview.waitForText('Start page');
  await preview.address.fill('/forms');
  await preview.document.getByRole('link', { name: 'Second' }).evaluate((link) => (link as HTMLElement).click());
  await preview.waitForText('Second page');
  await preview.waitForAddress('/forms');
  await preview.address.press('Escape');
  await preview.waitForAddress('localhost:3000/second?from=start');
});

test('forms: query, urlencoded and multipart with a file; a redirect turns POST into GET', async () => {
  await preview.open('/forms');
  await preview.document.getByRole('button', { name: 'Search' }).click();
  await preview.waitForAddress('localhost:3000/echo?q=a+b%26c');
  await preview.open('/forms');
  await preview.document.getByRole('button', { name: 'Post' }).click();
  await preview.waitForText('POST /echo application/x-www-form-urlencoded');
  await preview.waitForText('name=Zo%C3%AB&button=post');
  await preview.open('/forms');
  await preview.document.locator('input[type=file]').setInputFiles({
    name: 'note.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('from a file'),
  });
  await preview.document.getByRole('button', { name: 'Upload' }).click();
  await preview.waitForText('filename="note.txt"');
  await preview.waitForText('from a file');
  await preview.open('/forms');
  await preview.document.getByRole('button', { name: 'Move on' }).click();
  await preview.waitForText('GET /echo');
  await preview.waitForAddress('localhost:3000/echo');
  await preview.open('/circle');
  await preview.pane.getByText('more than 20 times').waitFor();
});

test('cookies: kept, sent, hidden from scripts when HttpOnly, listed and removed', async () => {
  await preview.open('/set-cookies');
  await preview.waitForText('document.cookie: plain=1; made=here');
  await preview.open('/echo');
  await preview.waitForText('cookie: plain=1; secret=2; made=here');
  await preview.view('Cookies');
  await preview.pane.getByText(/HttpOnly$/).waitFor();
  await preview.button('Remove secret').click();
  await preview.view('Page');
  await preview.button('Reload').click();
  await preview.waitForText('cookie: plain=1; made=here');
});

test('scripts: classic in order, deferred, modules with imports, added later; styles, images, storage, location', async () => {
  await preview.open('/scripts?x=1');
  await preview.waitForText('done: dynamic');
  await preview.waitForText('order: inline 1, classic, inline 2, deferred, module dep both');
  await preview.waitForText('location: http://localhost:3000/scripts?x=1 /scripts ?x=1');
  await preview.waitForText('imported later: later');
  await preview.waitForText('stored: kept');
  const look = () =>
    preview.document.locator('h1').evaluate((element) => {
      const { color, backgroundImage } = getComputedStyle(element);
      return `${color} ${backgroundImage}`;
    });
  await expect.poll(look).toMatch(/^rgb\(1, 2, 3\) .*data:image\/svg\+xml/);
  const rules = () => preview.document.locator('h1').evaluate(() => document.styleSheets[0]?.cssRules.length);
  await expect.poll(rules).toBeGreaterThan(0);
  await expect
    .poll(() =>
      preview.document
        .locator('img')
        .evaluateAll((all) => all.map((image) => (image as HTMLImageElement).naturalWidth)),
    )
    .toEqual([10, 10, 10]);
});

test('fetch, XMLHttpRequest, an EventSource and a WebSocket', async () => {
  await preview.open('/live');
  await preview.waitForText('fetch: 201 {"seen":"POST /api","body":"{\\"a\\":1}"} http://localhost:3000/api');
  await preview.waitForText('xhr: 200 GET /api');
  await preview.waitForText('stream: one two three');
  await preview.waitForText('events: 1 2 3');
  await preview.waitForText('socket: chat | welcome | echo hello | bytes 3 | closed 4001 bye');
  await preview.waitForText('outside: failed');
});

test('history.pushState, popstate and a link that a script handles', async () => {
  await preview.open('/app');
  await preview.document.getByRole('button', { name: 'Next' }).click();
  await preview.waitForAddress('localhost:3000/app/1');
  await preview.document.getByRole('button', { name: 'Next' }).click();
  await preview.waitForAddress('localhost:3000/app/2');
  await preview.button('Back').click();
  await preview.waitForText('popped {"page":1} at /app/1');
  await preview.button('Back').click();
  await preview.waitForText('popped null at /app');
});

test('a download is offered, and saved by a click only', async () => {
  await preview.open('/echo');
  await preview.open('/report.csv');
  await preview.pane.getByText('report “1”.csv').waitFor();
  const [download] = await Promise.all([
    preview.page.waitForEvent('download'),
    preview.pane.getByRole('button', { name: 'Save' }).click(),
  ]);
  expect(readFileSync(await download.path(), 'utf8')).toBe('a,b\n1,2\n');
  await preview.waitForAddress('localhost:3000/echo');
});

test('what is no HTML is shown as a browser shows it; text while it comes', async () => {
  await preview.open('/nowhere');
  await preview.waitForText('404 Not Found');
  await preview.open('/data.json');
  await preview.waitForText('{"zoë":1}');
  await preview.open('/latin');
  await preview.waitForText('ZoÃ«');
  await preview.open('/slow-text');
  await preview.waitForText('first');
  // The server says no more before it is asked to.
  expect(await preview.text()).not.toContain('second');
  await preview.document.locator('body').evaluate(() => fetch('http://localhost:3000/say-more'));
  await preview.waitForText('second');
});

test('the API client sends what is written and shows what came; the log has it', async () => {
  await preview.view('API client');
  await preview.pane.getByLabel('Method').selectOption('POST');
  await preview.pane.getByLabel('Path').fill('/api');
  await preview.pane.getByLabel('Headers').fill('X-Test: 1');
  await preview.pane.getByLabel('Body', { exact: true }).fill('{"a": [1]}');
  await preview.button('Send').click();
  await preview.pane.getByText('201 Created').waitFor();
  await preview.pane.getByText('"seen": "POST /api"').waitFor();
  await preview.pane.getByText(/^\d+(\.\d)? m?s, \d+ bytes$/).waitFor();
  await preview.pane.locator('.ws-client-answer').getByText('Content-Type', { exact: true }).waitFor();
  await preview.pane.getByLabel('Body as').selectOption('Form');
  await preview.pane.getByLabel('Body', { exact: true }).fill('name=Zoë');
  await preview.button('Send').click();
  await preview.pane.getByText('"body": "name=Zo%C3%AB"').waitFor();
  await preview.view('Requests');
  await preview.pane.locator('.ws-request').first().click();
  const details = preview.pane.locator('.ws-request-details');
  await details.getByText('X-Test').waitFor();
  await details.getByText('application/x-www-form-urlencoded').first().waitFor();
  await preview.view('Page');
});

test('another server on another port: chosen, and closed to pages of the first unless it says so', async () => {
  await preview.open('/echo');
  await preview.pane.getByLabel('Server').selectOption('4000');
  await preview.waitForText('The second server');
  await preview.waitForText('cors: no yes');
});

test('a stopped server says so, and is started again where it was', async () => {
  await preview.open('localhost:3000/second?from=start');
  await preview.waitForText('Second page');
  await preview.page.getByRole('button', { name: 'Stop', exact: true }).click();
  await preview.pane.getByText('There is no server any more.').waitFor();
  await preview.button('Reload').click();
  await preview.pane.getByText('No server is running.').waitFor();
  await preview.button('Start it again').click();
  await preview.waitForText('Second page');
});

test('loading the site anew brings the server and its page back', async () => {
  await preview.page.reload();
  await preview.pane.locator('.ws-address').waitFor({ timeout: 30_000 });
  await preview.waitForText('Second page');
  await preview.waitForAddress('localhost:3000/second?from=start');
});

test('works without a service worker and where nothing can be stored, as in some private windows', async () => {
  const stranger = await site.newVisitor({ serviceWorkers: 'block' });
  await stranger.addInitScript(() => {
    const forbid = () => {
      throw new DOMException('Storage is forbidden.', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(window, name, { get: forbid, configurable: true });
    }
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: forbid, configurable: true });
    Object.defineProperty(Document.prototype, 'cookie', { get: forbid, set: forbid, configurable: true });
  });
  const other = await PreviewPage.open(stranger, NODE_SERVER);
  await other.run();
  await other.open('/set-cookies');
  await other.waitForText('document.cookie: plain=1; made=here');
  await other.open('/scripts?x=1');
  await other.waitForText('stored: kept');
  await other.waitForText('done: dynamic');
  await stranger.close();
});
