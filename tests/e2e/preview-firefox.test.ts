/** The preview in Firefox: the page of a Node.js server works, and a hostile one reaches nothing. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInFirefox } from '../harness/firefox.ts';
import { shareSiteInFirefox } from '../harness/visitors.ts';
import type { ServedProject } from './preview.ts';
import { hostileSite } from './preview-projects/hostile.ts';
import { NODE_SERVER, POP_UPS } from './preview-projects/read-projects.ts';

const START_TIMEOUT_MS = 60_000;
const TEXT_TIMEOUT_MS = 30_000;

describeInFirefox('the preview', () => {
  const { site, page } = shareSiteInFirefox();
  let outside: Server;
  const hits: string[] = [];

  beforeAll(async () => {
    outside = createServer((request, response) => {
      hits.push(`${request.method} ${request.url}`);
      response.end('ok');
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    outside?.close();
    outside?.closeAllConnections();
  });

  test('shows pages, follows links, runs scripts, streams and speaks WebSocket', async () => {
    await openProject(NODE_SERVER);
    await waitForText('Start page');
    await (await innerFrame()).evaluate(() => document.querySelector('a')?.click());
    await waitForText('Second page');
    await open('/scripts?x=1');
    await waitForText('order: inline 1, classic, inline 2, deferred, module dep both');
    await waitForText('done: dynamic');
    await open('/live');
    for (const line of ['fetch: 201', 'xhr: 200 GET /api', 'stream: one two three', 'events: 1 2 3'])
      await waitForText(line);
    await waitForText('socket: chat | welcome | echo hello | bytes 3 | closed 4001 bye');
    await open('/set-cookies');
    await waitForText('document.cookie: plain=1; made=here');
  });

  test('pop-ups: a window with a name and an opener, which calls a function there and is closed by it', async () => {
    await openProject(POP_UPS);
    await waitForText('Opener');
    // A real click: the browser has to know that the learner wanted it.
    await (await (await innerFrame()).$('#choose'))?.click();
    await expect.poll(() => findPopUp('name chooser__1, opener true'), { timeout: TEXT_TIMEOUT_MS }).toBeDefined();
    await (await findPopUp('name chooser__1'))?.evaluate(() => document.querySelector('button')?.click());
    await waitForText('chosen 7 a+b by chooser__1, same window: true, closed: false');
    await waitForText('closed later: true');
    await expect.poll(() => page.$$eval('.ws-window-title', (titles) => titles.length)).toBe(0);
  });

  test('keeps a hostile page in', async () => {
    const { port } = outside.address() as AddressInfo;
    await openProject(hostileSite(`http://outside.localhost:${port}`, site.url));
    await waitForText('RESULTS {');
    const text = (await innerText()) ?? '';
    const results = JSON.parse(/RESULTS (\{.*\})/.exec(text)?.[1] ?? '{}') as Record<string, string>;
    expect(Object.keys(results).length).toBeGreaterThan(60);
    expect(Object.entries(results).filter(([, result]) => result.startsWith('GOT'))).toEqual([]);
    await open('/leave');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(hits).toEqual([]);
    expect(page.url()).toContain('/exercises/hello-server/');
  });

  /** Opens the exercise with the project in its place, and runs it. */
  async function openProject({ files, command }: ServedProject): Promise<void> {
    await page.evaluateOnNewDocument(
      (text, words) => {
        const fetchFromSite = window.fetch;
        window.fetch = async (input, init) => {
          const response = await fetchFromSite(input, init);
          if (!String(input).endsWith('exercise.json')) return response;
          const starter = { text: text as Record<string, string>, binary: {} };
          const none = { text: {}, binary: {} };
          const shown = { files: ['main.js'], readOnly: [], command: words, starter, solution: none, tests: none };
          return Response.json({ ...(await response.json()), ...shown });
        };
      },
      files,
      command,
    );
    await page.evaluate(() => sessionStorage.clear()).catch(() => undefined);
    await page.goto(`${site.url}exercises/hello-server/`);
    await page.waitForFunction(() => document.querySelector('astro-island[ssr]') === null);
    const run = await page.waitForSelector('.ws-toolbar-actions button');
    // Not by coordinates: the toolbar is laid out anew when the engine's state comes.
    await run?.evaluate((button) => (button as HTMLElement).click());
    await page.waitForSelector('.ws-address', { timeout: START_TIMEOUT_MS });
  }

  async function open(address: string): Promise<void> {
    await page.$eval(
      '.ws-address-field',
      (field, value) => {
        (field as HTMLInputElement).value = value;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        (field as HTMLInputElement).form?.requestSubmit();
      },
      address,
    );
  }

  async function innerFrame(): Promise<Frame> {
    const frame = page.frames().find((candidate) => candidate.parentFrame()?.parentFrame() === page.mainFrame());
    if (!frame) throw new Error('The preview shows no page.');
    return frame;
  }

  /** The frame whose page has the text. */
  async function findPopUp(text: string): Promise<Frame | undefined> {
    for (const frame of page.frames()) {
      const shown = await frame.evaluate(() => document.body.textContent ?? '').catch(() => '');
      if (frame.parentFrame()?.parentFrame() && shown.includes(text)) return frame;
    }
    return undefined;
  }

  /** Between two pages there may be none for a moment. */
  async function innerText(): Promise<string> {
    try {
      return await (await innerFrame()).evaluate(() => document.body.textContent ?? '');
    } catch {
      return '';
    }
  }

  async function waitForText(text: string): Promise<void> {
    await expect.poll(innerText, { timeout: TEXT_TIMEOUT_MS }).toContain(text);
  }
});
