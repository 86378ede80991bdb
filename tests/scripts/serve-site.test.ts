import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SiteServer, serveSite } from '../../scripts/serve-site.ts';

let dir: string;
let server: SiteServer;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'twinstack-serve-'));
  mkdirSync(join(dir, 'engines/node'), { recursive: true });
  writeFileSync(join(dir, 'index.html'), '<title>Home</title>');
  writeFileSync(join(dir, '404.html'), '<title>Not here</title>');
  writeFileSync(join(dir, 'engines/node/kernel-0123456789ab.js'), '');
  server = await serveSite({ dir, port: 0 });
});
afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

const ask = (path: string) => fetch(new URL(path, server.url));

test('a page comes with the headers that isolate it, and is asked for anew each time', async () => {
  const { status, headers } = await ask('/');
  expect(status).toBe(200);
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-embedder-policy')).toBe('credentialless');
  expect(headers.get('cache-control')).toBe('no-cache');
});

test('what does not exist is answered with 404 and the page that says so', async () => {
  const answer = await ask('/nowhere/');
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('<title>Not here</title>');
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
});

test('an engine has a policy of its own and may be kept for ever', async () => {
  const { headers } = await ask('/engines/node/kernel-0123456789ab.js');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('cache-control')).toContain('immutable');
});
