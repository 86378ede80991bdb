/** A hostile page in the preview: it reaches nothing of the site, and nothing leaves the tab. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shareSite, shareVisitor } from '../harness/visitors.ts';
import { PreviewPage } from './preview.ts';
import { hostileSite } from './preview-projects/hostile.ts';
import { keepBefore } from './visit.ts';

/** The attack waits for what does not come; then a request that was late would be here. */
const ATTACK_LIMIT_MS = 60_000;
const LATE_MS = 1_000;

const site = shareSite();
const visitor = shareVisitor(site);
let outside: Server;
let preview: PreviewPage;
let address: string;
const CONNECTION = 'a connection';
/** What came to a server outside: requests, and connections without one. */
const hits: string[] = [];

beforeAll(async () => {
  outside = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('ok');
  });
  outside.on('connection', () => hits.push(CONNECTION));
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  // A name of its own: servers at localhost are, for the preview, those of the program.
  const url = `http://outside.localhost:${(outside.address() as AddressInfo).port}`;
  await keepBefore(visitor, { settings: { version: 1, value: { panes: {} } } });
  preview = await PreviewPage.open(visitor, hostileSite(url, site.url));
  await preview.page.evaluate(() => {
    localStorage.setItem('secret', 'of the site');
    // biome-ignore lint/suspicious/noDocumentCookie: what a hostile page would look for
    document.cookie = 'secret=of-the-site';
  });
  address = preview.page.url();
});
afterAll(() => {
  outside?.close();
  outside?.closeAllConnections();
});

test('each way out is refused, by script and by HTML', async () => {
  await preview.run();
  await preview.document.getByText(/^RESULTS/).waitFor({ timeout: ATTACK_LIMIT_MS });
  const text = (await preview.document.locator('#out').textContent()) ?? '';
  const results = JSON.parse(text.slice('RESULTS '.length)) as Record<string, string>;
  expect(Object.keys(results).length).toBeGreaterThan(60);
  expect(Object.entries(results).filter(([, result]) => result.startsWith('GOT'))).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, LATE_MS));
  expect(hits).toEqual([]);
  expect(visitor.pages()).toHaveLength(1);
});

test('neither a refresh nor the real location takes the frame to another site', async () => {
  for (const path of ['/refresh', '/leave']) {
    await preview.open(path);
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    // Chromium connects before it looks at the policy, and then sends nothing.
    expect(
      hits.filter((hit) => hit !== CONNECTION),
      path,
    ).toEqual([]);
  }
  // The preview works on.
  await preview.open('/calm');
  await preview.waitForText('calm');
});

test('a pop-up can do no more than the page that opened it, nor lead anything out', async () => {
  hits.length = 0;
  await preview.open('/pop-ups');
  await preview.document.getByRole('button', { name: 'Attack' }).click();
  await expect.poll(async () => (await preview.windows()).length).toBe(4);
  await preview.pane.locator('.ws-window').nth(1).getByRole('button').first().click();
  await preview.document.getByText(/^RESULTS/).waitFor({ timeout: ATTACK_LIMIT_MS });
  const text = (await preview.document.locator('#out').textContent()) ?? '';
  const results = JSON.parse(text.slice('RESULTS '.length)) as Record<string, string>;
  expect(Object.keys(results).length).toBeGreaterThan(60);
  expect(Object.entries(results).filter(([, result]) => result.startsWith('GOT'))).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, LATE_MS));
  expect(hits.filter((hit) => hit !== CONNECTION)).toEqual([]);
  // What wants to lead out asks the learner.
  await preview.pane.getByText('This link leads out of the preview').first().waitFor({ state: 'attached' });
  expect(visitor.pages()).toHaveLength(1);
  await expect.poll(() => preview.page.title()).not.toContain('of the site');
});

test('the site is as it was', async () => {
  expect(preview.page.url()).toBe(address);
  const kept = await preview.page.evaluate(() => [localStorage.getItem('secret'), document.cookie]);
  expect(kept).toEqual(['of the site', 'secret=of-the-site']);
  await preview.pane.locator('.ws-address').waitFor();
});

test('the server outside does hear what reaches it', async () => {
  // The proof that the list above would not stay empty.
  await fetch(`http://127.0.0.1:${(outside.address() as AddressInfo).port}/heard`);
  expect(hits).toContain('GET /heard');
});
