/** What a page makes a first-time visitor download, by kind, compressed with gzip. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import type { Site } from '../harness/site.ts';

/** Kilobytes (1000 bytes), gzip level 9, of everything the page loaded until it was ready. */
export interface PageWeight {
  readonly html: number;
  readonly css: number;
  readonly js: number;
  readonly json: number;
  readonly fonts: number;
  readonly other: number;
  readonly totalWithoutFonts: number;
}

const KINDS: readonly [RegExp, keyof PageWeight][] = [
  [/^text\/html/, 'html'],
  [/^text\/css/, 'css'],
  [/javascript/, 'js'],
  [/json/, 'json'],
  [/^font\//, 'fonts'],
];

/** Opens `path` as a new visitor and weighs each response until `untilReady` resolves and the network is quiet. */
export async function weighPage(
  site: Site,
  path: string,
  untilReady: (page: Page) => Promise<unknown>,
): Promise<PageWeight> {
  const visitor = await site.newVisitor();
  const page = await visitor.newPage();
  const bytes: Record<string, number> = { html: 0, css: 0, js: 0, json: 0, fonts: 0, other: 0 };
  const weighing: Promise<void>[] = [];
  page.on('response', (response) => {
    const weigh = async () => {
      const type = response.headers()['content-type'] ?? '';
      const kind = KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'other';
      const body = await response.body();
      // Fonts (woff2) and images are compressed already.
      const size = kind === 'fonts' || kind === 'other' ? body.length : gzipSync(body, { level: 9 }).length;
      bytes[kind] = (bytes[kind] ?? 0) + size;
    };
    weighing.push(weigh());
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  await untilReady(page);
  await page.waitForLoadState('networkidle');
  await Promise.all(weighing);
  await visitor.close();
  const kB = (kind: string) => Math.round((bytes[kind] ?? 0) / 100) / 10;
  const total = ['html', 'css', 'js', 'json', 'other'].reduce((sum, kind) => sum + (bytes[kind] ?? 0), 0);
  return {
    html: kB('html'),
    css: kB('css'),
    js: kB('js'),
    json: kB('json'),
    fonts: kB('fonts'),
    other: kB('other'),
    totalWithoutFonts: Math.round(total / 100) / 10,
  };
}
