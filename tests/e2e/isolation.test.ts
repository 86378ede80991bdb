/** A host that sends no headers: the service worker adds them; without one, everything that can work does. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContextOptions } from 'playwright-core';
import sirv from 'sirv';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteDir } from '../../scripts/build-site.ts';
import { shareSite } from '../harness/visitors.ts';
import { readAuthored, WorkspacePage } from './workspace.ts';

const site = shareSite();
let plainHost: Server;
let url: string;

beforeAll(async () => {
  plainHost = createServer(sirv(siteDir, {}));
  await new Promise<void>((resolve) => plainHost.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(plainHost.address() as AddressInfo).port}/`;
});
afterAll(() => {
  plainHost?.closeAllConnections();
  plainHost?.close();
});

async function openOnPlainHost(options: BrowserContextOptions) {
  const visitor = await site.newVisitor({ baseURL: url, ...options });
  let loads = 0;
  visitor.on('page', (page) => page.on('load', () => (loads += 1)));
  return { visitor, workspace: await WorkspacePage.open(visitor, 'hello-server'), countLoads: () => loads };
}

test('the site’s service worker isolates the page with one reload, and the engine keeps its policy', async () => {
  const { visitor, workspace, countLoads } = await openOnPlainHost({});
  const { page } = workspace;
  await page.waitForFunction(() => crossOriginIsolated, undefined, { timeout: 20_000 });
  await workspace.editor.waitFor();
  await workspace.writeFile(readAuthored('hello-server', 'solution/hello.js'));
  expect(await workspace.check()).toBe('All 6 tests passed.');
  expect(countLoads()).toBe(2);
  const policy = await page.evaluate(async () => {
    const response = await fetch('/engines/node/manifest.json');
    return response.headers.get('Content-Security-Policy');
  });
  expect(policy).toContain("default-src 'none'");
  // The next page has the headers from the start.
  await page.goto('exercises/tick-or-microtask/');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(countLoads()).toBe(3);
  await visitor.close();
});

test('without service workers nothing reloads, exercises are solved, and WebContainer says what is missing', async () => {
  const { visitor, workspace, countLoads } = await openOnPlainHost({ serviceWorkers: 'block' });
  const { page } = workspace;
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await workspace.writeFile(readAuthored('hello-server', 'solution/hello.js'));
  expect(await workspace.check()).toBe('All 6 tests passed.');
  await page.getByRole('button', { name: /^Runtime:/ }).click();
  await page.getByRole('radio', { name: /^WebContainer/ }).check();
  await page.getByRole('button', { name: 'Use it' }).click();
  await page
    .getByText(/^This page is not cross-origin isolated.*The embedded Node\.js/)
    .first()
    .waitFor();
  expect(countLoads()).toBe(1);
  await visitor.close();
});

test('where the host sends the headers, the service worker is not even fetched', async () => {
  const visitor = await site.newVisitor();
  const asked: string[] = [];
  visitor.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const { page } = await WorkspacePage.open(visitor, 'hello-server');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(asked.filter((path) => /service-worker|isolate/.test(path))).toEqual([]);
  await visitor.close();
});
