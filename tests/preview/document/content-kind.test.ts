import { expect, test } from 'vitest';
import { decodeText, findContentKind, findFileName } from '../../../src/preview/document/content-kind.ts';
import type { HttpHeaders } from '../../../src/runtimes/runtime.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const typed = (type: string): HttpHeaders => [['Content-Type', type]];

test.each<[HttpHeaders, string | Uint8Array, string]>([
  [typed('text/html; charset=utf-8'), 'x', 'page'],
  [typed('application/json'), '{}', 'text'],
  [typed('application/problem+json'), '{}', 'text'],
  [typed('text/event-stream'), '', 'text'],
  [typed('image/svg+xml'), '<svg/>', 'image'],
  [typed('application/pdf'), '%PDF', 'file'],
  [[...typed('text/html'), ['content-disposition', 'attachment']], '<p>', 'file'],
  [[], '  <!DOCTYPE html><p>', 'page'],
  [[], '<h1>Hello</h1>', 'page'],
  [[], 'Hello <h1>', 'text'],
  [[], Uint8Array.of(0x89, 0x50, 0x00, 0x01), 'file'],
])('%j with %j is a %s', (headers, start, kind) => {
  expect(findContentKind(headers, typeof start === 'string' ? bytes(start) : start)).toBe(kind);
});

test.each<[HttpHeaders, Uint8Array, string]>([
  [typed('text/html; charset=utf-8'), bytes('Zoë'), 'Zoë'],
  [typed('text/html; charset="ISO-8859-1"'), Uint8Array.of(0x5a, 0xeb), 'Zë'],
  [typed('text/html'), bytes('<meta charset="utf-8">Zoë'), '<meta charset="utf-8">Zoë'],
  // What a browser shows when nobody says the charset.
  [typed('text/html'), bytes('Zoë'), 'ZoÃ«'],
  [typed('application/json'), bytes('"Zoë"'), '"Zoë"'],
  [[], bytes('\uFEFFZoë'), 'Zoë'],
  [typed('text/plain; charset=nonsense'), bytes('Z'), 'Z'],
])('with %j %s is read as %j', (headers, body, text) => {
  expect(decodeText(body, headers)).toBe(text);
});

test.each([
  ['attachment; filename="books.csv"', 'books.csv'],
  ["attachment; filename=x.csv; filename*=UTF-8''%E2%82%AC.csv", '€.csv'],
  ['attachment; filename="../../etc/passwd"', 'passwd'],
  ['attachment', 'report'],
])('%s names the file %s', (disposition, name) => {
  const url = new URL('http://localhost:8000/files/report');
  expect(findFileName([['Content-Disposition', disposition]], url)).toBe(name);
});
