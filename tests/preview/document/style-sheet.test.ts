import { expect, test } from 'vitest';
import { ResourceLoader } from '../../../src/preview/document/resource-loader.ts';
import { inlineStyle } from '../../../src/preview/document/style-sheet.ts';
import { CookieJar } from '../../../src/preview/network/cookie-jar.ts';
import { PreviewNetwork } from '../../../src/preview/network/preview-network.ts';
import { RequestLog } from '../../../src/preview/network/request-log.ts';

const FILES: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/css/more.css': ['text/css', 'p { background: url("../dot.svg") }'],
  '/css/circle.css': ['text/css', '@import "circle.css"; a {}'],
  '/dot.svg': ['image/svg+xml', '<svg/>'],
};

const DOT = 'data:image/svg+xml;base64,PHN2Zy8+';

async function inline(css: string): Promise<string> {
  const network = new PreviewNetwork(
    async ({ path }) => {
      const [type, text] = FILES[path] ?? ['text/plain', ''];
      const headers = [['Content-Type', type] as const];
      return { status: FILES[path] ? 200 : 404, statusText: '', headers, body: new Blob([text]).stream(), ms: 1 };
    },
    new CookieJar(),
    new RequestLog(),
  );
  const page = new URL('http://localhost:3000/');
  return inlineStyle(css, new URL('/css/main.css', page), { loader: new ResourceLoader(network), page });
}

test.each([
  ['a { background: url(../dot.svg) }', `a { background: url("${DOT}") }`],
  ["a { background: url( '/dot.svg#x' ) }", `a { background: url("${DOT}#x") }`],
  ['a { background: url(data:image/png;base64,AA==) }', 'a { background: url(data:image/png;base64,AA==) }'],
  ['a { background: url(/missing.png) }', 'a { background: url(/missing.png) }'],
  ['/* url(/dot.svg) */', '/* url(/dot.svg) */'],
  ['a { background: url(http://example.com/x.png) }', 'a { background: url(http://example.com/x.png) }'],
])('%s becomes %s', async (css, inlined) => {
  expect(await inline(css)).toBe(inlined);
});

test('an import brings its own images, relative to itself, and keeps its conditions', async () => {
  const inlined = await inline('@import "more.css" screen;');
  expect(inlined).toMatch(/^@import url\("data:text\/css;charset=utf-8,.*"\) screen;$/);
  expect(decodeURIComponent(inlined)).toContain(DOT);
});

test('sheets that import each other in a circle end', async () => {
  expect((await inline('@import url(circle.css);')).length).toBeGreaterThan(10);
});
