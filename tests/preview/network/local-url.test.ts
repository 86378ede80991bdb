import { expect, test } from 'vitest';
import { parseAddress } from '../../../src/preview/network/local-url.ts';

test.each([
  ['/about/', 'http://localhost:8000/about/'],
  ['about?x=1', 'http://localhost:8000/about?x=1'],
  ['', 'http://localhost:8000/'],
  [' localhost:3000/x ', 'http://localhost:3000/x'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000/'],
  ['http://localhost:3000/#a', 'http://localhost:3000/#a'],
  ['//example.com/', 'http://localhost:8000/example.com/'],
  ['https://localhost:8000/', undefined],
  ['http://example.com/', undefined],
  ['javascript:alert(1)', 'http://localhost:8000/javascript:alert(1)'],
])('%j in the address bar is %j', (typed, url) => {
  expect(parseAddress(typed, 'http://localhost:8000')?.href).toBe(url);
});
