/** The author's server: edits show without a restart, mistakes show in the browser. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { LESSON, NODE_EXERCISE, originalText } from '../course/course-fixture.ts';
import { makeSite } from './site-copy.ts';

const PATIENCE = { timeout: 30_000, interval: 100 };
const LESSON_PAGE = 'lessons/hello/';

let site: ReturnType<typeof makeSite>;
let url = '';

beforeAll(async () => {
  site = makeSite();
  const port = await findFreePort();
  url = `http://localhost:${port}/`;
  site.start('node_modules/astro/bin/astro.mjs', 'dev', '--port', String(port));
  await vi.waitFor(async () => expect(await statusOf(LESSON_PAGE)).toBe(200), { ...PATIENCE, timeout: 90_000 });
}, 120_000);

afterAll(() => site?.close(), 20_000);

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

function open(path: string): Promise<Response> {
  return fetch(url + path, { headers: { accept: 'text/html' } });
}

/** What a browser gets; undefined while the server does not answer yet. */
async function statusOf(path: string): Promise<number | undefined> {
  return open(path).then(
    ({ status }) => status,
    () => undefined,
  );
}

async function textOf(path: string): Promise<string> {
  return (await open(path)).text();
}

it('an edit of a lesson shows', async () => {
  expect(await textOf(LESSON_PAGE)).toContain('Both answer a request.');
  site.change({ [LESSON]: originalText(LESSON).replace('Both answer', 'Both still answer') });
  await expect.poll(() => textOf(LESSON_PAGE), PATIENCE).toContain('Both still answer a request.');
}, 60_000);

it('an edit of a starter shows', async () => {
  site.change({ 'exercises/hello-server/starter/main.js': 'export const hello = () => "changed";\n' });
  await expect.poll(() => textOf('exercises/hello-server/exercise.json'), PATIENCE).toContain('changed');
}, 60_000);

it('a mistake shows on every page until it is corrected', async () => {
  site.change({ [NODE_EXERCISE]: originalText(NODE_EXERCISE).replace('minutes: 10', 'minutes: soon') });
  // The server may see the file while it is half written: another mistake, for a moment.
  await expect.poll(() => textOf(''), PATIENCE).toContain(`${NODE_EXERCISE}:8`);
  expect(await textOf('')).toContain('Write a whole number of minutes from 1 to 120.');
  expect(await statusOf(LESSON_PAGE)).toBe(500);

  site.change({ [NODE_EXERCISE]: originalText(NODE_EXERCISE) });
  await expect.poll(() => textOf(LESSON_PAGE), PATIENCE).toContain('Both still answer a request.');
}, 90_000);
